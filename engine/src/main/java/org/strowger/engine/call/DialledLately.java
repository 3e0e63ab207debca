package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// How many calls outside were begun within a time, by what for and about whom.
///
/// It holds as many as are begun in that time; whoever lets them begin bounds that.
final class DialledLately {
    private final Duration time;
    private final Deque<Dialled> calls = new ArrayDeque<>();
    private final Map<Dialled.Use, Integer> byUse = new EnumMap<>(Dialled.Use.class);

    /// Looked up only, never gone through.
    private final Map<String, Integer> byNumber = new HashMap<>();

    /// @param time how long a call counts
    DialledLately(Duration time) {
        this.time = time;
    }

    void add(Dialled call) {
        calls.add(call);
        byUse.merge(call.use(), 1, Integer::sum);
        call.about().forEach(number -> byNumber.merge(number, 1, Integer::sum));
    }

    /// Calls of longer ago count no more.
    void forget(Instant now) {
        while (!calls.isEmpty() && !calls.element().at().plus(time).isAfter(now)) {
            Dialled old = calls.remove();
            byUse.merge(old.use(), -1, Integer::sum);
            old.about()
                    .forEach(
                            number ->
                                    byNumber.computeIfPresent(
                                            number, (_, count) -> count > 1 ? count - 1 : null));
        }
    }

    int all() {
        return calls.size();
    }

    int of(Dialled.Use use) {
        return byUse.getOrDefault(use, 0);
    }

    int about(String number) {
        return byNumber.getOrDefault(number, 0);
    }
}
