package org.strowger.simulator.virtual;

import java.util.Arrays;

/// When each of many things is to happen next, the first of them at hand: a heap with four branches
/// (Johnson, Information Processing Letters 4(3), 1975) that knows where everything is in it.
///
/// Things are numbered from 0. Of those that are to happen at the same time the lowest number goes
/// first.
final class Calendar {
    /// The time of what is not to happen.
    static final long NEVER = Long.MAX_VALUE;

    private static final int BRANCHES = 4;
    private static final int NOWHERE = -1;

    private long[] times = new long[64];
    private int[] things = new int[64];
    private int[] places = new int[0];
    private int size;

    /// When the first thing is to happen.
    long first() {
        return size == 0 ? NEVER : times[0];
    }

    /// The first thing to happen; only when there is one.
    int firstThing() {
        return things[0];
    }

    boolean has(int thing) {
        return thing < places.length && places[thing] != NOWHERE;
    }

    /// When a thing is to happen.
    long timeOf(int thing) {
        return has(thing) ? times[places[thing]] : NEVER;
    }

    void clear(int thing) {
        if (has(thing)) {
            remove(places[thing]);
        }
    }

    /// Has a thing happen at a time, in place of the one it had.
    void set(int thing, long time) {
        if (time == NEVER) {
            clear(thing);
            return;
        }
        if (thing >= places.length) {
            grow(thing);
        }
        int place = places[thing];
        if (place == NOWHERE) {
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
                things = Arrays.copyOf(things, 2 * size);
            }
            up(size++, thing, time);
        } else if (time < times[place]) {
            up(place, thing, time);
        } else {
            down(place, thing, time);
        }
    }

    private void grow(int thing) {
        int before = places.length;
        places = Arrays.copyOf(places, Math.max(64, 2 * (thing + 1)));
        Arrays.fill(places, before, places.length, NOWHERE);
    }

    private void remove(int place) {
        places[things[place]] = NOWHERE;
        size--;
        if (place == size) {
            return;
        }
        int last = things[size];
        long time = times[size];
        if (place > 0 && goesBefore(time, last, (place - 1) / BRANCHES)) {
            up(place, last, time);
        } else {
            down(place, last, time);
        }
    }

    private void up(int from, int thing, long time) {
        int place = from;
        while (place > 0) {
            int above = (place - 1) / BRANCHES;
            if (!goesBefore(time, thing, above)) {
                break;
            }
            put(place, things[above], times[above]);
            place = above;
        }
        put(place, thing, time);
    }

    private void down(int from, int thing, long time) {
        int place = from;
        while (true) {
            int first = BRANCHES * place + 1;
            if (first >= size) {
                break;
            }
            int best = first;
            long bestTime = times[first];
            int end = Math.min(first + BRANCHES, size);
            for (int below = first + 1; below < end; below++) {
                long belowTime = times[below];
                if (goesBefore(belowTime, things[below], bestTime, things[best])) {
                    best = below;
                    bestTime = belowTime;
                }
            }
            if (!goesBefore(bestTime, things[best], time, thing)) {
                break;
            }
            put(place, things[best], bestTime);
            place = best;
        }
        put(place, thing, time);
    }

    private void put(int place, int thing, long time) {
        times[place] = time;
        things[place] = thing;
        places[thing] = place;
    }

    private boolean goesBefore(long time, int thing, int place) {
        return goesBefore(time, thing, times[place], things[place]);
    }

    private static boolean goesBefore(long time, int thing, long otherTime, int other) {
        return time < otherTime || (time == otherTime && thing < other);
    }
}
