package org.strowger.engine.routing;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A binary heap whose elements know their place in it, so that any of them can be taken out.
///
/// The first thing that orders two elements is a number, which is kept beside them: most
/// comparisons then look at no element.
abstract class Heap<E> {
    static final int NOWHERE = -1;

    private @Nullable Object[] elements = new Object[4];
    private long[] keys = new long[4];
    private int size;

    /// The number that orders an element: less goes first.
    abstract long keyOf(E element);

    /// Whether one of two elements with the same number goes first.
    abstract boolean goesBefore(E a, E b);

    abstract int placeOf(E element);

    abstract void setPlace(E element, int place);

    final int size() {
        return size;
    }

    final boolean isEmpty() {
        return size == 0;
    }

    final E first() {
        return at(0);
    }

    final boolean holds(E element) {
        return placeOf(element) != NOWHERE;
    }

    final void add(E element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, 2 * size);
            keys = Arrays.copyOf(keys, 2 * size);
        }
        rise(element, keyOf(element), size++);
    }

    final void remove(E element) {
        int place = placeOf(element);
        setPlace(element, NOWHERE);
        E last = at(--size);
        elements[size] = null;
        if (place < size) {
            settle(last, keys[size], place);
        }
    }

    /// Puts an element where it belongs after its number has changed.
    final void reorder(E element) {
        settle(element, keyOf(element), placeOf(element));
    }

    /// In no order.
    final void forEach(Consumer<? super E> action) {
        for (int i = 0; i < size; i++) {
            action.accept(at(i));
        }
    }

    /// Takes everything out.
    final void clear() {
        for (int i = 0; i < size; i++) {
            setPlace(at(i), NOWHERE);
            elements[i] = null;
        }
        size = 0;
    }

    final E at(int place) {
        @SuppressWarnings("unchecked") // only elements are put in
        E element = (E) elements[place];
        return Objects.requireNonNull(element);
    }

    private void settle(E element, long key, int place) {
        if (place > 0 && goesBefore(element, key, (place - 1) >>> 1)) {
            rise(element, key, place);
        } else {
            sink(element, key, place);
        }
    }

    private boolean goesBefore(E element, long key, int place) {
        return key != keys[place] ? key < keys[place] : goesBefore(element, at(place));
    }

    private void rise(E element, long key, int from) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (!goesBefore(element, key, parent)) {
                break;
            }
            put(at(parent), keys[parent], place);
            place = parent;
        }
        put(element, key, place);
    }

    private void sink(E element, long key, int from) {
        int place = from;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && goesBefore(at(child + 1), keys[child + 1], child)) {
                child++;
            }
            if (!goesBefore(at(child), keys[child], element, key)) {
                break;
            }
            put(at(child), keys[child], place);
            place = child;
        }
        put(element, key, place);
    }

    private boolean goesBefore(E one, long oneKey, E other, long otherKey) {
        return oneKey != otherKey ? oneKey < otherKey : goesBefore(one, other);
    }

    private void put(E element, long key, int place) {
        elements[place] = element;
        keys[place] = key;
        setPlace(element, place);
    }
}
