package org.strowger.simulator.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.DecisionRecord.Basis;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;
import org.strowger.engine.routing.RoutingEvent.WrapUpExtended;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.Phase;

/// The commands that may have led to recorded events, the likeliest first.
///
/// A journal holds what happened, not what was asked for. Each command leads to an event that names
/// it, and a few events may have come by themselves too. Before a command's own events there may be
/// those of time that was due; after them, their consequences and offers.
final class Readings {
    private final Tape tape;

    Readings(Tape tape) {
        this.tape = tape;
    }

    /// The commands that the next events may begin with.
    ///
    /// @param seq of the first event
    /// @param isDue whether the core has something to do by itself by then
    /// @param state of the core, before
    List<RoutingCommand> at(long seq, boolean isDue, Supplier<RoutingSnapshot> state) {
        return isDue ? afterTime(seq, state) : led(seq, state);
    }

    /// What time brought comes first; a command may be behind it, or have come after the offers
    /// that followed.
    private List<RoutingCommand> afterTime(long seq, Supplier<RoutingSnapshot> state) {
        Instant at = event(seq).at();
        List<RoutingCommand> certain = List.of();
        List<RoutingCommand> possible = new ArrayList<>();
        for (long i = seq; certain.isEmpty(); i++) {
            RoutingEvent event = tape.at(i);
            if (event == null || !event.at().equals(at) || isChosen(event)) {
                break;
            }
            if (mayComeByItself(event)) {
                possible.addAll(led(i, state));
            } else {
                certain = led(i, state);
            }
        }
        List<RoutingCommand> readings = new ArrayList<>(certain);
        readings.add(new RoutingCommand.PassTime(at));
        readings.addAll(possible);
        return readings;
    }

    /// Whether the core offered a call by its own choice, which it does when all else is done.
    private static boolean isChosen(RoutingEvent event) {
        return event instanceof CallOffered offer
                && switch (offer.decision().basis()) {
                    case POLICY, PREFERRED, WAITING -> true;
                    case PULLED, TRANSFERRED, TAKEN_UP -> false;
                };
    }

    private static boolean mayComeByItself(RoutingEvent event) {
        return switch (event) {
            case RoutingEvent.StepReached _,
                    RoutingEvent.StaffingChanged _,
                    RoutingEvent.RestEnded _,
                    RoutingEvent.DeferralEnded _,
                    RoutingEvent.WrapUpEnded _,
                    RoutingEvent.AgentPaused _,
                    RoutingEvent.AgentSignedOut _ ->
                    true;
            case OfferEnded e -> e.outcome() == Outcome.EXPIRED;
            case CallMoved e -> e.why() != CallMoved.Why.COMMANDED;
            case CallLeftQueue e ->
                    switch (e.reason()) {
                        case MAX_WAIT, EMPTY, NOT_TAKEN -> true;
                        default -> false; // nothing but a command gives another reason
                    };
            default -> false; // what nothing but a command leads to
        };
    }

    private RoutingEvent event(long seq) {
        RoutingEvent event = tape.at(seq);
        if (event == null) {
            throw new IllegalStateException("there is no event " + seq);
        }
        return event;
    }

