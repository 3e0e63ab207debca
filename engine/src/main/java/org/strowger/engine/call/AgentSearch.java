package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.GiveBack;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.Readmit;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;

/// The search for an agent for one call of the routing core: the call's place in line and the
/// phones that ring for it, until an agent has answered and the core has agreed.
///
/// Whose call it is and what becomes of the two who are brought together is the [Seeker]'s
/// business. A search may be begun again when it is over, for the same call.
final class AgentSearch implements LegOwner, CallOwner, Desk.Sleeper {
    /// An agent's phone rings a moment longer than the offer lasts, so that it is the routing core
    /// that ends a ring and not a second clock.
    private static final Duration RING_MARGIN = Duration.ofSeconds(2);

    private final CallId call;
    private final Party party;
    private final CommandCount commands;
    private final Desk desk;
    private final Seeker seeker;
    private State state = new State.Idle();
    private Optional<LegId> present = Optional.empty();

    /// Entries into line that the core has not answered.
    private int entriesUnheard;

    /// How far the search is.
    sealed interface State {
        record Idle() implements State {}

        /// The routing core was asked to put the call in line, and has not said yet that it did:
        /// what it says meanwhile is about an earlier wait.
        ///
        /// @param entry how it was asked
        record Entering(QueueId queue, Function<Instant, RoutingCommand> entry) implements State {}

        /// The core was asked to end the call's talk and put it in line, and has not answered.
        record Transferring(QueueId queue, Consumer<Optional<CommandRejected.Reason>> then)
                implements State {}

        record InLine(QueueId queue) implements State {}

        /// Agents' phones are called: one or several, who were offered the call at once.
        ///
        /// @param rings in the order of the offers, at least one
        record Offered(QueueId queue, List<Ring> rings) implements State {
            public Offered {
                rings = List.copyOf(rings);
            }
        }

        /// The routing core has agreed, and the leg rings still or has not been confirmed: the
        /// agent was offered the call twice in a row and took it the first time too late, which
        /// counts for the second.
        record Taken(QueueId queue, Ring ring) implements State {}
    }

    /// For whom an agent is searched.
    interface Seeker {
        /// The core did not take the call into line.
        void refused(CommandRejected.Reason reason);

        /// The core takes no commands at the moment.
        void coreIsFull();

        /// The line let the call go by a rule of its own.
        void letGo();

        /// The agent has answered: the two may talk. The leg is the seeker's from now on.
        void found(QueueId queue, AgentId agent, LegId leg);

        /// The call is in line now, or elsewhere, or telephones began or ceased to ring.
        void searchChanged();

        /// An agent answered and was gone again before the two could talk.
        void foundAndLost();

        /// Whether the call then has its place in line again, as if that agent had not answered.
        default boolean waitsOn() {
            return false;
        }

        /// What the agents to whom it is offered may know of the call; empty when it is no
        /// customer's.
        default Optional<AboutCall> about() {
            return Optional.empty();
        }

        /// The command that ends the talk of an agent who was gone at once, when the call does not
        /// wait on.
        default RoutingCommand undo(Instant at, CallId call) {
            return new EndCall(at, call);
        }
    }

    AgentSearch(CallId call, Party party, CommandCount commands, Desk desk, Seeker seeker) {
        this.call = call;
        this.party = party;
        this.commands = commands;
        this.desk = desk;
        this.seeker = seeker;
    }

    State state() {
        return state;
    }

    Optional<QueueId> queue() {
        return switch (state) {
            case State.Entering(var queue, _) -> Optional.of(queue);
            case State.Transferring(var queue, _) -> Optional.of(queue);
            case State.InLine(var queue) -> Optional.of(queue);
            case State.Offered(var queue, _) -> Optional.of(queue);
            case State.Taken(var queue, _) -> Optional.of(queue);
            case State.Idle _ -> Optional.empty();
        };
    }

    List<AgentId> agents() {
        return switch (state) {
            case State.Offered(_, var rings) -> rings.stream().map(Ring::agent).toList();
            case State.Taken(_, var ring) -> List.of(ring.agent());
            case State.Idle _, State.Entering _, State.Transferring _, State.InLine _ -> List.of();
        };
    }

