package org.strowger.simulator.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.QueueId;

/// What was simulated, and by what: all that is needed to do it again.
///
/// @param scenario its title
/// @param policy the version of the centre's routing policy
/// @param seed the same seed gives the same days
/// @param replications how many days were asked for
/// @param from the start of the span
/// @param until its end
/// @param zone of the centre, for times of day
/// @param warmUp what began within this time from the start counts nowhere
/// @param interval the length of the intervals
/// @param queues what each queue counts as in time, and as a short abandon
/// @param version of Strowger
/// @param java the version of Java that it ran on
public record RunFacts(
        String scenario,
        String policy,
        long seed,
        int replications,
        Instant from,
        Instant until,
        ZoneId zone,
        Duration warmUp,
        Duration interval,
        SortedMap<QueueId, QueueFacts> queues,
        String version,
        String java) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    public RunFacts {
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
    }

    /// By what a queue counts.
    ///
    /// @param inTime a wait up to this is in time
    /// @param shortAbandon who hangs up sooner is a short abandon
    public record QueueFacts(Duration inTime, Duration shortAbandon) {}

    /// The beginning of an interval, on the clocks of the centre; with its date where the span goes
    /// over more than a day.
    ///
    /// @param index 0 for the first
    String clock(int index) {
        boolean isOneDay = Duration.between(from, until).compareTo(Duration.ofDays(1)) <= 0;
        return local(start(index)).format(isOneDay ? TIME : DAY_AND_TIME);
    }

    /// The beginning of an interval.
    Instant start(int index) {
        return from.plus(interval.multipliedBy(index));
    }

    /// Whether an interval counts not at all, or in part only: what is left of it is no interval to
    /// be seen beside others.
    boolean isWarmUp(int index) {
        return start(index).isBefore(from.plus(warmUp));
    }

    /// Whether this time, and no other, is in time.
    ///
    /// @param queue absent: in all queues
    boolean countsBy(Optional<QueueId> queue, double seconds) {
        return queues.entrySet().stream()
                .filter(each -> queue.map(each.getKey()::equals).orElse(true))
                .allMatch(each -> each.getValue().inTime().toMillis() / 1_000.0 == seconds);
    }

    /// From when to when, for people.
    String span() {
        LocalDateTime end = local(until);
        boolean endsSameDay = local(from).toLocalDate().equals(end.toLocalDate());
        return local(from).format(DAY_AND_TIME)
                + " to "
                + end.format(endsSameDay ? TIME : DAY_AND_TIME)
                + ", "
                + zone.getId();
    }

    private LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }
}