    /// The commands whose own events may begin with an event.
    private List<RoutingCommand> led(long seq, Supplier<RoutingSnapshot> state) {
        return switch (event(seq)) {
            case RoutingEvent.CommandRejected e -> List.of(e.command());
            case CallQueued e -> queued(e, seq);
            case CallOffered e when e.decision().basis() == Basis.PULLED ->
                    List.of(new RoutingCommand.PullCall(e.at(), e.agent(), e.call()));
            case CallOffered _ -> List.of();
            case RoutingEvent.CallConnected e ->
                    List.of(new RoutingCommand.AcceptOffer(e.at(), e.agent(), e.call()));
            case CallEnded e -> ended(e, seq);
            case RoutingEvent.WrapUpEnded e ->
                    List.of(new RoutingCommand.EndWrapUp(e.at(), e.agent(), e.call()));
            case OfferEnded e -> offerEnded(e, seq, state);
            case CallLeftQueue e -> left(e, seq);
            case CallMoved e when e.why() == CallMoved.Why.COMMANDED ->
                    List.of(
                            new RoutingCommand.MoveCall(
                                    e.at(), e.call(), e.queue(), !e.since().equals(e.at())));
            case CallMoved _ -> List.of();
            case RoutingEvent.CallReprioritized e ->
                    List.of(new RoutingCommand.Reprioritize(e.at(), e.call(), e.priority()));
            case PlaceKept e ->
                    List.of(new RoutingCommand.KeepPlace(e.at(), e.call(), e.callbackNumber()));
            case RoutingEvent.PlaceDeferred e ->
                    List.of(new RoutingCommand.DeferPlace(e.at(), e.call(), e.notBefore()));
            case RoutingEvent.PlaceRetried e ->
                    List.of(new RoutingCommand.RetryPlace(e.at(), e.call(), e.notBefore()));
            case RoutingEvent.CallGivenBack e ->
                    List.of(new RoutingCommand.GiveBack(e.at(), e.call()));
            case RoutingEvent.CallHandedOver e ->
                    List.of(new RoutingCommand.HandOver(e.at(), e.call(), e.consult()));
            case RoutingEvent.AgentSignedIn e ->
                    List.of(new RoutingCommand.SignInAgent(e.at(), e.agent(), e.profile()));
            case RoutingEvent.SignOutDeferred e ->
                    List.of(new RoutingCommand.SignOutAgent(e.at(), e.agent()));
            case RoutingEvent.AgentSignedOut e ->
                    List.of(new RoutingCommand.SignOutAgent(e.at(), e.agent()));
            case RoutingEvent.ProfileChanged e ->
                    List.of(new RoutingCommand.ChangeProfile(e.at(), e.agent(), e.profile()));
            case RoutingEvent.AgentPaused e ->
                    List.of(new RoutingCommand.PauseAgent(e.at(), e.agent(), e.reason()));
            case RoutingEvent.PauseDeferred e ->
                    List.of(new RoutingCommand.PauseAfterCall(e.at(), e.agent(), e.reason()));
            case RoutingEvent.AgentResumed e ->
                    List.of(new RoutingCommand.ResumeAgent(e.at(), e.agent()));
            case RoutingEvent.OtherCallBegan e ->
                    List.of(new RoutingCommand.ReportOtherCall(e.at(), e.agent(), true));
            case RoutingEvent.OtherCallEnded e ->
                    List.of(new RoutingCommand.ReportOtherCall(e.at(), e.agent(), false));
            case WrapUpExtended e -> extended(e, state.get());
            case RoutingEvent.PolicyApplied e ->
                    List.of(new RoutingCommand.ApplyPolicy(e.at(), e.policy()));
            case RoutingEvent.QueueOpened e ->
                    List.of(new RoutingCommand.OpenQueue(e.at(), e.queue(), true));
            case RoutingEvent.QueueClosed e ->
                    List.of(new RoutingCommand.OpenQueue(e.at(), e.queue(), false));
            case RoutingEvent.StaffingChanged _,
                    RoutingEvent.RestEnded _,
                    RoutingEvent.StepReached _,
                    RoutingEvent.DeferralEnded _ ->
                    List.of();
        };
    }

    private List<RoutingCommand> queued(CallQueued e, long seq) {
        RoutingEvent next = tape.at(seq + 1);
        if (e.takenUpBy().isPresent()) {
            Optional<String> number =
                    next instanceof CallOffered offer && offer.call().equals(e.call())
                            ? offer.callbackNumber()
                            : Optional.empty();
            return List.of(
                    new RoutingCommand.TakeUp(
                            e.at(),
                            e.takenUpBy().get(),
                            e.call(),
                            e.queue(),
                            e.priority(),
                            number));
        }
        if (e.readmitted()) {
            return List.of(readmit(e));
        }
        EnqueueCall entry =
                new EnqueueCall(
                        e.at(),
                        e.call(),
                        e.queue(),
                        e.priority(),
                        e.need(),
                        e.preferred(),
                        since(e));
        return next instanceof PlaceKept place && isOf(e.call(), e.at(), place.call(), place.at())
                ? List.of(new RoutingCommand.EnqueuePlace(entry, place.callbackNumber()), entry)
                : List.of(entry);
    }

    private static boolean isOf(CallId call, Instant at, CallId other, Instant then) {
        return call.equals(other) && at.equals(then);
    }

