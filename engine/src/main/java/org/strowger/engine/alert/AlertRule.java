package org.strowger.engine.alert;

import java.time.Duration;
import java.util.Optional;
import org.strowger.engine.routing.QueueId;

/// What figure, out of what bounds, for how long, is worth an alert.
///
/// Two rules that are equal are one rule: [#name] tells rules apart.
public sealed interface AlertRule {
    /// The longest time that a rule may look back on, or wait before it raises an alert.
    Duration LONGEST = Duration.ofDays(1);

    /// Which kind of rule it is, as it stands in the settings.
    String when();

    /// The rule in the words of the settings: the same rule has the same name everywhere.
    String name();

    /// What the value of an alert is: the figure, its unit, and of a service level the formula.
    String figure();

    /// The queue that it is about; absent when it is about the whole centre.
    Optional<QueueId> about();

    /// How long the figure must be out of bounds before the alert is raised.
    Duration lasting();

    /// A rule about how a queue stands at a moment.
    sealed interface OfMoment extends AlertRule {
        QueueId queue();

        @Override
        default Optional<QueueId> about() {
            return Optional.of(queue());
        }
    }

    /// More callers in line than this. Kept places of callers who hung up do not count, calls in an
    /// offer do.
    ///
    /// @param over 0 to 100,000
    record Waiting(QueueId queue, int over, Duration lasting) implements OfMoment {
        public Waiting {
            Bounds.range("over", over, 0, Bounds.MOST_CALLS);
            Bounds.time("for", lasting, Duration.ZERO);
        }

        @Override
        public String when() {
            return "waiting";
        }

        @Override
        public String name() {
            return "waiting %s over %d%s".formatted(queue, over, Bounds.words(lasting));
        }

        @Override
        public String figure() {
            return "callers in line";
        }
    }

    /// A caller in line who has waited for so long.
    ///
    /// @param over 1 s to 24 h
    record LongestWait(QueueId queue, Duration over, Duration lasting) implements OfMoment {
        public LongestWait {
            Bounds.time("over", over, Duration.ofSeconds(1));
            Bounds.time("for", lasting, Duration.ZERO);
        }

        @Override
        public String when() {
            return "longest_wait";
        }

        @Override
        public String name() {
            return "longest_wait %s over %s%s"
                    .formatted(queue, Bounds.written(over), Bounds.words(lasting));
        }

        @Override
        public String figure() {
            return "longest wait of those in line, seconds";
        }
    }

    /// A service level lower than this, over the last minutes.
    ///
    /// It is the formula that leaves short abandons out (SL-6): calls answered within the
    /// threshold, of all that were answered or abandoned but for those abandoned at once. Calls
    /// that went elsewhere, and callers who are called back, are in neither number.
    ///
    /// @param underPercent more than 0, to 100
    /// @param window whole minutes, 1 to 1,440; the minute that runs is looked at beside them
    /// @param leastCalls there is no alert before so many calls count; 1 to 100,000
    /// @param within an answer after this time of waiting is in time; 0 s to 24 h
    /// @param shortAbandon who hangs up sooner does not count; 0 s to 24 h
    record ServiceLevel(
            QueueId queue,
            double underPercent,
            Duration window,
            int leastCalls,
            Duration within,
            Duration shortAbandon)
            implements AlertRule {
        public ServiceLevel {
            Bounds.percent("under", underPercent, 100);
            Bounds.minutes(window);
            Bounds.range("calls", leastCalls, 1, Bounds.MOST_CALLS);
            Bounds.time("within", within, Duration.ZERO);
            Bounds.time("short_abandon", shortAbandon, Duration.ZERO);
        }

        @Override
        public String when() {
            return "service_level";
        }

        @Override
        public String name() {
            return "service_level %s under %s minutes %d calls %d within %s short_abandon %s"
                    .formatted(
                            queue,
                            Bounds.written(underPercent),
                            window.toMinutes(),
                            leastCalls,
                            Bounds.written(within),
                            Bounds.written(shortAbandon));
        }

        @Override
        public String figure() {
            return "service level SL-6, per cent answered within %s, abandons under %s left out"
                    .formatted(Bounds.written(within), Bounds.written(shortAbandon));
        }

        @Override
        public Optional<QueueId> about() {
            return Optional.of(queue);
        }

        @Override
        public Duration lasting() {
            return Duration.ZERO;
        }
    }

    /// Fewer agents than this who could take a call of the queue at once.
    ///
    /// @param under 1 to 100,000
    record ReadyAgents(QueueId queue, int under, Duration lasting) implements OfMoment {
        public ReadyAgents {
            Bounds.range("under", under, 1, Bounds.MOST_CALLS);
            Bounds.time("for", lasting, Duration.ZERO);
        }

        @Override
        public String when() {
            return "ready_agents";
        }

        @Override
        public String name() {
            return "ready_agents %s under %d%s".formatted(queue, under, Bounds.words(lasting));
        }

        @Override
        public String figure() {
            return "agents ready";
        }
    }

    /// More errors of the centre than this for each hundred calls, over the last minutes. One error
    /// alone is no rate, and raises nothing.
    ///
    /// @param overPercent more than 0, to 10,000: a call can have more than one error
    /// @param window whole minutes, 1 to 1,440; the minute that runs is looked at beside them
    record ErrorRate(double overPercent, Duration window) implements AlertRule {
        public ErrorRate {
            Bounds.percent("over", overPercent, 10_000);
            Bounds.minutes(window);
        }

        @Override
        public String when() {
            return "error_rate";
        }

        @Override
        public String name() {
            return "error_rate over %s minutes %d"
                    .formatted(Bounds.written(overPercent), window.toMinutes());
        }

        @Override
        public String figure() {
            return "errors per 100 calls";
        }

        @Override
        public Optional<QueueId> about() {
            return Optional.empty();
        }

        @Override
        public Duration lasting() {
            return Duration.ZERO;
        }
    }
}