    /// Puts the call in line.
    ///
    /// @param entry the command that does
    void enter(QueueId queue, Function<Instant, RoutingCommand> entry) {
        state = new State.Entering(queue, entry);
        seeker.searchChanged();
        if (desk.submit(entry)) {
            entriesUnheard++;
        } else {
            state = new State.Idle();
            seeker.coreIsFull();
        }
    }

    /// Has the core take back the talk of an agent who was gone before it began, and the call wait
    /// on in its place.
    void backInLine(QueueId queue) {
        enterAgain(queue, at -> new GiveBack(at, call));
    }

    /// Puts a customer in line again whom an agent had and nobody has any more; if the core has
    /// them in a talk still, that is over, whatever becomes of them.
    ///
    /// @param since when they began to wait, unless it is the core that knows
    void readmit(QueueId queue, Claim claim, Optional<Instant> since) {
        enterAgain(
                queue, at -> new Readmit(at, call, queue, claim.priority(), claim.need(), since));
        desk.tell(at -> new EndCall(at, call));
    }

    private void enterAgain(QueueId queue, Function<Instant, RoutingCommand> entry) {
        state = new State.Entering(queue, entry);
        entriesUnheard++;
        desk.tell(entry);
        seeker.searchChanged();
    }

    /// The call is in line already.
    void standsIn(QueueId queue) {
        state = new State.InLine(queue);
    }

    /// The agent who will be offered the call is on the line: nothing has to ring. The leg is the
    /// search's as soon as the core has taken the call.
    void agentIsThere(LegId leg) {
        present = Optional.of(leg);
    }

    /// Silences the phones that ring, and tells the core nothing.
    void silence() {
        rings().forEach(this::hangUp);
        state = new State.Idle();
    }

    /// Has the core end the call's talk and put it in line.
    ///
    /// @param command the one that does
    /// @param then told why the core did not, or nothing when it did
    void transfer(
            QueueId queue,
            Function<Instant, RoutingCommand> command,
            Consumer<Optional<CommandRejected.Reason>> then) {
        state = new State.Transferring(queue, then);
        desk.tell(command);
    }

    boolean isTransferring() {
        return state instanceof State.Transferring;
    }

    /// Whether an agent has answered and the core has not said yet that they have the call, or
    /// their telephone has not.
    boolean isBeingTaken() {
        return state instanceof State.Taken
                || rings().stream().anyMatch(ring -> ring.isTaken() || ring.isGone());
    }

    /// Ends the search, however far it is; phones that ring are silenced.
    ///
    /// @param reason what the core is told, unless an agent was found
    void leave(LeaveReason reason) {
        State last = state;
        state = new State.Idle();
        switch (last) {
            case State.Idle _ -> {}
            case State.Entering _, State.InLine _ ->
                    desk.tell(at -> new LeaveQueue(at, call, reason));
            case State.Transferring(_, var then) -> {
                // One of the two applies, whichever way the core decides.
                desk.tell(at -> new LeaveQueue(at, call, reason));
                desk.tell(at -> new EndCall(at, call));
                then.accept(Optional.of(CommandRejected.Reason.UNKNOWN_CALL));
            }
            case State.Offered(_, var rings) -> {
                rings.forEach(this::hangUp);
                desk.tell(at -> new LeaveQueue(at, call, reason));
            }
            case State.Taken(_, var ring) -> {
                desk.wake(this, Optional.empty());
                hangUp(ring);
                if (seeker.waitsOn()) {
                    leaveUnserved(reason);
                } else {
                    desk.tell(at -> new EndCall(at, call));
                }
            }
        }
    }

    // What the telephone network says.

    @Override
    public void legAnswered(LegId leg) {
        if (state instanceof State.Taken(var queue, var ring) && ring.leg().equals(leg)) {
            answeredLate(queue, ring);
            return;
        }
        ring(r -> r.leg().equals(leg)).ifPresentOrElse(this::answered, () -> hangUp(leg));
    }