    private static RoutingCommand readmit(CallQueued e) {
        return new RoutingCommand.Readmit(
                e.at(), e.call(), e.queue(), e.priority(), e.need(), since(e));
    }

    private static Optional<Instant> since(CallQueued e) {
        return e.since().equals(e.at()) ? Optional.empty() : Optional.of(e.since());
    }

    /// Put in line at once for somebody else, a call was transferred.
    private List<RoutingCommand> ended(CallEnded e, long seq) {
        RoutingCommand end = new RoutingCommand.EndCall(e.at(), e.call());
        if (!(tape.at(seq + 1) instanceof CallQueued again
                && isOf(e.call(), e.at(), again.call(), again.at()))) {
            return List.of(end);
        }
        if (again.readmitted()) {
            return List.of(readmit(again), end);
        }
        Optional<AgentId> to =
                tape.at(seq + 2) instanceof CallOffered offer
                                && offer.decision().basis() == Basis.TRANSFERRED
                        ? Optional.of(offer.agent())
                        : Optional.empty();
        RoutingCommand transfer =
                new RoutingCommand.TransferCall(
                        e.at(),
                        e.call(),
                        again.queue(),
                        again.priority(),
                        again.need(),
                        !again.since().equals(e.at()),
                        to);
        return List.of(transfer, end);
    }

    private List<RoutingCommand> left(CallLeftQueue e, long seq) {
        RoutingCommand leave = new RoutingCommand.LeaveQueue(e.at(), e.call(), e.reason());
        return e.reason() == LeaveReason.DIALLED
                        && tape.at(seq + 1) instanceof CallQueued again
                        && isOf(e.call(), e.at(), again.call(), again.at())
                ? List.of(new RoutingCommand.TakePlace(e.at(), e.call()), leave)
                : List.of(leave);
    }

    private List<RoutingCommand> offerEnded(
            OfferEnded e, long seq, Supplier<RoutingSnapshot> state) {
        return switch (e.outcome()) {
            case BUSY -> refused(e, Refusal.BUSY);
            case REJECTED -> refused(e, Refusal.REJECTED);
            case UNREACHABLE -> refused(e, Refusal.UNREACHABLE);
            case FAILED -> refused(e, Refusal.FAILED);
            case EXPIRED -> List.of();
            case WITHDRAWN -> withdrawn(e, seq, state);
        };
    }

    private static List<RoutingCommand> refused(OfferEnded e, Refusal why) {
        return List.of(new RoutingCommand.RefuseOffer(e.at(), e.agent(), e.call(), why));
    }

    /// Telephones stop to ring before that for which they do: what becomes of the call, or of the
    /// agent, with whom a call is gone that began with them.
    private List<RoutingCommand> withdrawn(
            OfferEnded e, long seq, Supplier<RoutingSnapshot> state) {
        long cause = seq + 1;
        while (tape.at(cause) instanceof OfferEnded more
                && more.outcome() == Outcome.WITHDRAWN
                && isOf(e.call(), e.at(), more.call(), more.at())) {
            cause++;
        }
        List<RoutingCommand> readings = new ArrayList<>();
        if (tape.at(cause) instanceof CallLeftQueue gone
                && gone.reason() == LeaveReason.NOT_TAKEN
                && isAt(e.at(), tape.at(cause + 1))) {
            readings.addAll(led(cause + 1, state));
        }
        if (isAt(e.at(), tape.at(cause))) {
            readings.addAll(led(cause, state));
        }
        return readings;
    }

    private static boolean isAt(Instant at, @Nullable RoutingEvent event) {
        return event != null && event.at().equals(at);
    }

    /// By how much: of a call that came back there may be two.
    private static List<RoutingCommand> extended(WrapUpExtended e, RoutingSnapshot state) {
        return state.agents().stream()
                .filter(agent -> agent.id().equals(e.agent()))
                .flatMap(agent -> agent.contacts().stream())
                .filter(contact -> contact.call().equals(e.call()))
                .map(contact -> contact.phase() instanceof Phase.WrapUp(var until) ? until : null)
                .filter(until -> until != null && until.isBefore(e.until()))
                .<RoutingCommand>map(
                        until ->
                                new RoutingCommand.ExtendWrapUp(
                                        e.at(),
                                        e.agent(),
                                        e.call(),
                                        Duration.between(until, e.until())))
                .toList();
    }
}
