package org.strowger.engine.routing;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Total orders of lists and maps: element by element, and a shorter one before its continuation.
final class Orders {
    private Orders() {}

    static <T extends Comparable<? super T>> int compareLists(List<T> a, List<T> b) {
        return compare(a.iterator(), b.iterator(), Comparator.naturalOrder());
    }

    static <K extends Comparable<? super K>> int compareMaps(
            SortedMap<K, Integer> a, SortedMap<K, Integer> b) {
        Comparator<Map.Entry<K, Integer>> byKeyThenValue =
                Map.Entry.<K, Integer>comparingByKey().thenComparing(Map.Entry.comparingByValue());
        return compare(a.entrySet().iterator(), b.entrySet().iterator(), byKeyThenValue);
    }

    private static <T> int compare(Iterator<T> a, Iterator<T> b, Comparator<? super T> order) {
        while (a.hasNext() && b.hasNext()) {
            int difference = order.compare(a.next(), b.next());
            if (difference != 0) {
                return difference;
            }
        }
        return Boolean.compare(a.hasNext(), b.hasNext());
    }
}