    private void answered(Ring ring) {
        if (ring.confirms()) {
            replace(ring, ring.now(Ring.Progress.ASKED));
            ask(ring.leg());
        } else {
            take(ring);
        }
    }

    /// Whoever answers, or whatever does, has to confirm it as in any other ring; there is no offer
    /// any more that would end their time for it.
    private void answeredLate(QueueId queue, Ring ring) {
        if (ring.confirms()) {
            ask(ring.leg());
            awaitConfirmation(queue, ring.now(Ring.Progress.ASKED));
        } else {
            found(queue, ring);
        }
    }

    private void awaitConfirmation(QueueId queue, Ring ring) {
        state = new State.Taken(queue, ring);
        desk.wake(this, Optional.of(desk.now().plus(CallOut.TIME_TO_CONFIRM)));
    }

    @Override
    public void timePassed() {
        if (state instanceof State.Taken(var queue, var ring) && ring.isAsked()) {
            hangUp(ring.leg());
            lost(queue);
        }
    }

    /// Says what to press, for as long as the offer lasts.
    private void ask(LegId leg) {
        Sound words = desk.services().announcement(Announcement.PRESS_1_TO_TAKE_CALL);
        desk.send(new Play(commands.next(), leg, List.of(words)));
    }

    private void take(Ring ring) {
        replace(ring, ring.now(Ring.Progress.TAKEN));
        desk.tell(at -> new AcceptOffer(at, ring.agent(), call));
    }

    private void replace(Ring before, Ring now) {
        if (state instanceof State.Offered(var queue, var rings)) {
            state =
                    new State.Offered(
                            queue, rings.stream().map(r -> r.equals(before) ? now : r).toList());
        }
    }

    @Override
    public void legOver(LegId leg, HangupCause cause) {
        desk.gone(leg);
        if (state instanceof State.Taken(var queue, var ring) && ring.leg().equals(leg)) {
            lost(queue);
            return;
        }
        boolean wasPresent = present.filter(leg::equals).isPresent();
        present = present.filter(there -> !there.equals(leg));
        if (wasPresent && state instanceof State.InLine) {
            leave(LeaveReason.CHOSE_TO_LEAVE);
            seeker.foundAndLost();
            return;
        }
        ring(r -> r.leg().equals(leg)).ifPresent(ring -> rangInVain(ring, cause));
    }

    /// The core has the call in a talk with somebody who is gone.
    private void lost(QueueId queue) {
        desk.wake(this, Optional.empty());
        if (seeker.waitsOn()) {
            backInLine(queue);
        } else {
            state = new State.Idle();
            undo();
        }
        seeker.foundAndLost();
    }

    private void undo() {
        if (seeker.waitsOn()) {
            leaveUnserved(LeaveReason.CHOSE_TO_LEAVE);
        } else {
            desk.tell(at -> seeker.undo(at, call));
        }
    }

    /// The call leaves the core, wherever it is there: an agent who has it never talked for it, and
    /// has nothing to write down. One that cannot be given back is ended.
    private void leaveUnserved(LeaveReason reason) {
        entriesUnheard++;
        desk.tell(at -> new GiveBack(at, call));
        desk.tell(at -> new LeaveQueue(at, call, reason));
        desk.tell(at -> new EndCall(at, call));
    }

    /// Whether the core has taken the answer of one that answered is not known yet.
    private void rangInVain(Ring ring, HangupCause cause) {
        if (ring.isTaken()) {
            replace(ring, ring.now(Ring.Progress.GONE));
        } else {
            remove(ring);
            refuse(ring.agent(), Ring.refusal(cause));
        }
    }

    @Override
    public void digitPressed(LegId leg, char digit) {
        asked(leg).filter(_ -> digit == '1').ifPresent(this::confirmed);
    }

    private void confirmed(Ring ring) {
        if (state instanceof State.Taken(var queue, _)) {
            found(queue, ring);
        } else {
            take(ring);
        }
    }

