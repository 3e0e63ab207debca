package org.strowger.engine.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether an alert stands, so slow to change its mind that a figure at the edge of its bounds does
/// not ring all the time.
///
/// It is raised when the figure was out of bounds for as long as the rule asks, cleared when it was
/// within them for the same time and for 5 s at least, and between two changes there are 10 s.
final class Latch {
    static final Duration LEAST_CALM = Duration.ofSeconds(5);
    static final Duration LEAST_BETWEEN = Duration.ofSeconds(10);

    private final AlertRule rule;

    /// The alert that stands.
    private AlertEvent.@Nullable Raised raised;

    /// Since when the figure contradicts it, or its absence.
    private @Nullable Instant turned;

    private @Nullable Instant changed;

    Latch(AlertRule rule) {
        this.rule = rule;
    }

    Optional<AlertEvent.Raised> standing() {
        return Optional.ofNullable(raised);
    }

    Optional<AlertEvent> settle(Instant now, Reading reading) {
        boolean stands = raised != null;
        if (reading.isOut() == stands) {
            turned = null;
            return Optional.empty();
        }
        if (turned == null) {
            turned = reading.since();
        }
        if (due().filter(due -> !due.isAfter(now)).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(change(now, reading, turned));
    }

    /// When it changes, if the figure stays as it is.
    Optional<Instant> due() {
        if (turned == null) {
            return Optional.empty();
        }
        Instant asked = turned.plus(raised == null ? rule.lasting() : calm());
        Instant allowed = changed == null ? asked : changed.plus(LEAST_BETWEEN);
        return Optional.of(asked.isAfter(allowed) ? asked : allowed);
    }

    private Duration calm() {
        return rule.lasting().compareTo(LEAST_CALM) > 0 ? rule.lasting() : LEAST_CALM;
    }

    private AlertEvent change(Instant now, Reading reading, Instant since) {
        changed = now;
        turned = null;
        if (raised != null) {
            return clear(now, raised);
        }
        raised = new AlertEvent.Raised(now, rule, reading.value(), since);
        return raised;
    }

    /// The alert is over because there is no such rule any more.
    Optional<AlertEvent> dissolve(Instant now) {
        return standing().map(stood -> clear(now, stood));
    }

    private AlertEvent clear(Instant now, AlertEvent.Raised stood) {
        raised = null;
        return new AlertEvent.Cleared(now, rule, Duration.between(stood.at(), now));
    }
}
