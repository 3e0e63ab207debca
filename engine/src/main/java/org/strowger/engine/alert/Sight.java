package org.strowger.engine.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.strowger.engine.routing.QueueId;

/// What one rule has seen so far: as much as it needs and no more.
sealed interface Sight {
    static Sight of(AlertRule rule, Instant now) {
        return switch (rule) {
            case AlertRule.OfMoment moment -> new OfMoment(moment, now);
            case AlertRule.ServiceLevel level -> new OfService(level);
            case AlertRule.ErrorRate rate -> new OfErrors(rate);
        };
    }

    void look(Instant at, Figures figures);

    /// A wait is over, by an agent or because the caller gave up.
    void ended(Instant at, QueueId queue, Duration wait, boolean isAnswered);

    /// A wait that was told to be over by an agent goes on: the agent was gone before the talk.
    void answerTakenBack(Instant answeredAt, QueueId queue, Duration wait);

    Reading read(Instant now);

    /// When the reading may be another without anything having happened.
    Optional<Instant> nextChange();

    /// The last look at the figures of a queue. Of a queue that is not there nothing is out of
    /// bounds.
    final class OfMoment implements Sight {
        private static final double MILLIS = 1_000;

        private final AlertRule.OfMoment rule;
        private Reading last;

        OfMoment(AlertRule.OfMoment rule, Instant now) {
            this.rule = rule;
            last = new Reading(0, false, now);
        }

        @Override
        public void look(Instant at, Figures figures) {
            last =
                    Optional.ofNullable(figures.queues().get(rule.queue()))
                            .map(standing -> reading(at, standing))
                            .orElse(new Reading(0, false, at));
        }

        private Reading reading(Instant at, Figures.Standing standing) {
            return switch (rule) {
                case AlertRule.Waiting(_, int over, _) ->
                        new Reading(standing.waiting(), standing.waiting() > over, at);
                case AlertRule.ReadyAgents(_, int under, _) ->
                        new Reading(standing.ready(), standing.ready() < under, at);
                case AlertRule.LongestWait(_, Duration over, _) ->
                        standing.longestSince()
                                .filter(since -> since.isBefore(at))
                                .map(since -> longest(at, since, over))
                                .orElse(new Reading(0, false, at));
            };
        }

        private static Reading longest(Instant at, Instant since, Duration over) {
            Duration wait = Duration.between(since, at);
            boolean isOut = wait.compareTo(over) >= 0;
            return new Reading(wait.toMillis() / MILLIS, isOut, isOut ? since.plus(over) : at);
        }

        @Override
        public void ended(Instant at, QueueId queue, Duration wait, boolean isAnswered) {}

        @Override
        public void answerTakenBack(Instant answeredAt, QueueId queue, Duration wait) {}

        @Override
        public Reading read(Instant now) {
            return last;
        }

        @Override
        public Optional<Instant> nextChange() {
            return Optional.empty();
        }
    }

    /// The calls of a queue that counted lately.
    final class OfService implements Sight {
        private final AlertRule.ServiceLevel rule;
        private final MinuteCounts counts;

        OfService(AlertRule.ServiceLevel rule) {
            this.rule = rule;
            counts = new MinuteCounts(rule.window());
        }

        @Override
        public void look(Instant at, Figures figures) {}

        @Override
        public void ended(Instant at, QueueId queue, Duration wait, boolean isAnswered) {
            if (!queue.equals(rule.queue())) {
                return;
            }
            if (isAnswered) {
                counts.add(at, inTime(wait), 1);
            } else if (wait.compareTo(rule.shortAbandon()) >= 0) {
                counts.add(at, 0, 1);
            }
        }

        private int inTime(Duration wait) {
            return wait.compareTo(rule.within()) <= 0 ? 1 : 0;
        }

        @Override
        public void answerTakenBack(Instant answeredAt, QueueId queue, Duration wait) {
            if (queue.equals(rule.queue())) {
                counts.takeBack(answeredAt, inTime(wait), 1);
            }
        }

        @Override
        public Reading read(Instant now) {
            counts.advance(now);
            double percent = counts.percent();
            boolean isEnough = counts.whole() >= rule.leastCalls();
            return new Reading(percent, isEnough && percent < rule.underPercent(), now);
        }

        @Override
        public Optional<Instant> nextChange() {
            return counts.nextChange();
        }
    }

    /// The calls and errors of the centre lately: what two looks differ by.
    final class OfErrors implements Sight {
        private static final int MORE_THAN_ONE = 2;

        private final AlertRule.ErrorRate rule;
        private final MinuteCounts counts;
        private Optional<Figures> before = Optional.empty();

        OfErrors(AlertRule.ErrorRate rule) {
            this.rule = rule;
            counts = new MinuteCounts(rule.window());
        }

        @Override
        public void look(Instant at, Figures figures) {
            before.ifPresent(
                    then ->
                            counts.add(
                                    at,
                                    Math.max(0, figures.errors() - then.errors()),
                                    Math.max(0, figures.calls() - then.calls())));
            before = Optional.of(figures);
        }

        @Override
        public void ended(Instant at, QueueId queue, Duration wait, boolean isAnswered) {}

        @Override
        public void answerTakenBack(Instant answeredAt, QueueId queue, Duration wait) {}

        @Override
        public Reading read(Instant now) {
            counts.advance(now);
            boolean isRate = counts.part() >= MORE_THAN_ONE && counts.whole() > 0;
            double percent = counts.percent();
            return new Reading(percent, isRate && percent > rule.overPercent(), now);
        }

        @Override
        public Optional<Instant> nextChange() {
            return counts.nextChange();
        }
    }
}
