package org.strowger.engine.routing;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The lanes that have calls, in order of urgency of their heads.
///
/// Where points rise at one rate, their order does not change with time, so there is a sorted row
/// of lanes for each rate. The most urgent lane of those that an agent can serve is then found by
/// going down each row to the first that is among them.
final class LaneOrder {
    /// With so few lanes to choose from it is quicker to look at each.
    private static final int FEW = 24;

    private @Nullable WaitingCall[] heads = new WaitingCall[64];
    private long[] points = new long[64];
    private long[] slopes = new long[64];
    private Row[] rows = new Row[0];

    /// The most urgent of some lanes, and the next.
    int first;

    int second;

    /// The lanes whose heads rise at one rate, most urgent first.
    private static final class Row {
        final long slope;
        int[] slots = new int[16];
        int size;

        Row(long slope) {
            this.slope = slope;
        }
    }

    /// Takes up a lane that has a head for the first time, or another head than before.
    void headChanged(Lane lane) {
        int slot = lane.slot;
        if (slot >= heads.length) {
            heads = Arrays.copyOf(heads, 2 * slot);
            points = Arrays.copyOf(points, 2 * slot);
            slopes = Arrays.copyOf(slopes, 2 * slot);
        }
        WaitingCall head = lane.first();
        if (heads[slot] == head) {
            return;
        }
        if (heads[slot] != null) {
            remove(slot);
        }
        heads[slot] = head;
        points[slot] = lane.fixedPoints(head);
        slopes[slot] = lane.terms.capped() ? 0 : head.urgency.slope();
        Row row = row(slopes[slot]);
        int place = placeOf(row, slot);
        if (row.size == row.slots.length) {
            row.slots = Arrays.copyOf(row.slots, 2 * row.size);
        }
        System.arraycopy(row.slots, place, row.slots, place + 1, row.size - place);
        row.slots[place] = slot;
        row.size++;
    }

    /// Lets go of a lane that has no call any more.
    void emptied(Lane lane) {
        remove(lane.slot);
    }

    private void remove(int slot) {
        Row row = row(slopes[slot]);
        int place = placeOf(row, slot);
        System.arraycopy(row.slots, place + 1, row.slots, place, row.size - place - 1);
        row.size--;
        heads[slot] = null;
    }

    private Row row(long slope) {
        for (Row row : rows) {
            if (row.slope == slope) {
                return row;
            }
        }
        Row row = new Row(slope);
        rows = Arrays.copyOf(rows, rows.length + 1);
        rows[rows.length - 1] = row;
        return row;
    }

    /// Where in a row a lane is, or belongs.
    private int placeOf(Row row, int slot) {
        int low = 0;
        int high = row.size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int other = row.slots[middle];
            if (other != slot && isMoreUrgent(other, slot, 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Whether the head of one lane is more urgent than that of another.
    boolean isMoreUrgent(int a, int b, long nowMillis) {
        WaitingCall head = Objects.requireNonNull(heads[a]);
        WaitingCall other = Objects.requireNonNull(heads[b]);
        int tier = head.urgency.tier();
        int otherTier = other.urgency.tier();
        if (tier != otherTier) {
            return tier > otherTier;
        }
        long difference = points[a] - points[b] + (slopes[a] - slopes[b]) * nowMillis;
        return difference != 0 ? difference > 0 : head.isOlderThan(other);
    }

    /// Finds [#first] and [#second] of the lanes that are in both sets, -1 where there is none.
    ///
    /// @param nonEmpty all lanes that have a call
    /// @param count how many are in both
    void findFirst(Bits wanted, Bits nonEmpty, int count, long nowMillis) {
        first = -1;
        second = -1;
        if (count <= FEW || count <= 2 * rows.length) {
            for (int slot = wanted.nextCommon(nonEmpty, 0);
                    slot >= 0;
                    slot = wanted.nextCommon(nonEmpty, slot + 1)) {
                consider(slot, nowMillis);
            }
            return;
        }
        for (Row row : rows) {
            int place = nextIn(row, 0, wanted);
            if (place < row.size && consider(row.slots[place], nowMillis)) {
                place = nextIn(row, place + 1, wanted);
                if (place < row.size) {
                    consider(row.slots[place], nowMillis);
                }
            }
        }
    }

    private static int nextIn(Row row, int from, Bits wanted) {
        int place = from;
        while (place < row.size && !wanted.get(row.slots[place])) {
            place++;
        }
        return place;
    }

    /// Whether the lane is the first or second so far.
    private boolean consider(int slot, long nowMillis) {
        if (first < 0 || isMoreUrgent(slot, first, nowMillis)) {
            second = first;
            first = slot;
            return true;
        }
        if (second < 0 || isMoreUrgent(slot, second, nowMillis)) {
            second = slot;
            return true;
        }
        return false;
    }
}