    @Override
    public void playbackEnded(LegId leg, CommandId playback) {
        asked(leg).ifPresent(ring -> ask(ring.leg()));
    }

    private Optional<Ring> asked(LegId leg) {
        return state instanceof State.Taken(_, var ring)
                ? Optional.of(ring).filter(r -> r.leg().equals(leg) && r.isAsked())
                : ring(r -> r.leg().equals(leg) && r.isAsked());
    }

    /// A telephone cannot be told that its hold key did nothing: whoever is connected to it holds
    /// then.
    @Override
    public void heldByFarEnd(LegId leg, boolean held) {
        if (state instanceof State.Taken(var queue, var ring) && ring.leg().equals(leg)) {
            state = new State.Taken(queue, ring.holding(held));
        } else {
            ring(r -> r.leg().equals(leg)).ifPresent(ring -> replace(ring, ring.holding(held)));
        }
    }

    // What the routing core says.

    @Override
    public void offered(CallOffered offer) {
        if (state instanceof State.Entering) {
            return; // The wait that this offer was made in is over, and so is the offer soon.
        }
        if (present.isPresent()) {
            offeredToPresent(offer, present.get());
            return;
        }
        Optional<Reach> reach = desk.reach(offer.agent(), offer.queue());
        if (!isWaiting() || reach.isEmpty()) {
            refuse(offer.agent(), Refusal.FAILED);
            return;
        }
        LegId leg = commands.leg();
        if (!desk.outside().takeFor(leg, reach.get(), desk.rules(), desk.now())) {
            refuse(offer.agent(), Refusal.FAILED);
            return;
        }
        Ring ring =
                new Ring(offer.agent(), leg, reach.get().confirms(), Ring.Progress.RINGING, false);
        List<Ring> rings = new ArrayList<>(rings());
        rings.add(ring);
        state = new State.Offered(offer.queue(), rings);
        seeker.searchChanged();
        desk.owns(ring.leg(), this);
        Duration time = Duration.between(desk.now(), offer.expiresAt()).plus(RING_MARGIN);
        desk.send(
                new Dial(
                        commands.next(),
                        ring.leg(),
                        reach.get().to(),
                        party,
                        time,
                        reach.get().autoAnswer()));
    }

    private void offeredToPresent(CallOffered offer, LegId leg) {
        Ring ring = new Ring(offer.agent(), leg, false, Ring.Progress.RINGING, false);
        state = new State.Offered(offer.queue(), List.of(ring));
        take(ring);
    }

    private void refuse(AgentId agent, Refusal refusal) {
        desk.tell(at -> new RefuseOffer(at, agent, call, refusal));
    }

    @Override
    public void offerEnded(AgentId agent) {
        ring(r -> r.agent().equals(agent))
                .ifPresent(
                        ring -> {
                            remove(ring);
                            hangUp(ring);
                        });
    }

    /// The call is in line now, in the queue that was asked for or in one that took its overflow.
    @Override
    public void queued(QueueId queue) {
        if (state instanceof State.Transferring(_, var then)) {
            state = new State.InLine(queue);
            then.accept(Optional.empty());
            return;
        }
        heardOfEntry();
        if (entriesUnheard == 0 && state instanceof State.Entering) {
            state = new State.InLine(queue);
            present.ifPresent(leg -> desk.owns(leg, this));
            seeker.searchChanged();
        }
    }

    /// Only what is heard of the last entry into line counts: a caller may have left another line,
    /// and entered this one, before the core's answer to the first came.
    private void heardOfEntry() {
        entriesUnheard = Math.max(0, entriesUnheard - 1);
    }

    /// The caller hears nothing of it: the music is the flow's.
    @Override
    public void moved(QueueId queue) {
        switch (state) {
            case State.InLine _ -> state = new State.InLine(queue);
            case State.Offered(_, var rings) -> state = new State.Offered(queue, rings);
            case State.Idle _, State.Entering _, State.Transferring _, State.Taken _ -> {}
        }
        seeker.searchChanged();
    }

