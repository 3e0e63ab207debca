package org.strowger.engine.call;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.strowger.telephony.Destination;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;

/// What may be called outside, and how much of it: the centre's trunk, its list of allowed numbers
/// and its bounds. Denies what is not allowed; a stolen telephone must not cost a fortune.
final class OutsideLines {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    /// When calls of the last hour were begun, the oldest first; at most as many as the trunk
    /// allows in an hour.
    private final Deque<Instant> begun = new ArrayDeque<>();

    /// The agents' telephones outside that are called, or in a call; looked up only.
    private final Set<LegId> agents = new HashSet<>();

    private final MeterRegistry meters;
    private int busy;

    /// @param meters count what is denied
    OutsideLines(MeterRegistry meters) {
        this.meters = meters;
    }

    /// Whether a number may be called.
    sealed interface Permission {
        /// A line is taken until [#free] is called.
        record Granted(Destination to, Party from) implements Permission {}

        record Denied(DeskAnswer.Reason reason) implements Permission {}
    }

    /// Whether a number may be called at all, and can be.
    static boolean mayEverCall(String number, CentreRules rules) {
        return refusal(number, rules).isEmpty();
    }

    /// Why a number may not be called, however free the lines are.
    static Optional<DeskAnswer.Reason> refusal(String number, CentreRules rules) {
        if (rules.trunk().isEmpty()) {
            return Optional.of(DeskAnswer.Reason.NO_TRUNK);
        }
        boolean isAllowed =
                rules.trunk().get().destination(number).isPresent()
                        && rules.allowedNumbers().stream().anyMatch(number::startsWith);
        return isAllowed ? Optional.empty() : Optional.of(DeskAnswer.Reason.NUMBER_NOT_ALLOWED);
    }

    Permission take(String number, CentreRules rules, Instant now) {
        Optional<DeskAnswer.Reason> refusal = refusal(number, rules);
        if (refusal.isPresent()) {
            return denied(refusal.get());
        }
        Trunk trunk = rules.trunk().orElseThrow();
        if (!takeOne(trunk, now)) {
            return denied(DeskAnswer.Reason.TOO_MANY);
        }
        return new Permission.Granted(
                trunk.destination(number).orElseThrow(),
                new Party(trunk.callerId().orElse(""), ""));
    }

    private Permission.Denied denied(DeskAnswer.Reason reason) {
        meters.counter("strowger.outside.denied", "reason", reason.name()).increment();
        return new Permission.Denied(reason);
    }

    private boolean takeOne(Trunk trunk, Instant now) {
        while (!begun.isEmpty() && !begun.element().plus(AN_HOUR).isAfter(now)) {
            begun.remove();
        }
        if (begun.size() >= trunk.callsPerHour() || busy >= trunk.callsAtOnce()) {
            return false;
        }
        begun.add(now);
        busy++;
        return true;
    }

    /// Takes a line for an agent's telephone, if it is outside. The settings name its number, so
    /// only the trunk's bounds count. The line is free again when the leg is [#gone].
    ///
    /// @return false when there is none
    boolean takeFor(LegId leg, Reach reach, CentreRules rules, Instant now) {
        if (!reach.confirms()) {
            return true;
        }
        if (rules.trunk().filter(trunk -> takeOne(trunk, now)).isEmpty()) {
            denied(DeskAnswer.Reason.TOO_MANY);
            return false;
        }
        agents.add(leg);
        return true;
    }

    void gone(LegId leg) {
        if (agents.remove(leg)) {
            free();
        }
    }

    void free() {
        busy--;
    }

    int busy() {
        return busy;
    }
}
