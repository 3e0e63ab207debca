package org.strowger.simulator.staffing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How many of each group work each shape, by the cells of a [Workforce].
record Schedule(List<Integer> counts) {
    Schedule {
        counts = List.copyOf(counts);
    }

    static Schedule empty(int size) {
        return new Schedule(Collections.nCopies(size, 0));
    }

    int at(int cell) {
        return counts.get(cell);
    }

    /// The same with so many more in a cell, or fewer.
    Schedule with(int cell, int more) {
        List<Integer> changed = new ArrayList<>(counts);
        changed.set(cell, counts.get(cell) + more);
        return new Schedule(changed);
    }

    int agents() {
        return counts.stream().mapToInt(each -> each).sum();
    }
}