    @Override
    public void leftQueue(LeaveReason reason) {
        switch (reason) {
            case MAX_WAIT, EMPTY, MOVED, CALLBACK_GIVEN_UP, NODE_LOST, NOT_TAKEN -> {
                if (isWaiting()) {
                    rings().forEach(this::hangUp);
                    present.ifPresent(this::hangUp);
                    state = new State.Idle();
                    seeker.letGo();
                }
            }
            case ABANDONED,
                    TIMED_OUT,
                    CHOSE_TO_LEAVE,
                    CALLED_AGAIN,
                    EXPIRED,
                    DIALLED -> {} // The seeker itself said so.
        }
    }

    @Override
    public void connected(CallConnected event) {
        Optional<Ring> winner = ring(r -> r.agent().equals(event.agent()));
        if (winner.isPresent()) {
            taken(event.queue(), winner.get());
            return;
        }
        // One side was gone before the other was told.
        switch (state) {
            case State.InLine _, State.Offered _ -> {
                rings().forEach(this::hangUp);
                lost(event.queue());
            }
            case State.Entering(var queue, var entry) when seeker.waitsOn() -> {
                undo(); // Of a line that was left before: the one that is wanted now is another.
                enter(queue, entry);
            }
            case State.Entering _ -> lost(event.queue());
            case State.Idle _, State.Transferring _, State.Taken _ -> undo();
        }
    }

    /// The other phones that rang for the call were silenced before: their offers ended first.
    private void taken(QueueId queue, Ring winner) {
        if (winner.isGone()) {
            lost(queue);
        } else if (winner.isTaken()) {
            found(queue, winner);
        } else if (winner.isAsked()) {
            awaitConfirmation(queue, winner);
        } else {
            state = new State.Taken(queue, winner);
        }
    }

    private void found(QueueId queue, Ring winner) {
        desk.wake(this, Optional.empty());
        state = new State.Idle();
        seeker.found(queue, winner.agent(), winner.leg());
        LegOwner owner = desk.owner(winner.leg());
        if (winner.holds() && owner != null) {
            owner.heldByFarEnd(winner.leg(), true);
        }
    }

    @Override
    public void handedOver(CallHandedOver event) {}

    @Override
    public Optional<AboutCall> about() {
        return seeker.about();
    }

    @Override
    public void rejected(CommandRejected event) {
        if (event.command() instanceof RoutingCommand.TransferCall
                && state instanceof State.Transferring(_, var then)) {
            state = new State.Idle();
            then.accept(Optional.of(event.reason()));
        } else if (isEntry(event.command())) {
            heardOfEntry();
            if (entriesUnheard == 0 && state instanceof State.Entering) {
                state = new State.Idle();
                seeker.refused(event.reason());
            }
        }
    }

    private static boolean isEntry(RoutingCommand command) {
        return command instanceof RoutingCommand.EnqueueCall
                || command instanceof GiveBack
                || command instanceof Readmit
                || command instanceof RoutingCommand.TakeUp;
    }

    /// Whether the routing core has the call in line, as far as it is known here.
    private boolean isWaiting() {
        return state instanceof State.InLine || state instanceof State.Offered;
    }

    private List<Ring> rings() {
        return state instanceof State.Offered(_, var rings) ? rings : List.of();
    }

    private Optional<Ring> ring(Predicate<Ring> which) {
        return rings().stream().filter(which).findFirst();
    }

    private void remove(Ring ring) {
        if (state instanceof State.Offered(var queue, var rings)) {
            List<Ring> others = rings.stream().filter(r -> !r.equals(ring)).toList();
            state = others.isEmpty() ? new State.InLine(queue) : new State.Offered(queue, others);
            seeker.searchChanged();
        }
    }

    private void hangUp(Ring ring) {
        if (!ring.isGone()) {
            hangUp(ring.leg());
        }
    }

    private void hangUp(LegId leg) {
        present = present.filter(there -> !there.equals(leg));
        desk.send(new Hangup(commands.next(), leg, HangupCause.CANCELLED));
    }
}
