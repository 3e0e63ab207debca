package org.strowger.engine.call;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.strowger.telephony.Destination;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;

/// What may be called outside, and how much of it: the centre's trunk, its list of allowed numbers
/// and its bounds, of which each use has its share. Denies what is not allowed; a stolen telephone,
/// or somebody who asks to be called back again and again, must not cost a fortune.
final class OutsideLines {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);

    private final DialledLately lastHour = new DialledLately(AN_HOUR);

    /// Those that count about somebody; nothing else is asked of a day.
    private final DialledLately lastDay = new DialledLately(A_DAY);

    /// The agents' telephones outside that are called, or in a call; looked up only.
    private final Set<LegId> agents = new HashSet<>();

    private final MeterRegistry meters;
    private final Consumer<Dialled> book;
    private int busy;

    /// @param meters count what is denied
    /// @param book is told of each call that is begun, to tell it again after a restart
    OutsideLines(MeterRegistry meters, Consumer<Dialled> book) {
        this.meters = meters;
        this.book = book;
    }

    /// Counts what an earlier process began.
    ///
    /// @param begun the oldest first; a time after now, by a clock that was set back since, counts
    ///   as now
    void restore(List<Dialled> begun, Instant now) {
        begun.stream().map(call -> call.notAfter(now)).forEach(this::count);
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
        if (rules.trunk().get().destination(number).isEmpty()) {
            return Optional.of(DeskAnswer.Reason.NO_NUMBER);
        }
        boolean isAllowed = rules.allowedNumbers().stream().anyMatch(number::startsWith);
        return isAllowed ? Optional.empty() : Optional.of(DeskAnswer.Reason.NUMBER_NOT_ALLOWED);
    }

    /// Takes a line to put somebody through to a number, or to ask somebody there.
    Permission take(String number, CentreRules rules, Instant now) {
        return take(number, rules, Dialled.of(now, Dialled.Use.TRANSFER, Stream.of()));
    }

    /// Takes a line to call a customer.
    ///
    /// @param askedBy the number of whoever asked for the call, if it was no agent
    Permission takeFor(
            String customer,
            Optional<String> askedBy,
            Dialled.Use use,
            CentreRules rules,
            Instant now) {
        return take(customer, rules, dialled(customer, askedBy, use, now));
    }

    private static Dialled dialled(
            String customer, Optional<String> askedBy, Dialled.Use use, Instant now) {
        return Dialled.of(now, use, Stream.concat(Stream.of(customer), askedBy.stream()));
    }

    /// Whether there is a line to call a customer by whom the centre may call; takes none. That
    /// there is none is counted.
    boolean hasLineFor(
            String customer,
            Optional<String> askedBy,
            Dialled.Use use,
            CentreRules rules,
            Instant now) {
        Dialled call = dialled(customer, askedBy, use, now);
        if (rules.trunk().filter(trunk -> hasOne(trunk, call)).isEmpty()) {
            denied(DeskAnswer.Reason.TOO_MANY);
            return false;
        }
        return true;
    }

    private Permission take(String number, CentreRules rules, Dialled call) {
        Optional<DeskAnswer.Reason> refusal = refusal(number, rules);
        if (refusal.isPresent()) {
            return denied(refusal.get());
        }
        Trunk trunk = rules.trunk().orElseThrow();
        if (!takeOne(trunk, call)) {
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

    private boolean hasOne(Trunk trunk, Dialled call) {
        lastHour.forget(call.at());
        lastDay.forget(call.at());
        return busy < trunk.callsAtOnce() && isWithin(trunk, call);
    }

    private boolean takeOne(Trunk trunk, Dialled call) {
        if (!hasOne(trunk, call)) {
            return false;
        }
        count(call);
        book.accept(call);
        busy++;
        return true;
    }

    private boolean isWithin(Trunk trunk, Dialled call) {
        OutsideBounds bounds = trunk.bounds();
        return lastHour.all() < trunk.callsPerHour()
                && lastHour.of(call.use()) < bounds.share(call.use(), trunk.callsPerHour())
                && call.about().stream()
                        .allMatch(
                                number ->
                                        lastHour.about(number) < bounds.perNumberHour()
                                                && lastDay.about(number) < bounds.perNumberDay());
    }

    private void count(Dialled call) {
        lastHour.add(call);
        if (!call.about().isEmpty()) {
            lastDay.add(call);
        }
    }

    /// Takes a line for an agent's telephone, if it is outside. The settings name its number, so
    /// only the trunk's bounds count. The line is free again when the leg is [#gone].
    ///
    /// @return false when there is none
    boolean takeFor(LegId leg, Reach reach, CentreRules rules, Instant now) {
        if (!reach.confirms()) {
            return true;
        }
        if (rules.trunk()
                .filter(trunk -> takeOne(trunk, Dialled.of(now, Dialled.Use.AGENT, Stream.of())))
                .isEmpty()) {
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
