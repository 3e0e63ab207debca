package org.strowger.engine.call;

import static org.strowger.engine.call.DeskAnswer.answer;
import static org.strowger.engine.call.DeskAnswer.refused;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.GiveBack;
import org.strowger.engine.routing.RoutingCommand.HandOver;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.ConferenceId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand.Bridge;
import org.strowger.telephony.TelephonyCommand.JoinConference;
import org.strowger.telephony.TelephonyCommand.LeaveConference;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.StopMusic;
import org.strowger.telephony.TelephonyCommand.Unbridge;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// The talk between a customer and the agent whom the routing core gave the call to, from the
/// agent's answer to the end: what the agent hears before, holding, asking somebody else, talking
/// all three.
///
/// Owns the agent's leg; the customer's leg belongs to the talk's [TalkHolder].
final class Talk implements LegOwner, Consultation.Asker {
    private final CallId call;
    private final LegId customer;
    private final CommandCount commands;
    private final Desk desk;
    private final TalkHolder holder;
    private QueueId queue;
    private AgentId agent;
    private AgentPhone phone;
    private State state = new State.Greeting(Optional.empty());
    private boolean hasBegun;
    private int consultations;

    /// A transfer by [HandOver] that the core has not answered.
    private Optional<Promise<DeskAnswer>> handingOver = Optional.empty();

    /// How customer and agent are connected.
    sealed interface State {
        /// The agent hears what the call is about; the customer waits on.
        record Greeting(Optional<CommandId> whisper) implements State {}

        record Together() implements State {}

        /// The customer hears music.
        record Held() implements State {}

        /// The agent asks somebody, or calls them, while the customer hears music.
        ///
        /// @param held whether the customer held before
        record Consulting(Consultation consultation, boolean held) implements State {}

        /// All three hear each other.
        record InConference(Consultation consultation) implements State {}

        record Over() implements State {}
    }

    Talk(
            CallId call,
            LegId customer,
            QueueId queue,
            AgentId agent,
            LegId leg,
            CommandCount commands,
            Desk desk,
            TalkHolder holder) {
        this.call = call;
        this.customer = customer;
        this.queue = queue;
        this.agent = agent;
        this.phone = new AgentPhone(leg, commands, desk);
        this.commands = commands;
        this.desk = desk;
        this.holder = holder;
    }

    CallId call() {
        return call;
    }

    QueueId queue() {
        return queue;
    }

    AgentId agent() {
        return agent;
    }

    /// The agent's leg.
    LegId leg() {
        return phone.leg();
    }

    State state() {
        return state;
    }

    /// Brings the two together, after the agent has heard the queue's words, if it has any.
    void begin() {
        desk.owns(leg(), this);
        desk.talks().goesOn(call, this);
        desk.services()
                .whisper(queue)
                .ifPresentOrElse(
                        words -> {
                            CommandId whisper = commands.next();
                            to(new State.Greeting(Optional.of(whisper)));
                            desk.send(new Play(whisper, leg(), List.of(words)));
                        },
                        this::connect);
    }

    private void to(State next) {
        state = next;
        desk.talks().changed(call, this);
        holder.talkChanged(this);
    }

    /// Brings the two together when the agent knows what the call is about.
    void beginAtOnce() {
        desk.owns(leg(), this);
        desk.talks().goesOn(call, this);
        connect();
    }

    /// Lets the two hear each other.
    private void connect() {
        to(new State.Together());
        desk.send(new Bridge(commands.next(), customer, leg()));
        if (!hasBegun) {
            hasBegun = true;
            holder.talkBegan(this);
            followPhone();
        }
    }

    // What people ask.

    DeskAnswer hold() {
        if (isLeaving()) {
            return refused(Reason.BUSY, "it is being decided where the customer goes");
        }
        if (!(state instanceof State.Together)) {
            return refused(Reason.WRONG_STATE, "only a customer who is talked to can hold");
        }
        desk.send(new Unbridge(commands.next(), customer));
        music();
        to(new State.Held());
        return new DeskAnswer.Done();
    }

    private void music() {
        desk.holdMusic(commands.next(), customer);
    }

    DeskAnswer resume() {
        if (!(state instanceof State.Held) || isLeaving()) {
            return refused(Reason.WRONG_STATE, "the customer does not hold");
        }
        connect();
        return new DeskAnswer.Done();
    }

    DeskAnswer mute(boolean isMuted) {
        if (state instanceof State.Over) {
            return refused(Reason.WRONG_STATE, "the talk is over");
        }
        phone.mute(isMuted);
        return new DeskAnswer.Done();
    }

    Future<DeskAnswer> transfer(Place to) {
        if (!isBetweenTwo() || handingOver.isPresent()) {
            return answer(refused(Reason.WRONG_STATE, "there is no talk of two to transfer"));
        }
        if (to instanceof Place.ToAgent(var colleague) && colleague.equals(agent)) {
            return answer(refused(Reason.BAD_VALUE, "the call is with that agent already"));
        }
        return holder.transfer(this, to);
    }

    private boolean isBetweenTwo() {
        return state instanceof State.Together || state instanceof State.Held;
    }

    /// Whether the core is about to say who has the customer.
    private boolean isLeaving() {
        return handingOver.isPresent() || holder.isTransferring();
    }

    /// Whether the customer hears music.
    boolean isCustomerWaiting() {
        return state instanceof State.Greeting
                || state instanceof State.Held
                || state instanceof State.Consulting;
    }

    /// Asks somebody while the customer holds.
    ///
    /// @return done when a telephone is called, or the line entered where one will be
    Future<DeskAnswer> consult(Place to) {
        if (!isBetweenTwo() || isLeaving()) {
            return answer(
                    refused(Reason.WRONG_STATE, "somebody is asked already, or nobody talks"));
        }
        return switch (to) {
            case Place.ToAgent(var colleague) -> consult(colleague);
            case Place.ToQueue(var other, _) -> ask().callQueue(other, 0, agent);
            case Place.Outside(var number) -> answer(consult(number));
            case Place.ToFlow _ ->
                    answer(
                            refused(
                                    Reason.BAD_VALUE,
                                    "a flow cannot be asked, only be transferred to"));
        };
    }

    private Future<DeskAnswer> consult(AgentId colleague) {
        if (colleague.equals(agent)) {
            return answer(refused(Reason.BAD_VALUE, "nobody asks themselves"));
        }
        if (desk.agent(colleague).isEmpty()) {
            return answer(refused(Reason.UNKNOWN_AGENT, "there is no agent " + colleague));
        }
        return ask().callAgent(colleague, queue);
    }

    private DeskAnswer consult(String number) {
        return switch (desk.outside().take(number, desk.rules(), desk.now())) {
            case OutsideLines.Permission.Denied(var reason) ->
                    refused(reason, "the number may not be called");
            case OutsideLines.Permission.Granted(var to, var from) -> {
                ask().callOutside(to, from);
                yield new DeskAnswer.Done();
            }
        };
    }

    private Consultation ask() {
        boolean held = state instanceof State.Held;
        if (!held) {
            hold();
        }
        consultations++;
        CallId id = new CallId(call.value() + "-ask-" + consultations);
        Consultation asked = new Consultation(id, leg(), shown(), desk, this);
        to(new State.Consulting(asked, held));
        return asked;
    }

    /// Who the one who is asked sees calling.
    private Party shown() {
        return desk.agent(agent)
                .map(profile -> new Party(profile.number().orElse(""), profile.name()))
                .orElse(Party.UNKNOWN);
    }

    /// The customer goes on with the agent alone: as they did before, or, when somebody was asked,
    /// holding until the agent is ready for them.
    DeskAnswer endConsultation() {
        if (isLeaving()) {
            return refused(Reason.BUSY, "the customer is being handed over");
        }
        switch (state) {
            case State.Consulting(var asked, _) -> {
                boolean wasUp = asked.other().isPresent();
                asked.end();
                consultationOver(wasUp);
            }
            case State.InConference(var asked) -> {
                asked.end();
                consultationOver(true);
            }
            case State.Greeting _, State.Together _, State.Held _, State.Over _ -> {
                return refused(Reason.WRONG_STATE, "nobody is asked");
            }
        }
        return new DeskAnswer.Done();
    }

    DeskAnswer joinAll() {
        if (!(state instanceof State.Consulting(var asked, _))
                || asked.other().isEmpty()
                || isLeaving()) {
            return refused(Reason.WRONG_STATE, "nobody who was asked has answered");
        }
        ConferenceId room = new ConferenceId(asked.call().value());
        desk.send(new JoinConference(commands.next(), customer, room));
        desk.send(new JoinConference(commands.next(), leg(), room));
        desk.send(new JoinConference(commands.next(), asked.other().get(), room));
        to(new State.InConference(asked));
        return new DeskAnswer.Done();
    }

    /// The customer and the one who was asked go on without the agent.
    Future<DeskAnswer> complete() {
        Optional<Consultation> asked = asked();
        if (asked.isEmpty() || asked.get().other().isEmpty() || handingOver.isPresent()) {
            return answer(refused(Reason.WRONG_STATE, "nobody who was asked has answered"));
        }
        return switch (asked.get().stage()) {
            case Consultation.Stage.WithColleague _ -> handOver(asked.get());
            case Consultation.Stage.WithOutside(var other) -> {
                asked.get().handedOver();
                leaveTo(other, Optional.empty());
                yield answer(new DeskAnswer.Done());
            }
            case Consultation.Stage.Calling _,
                    Consultation.Stage.CallingOutside _,
                    Consultation.Stage.Over _ ->
                    answer(refused(Reason.WRONG_STATE, "nobody who was asked has answered"));
        };
    }

    private void leaveTo(OutsideCall other, Optional<AgentId> colleague) {
        phone.hangUp();
        end();
        desk.send(new Bridge(commands.next(), customer, other.leg()));
        holder.goesOnWith(this, other, colleague);
    }

    /// The agent's phone asks for its two calls to become one: the customer goes on with whomever
    /// the agent called from it.
    ///
    /// @param asker that one of the phone's two legs which asks
    /// @return false when there is nothing to join; then nothing has changed, nor been answered
    boolean joins(LegId asker, OwnCall own) {
        if (!own.isUp() || !isBetweenTwo() || isLeaving()) {
            return false;
        }
        // Before the phone is hung up: what is over is told nothing (RFC 3515 section 2.4.4).
        desk.answerTransfer(asker, true);
        leaveTo(own.leave(), own.colleague());
        return true;
    }

    private Optional<Consultation> asked() {
        return switch (state) {
            case State.Consulting(var asked, _) -> Optional.of(asked);
            case State.InConference(var asked) -> Optional.of(asked);
            case State.Greeting _, State.Together _, State.Held _, State.Over _ -> Optional.empty();
        };
    }

    private Future<DeskAnswer> handOver(Consultation asked) {
        Promise<DeskAnswer> promise = Promise.promise();
        handingOver = Optional.of(promise);
        desk.tell(at -> new HandOver(at, call, asked.call()));
        return promise.future();
    }

    // What the core says.

    void handedOver(CallHandedOver event) {
        if (asked().map(Consultation::stage).orElse(null)
                instanceof Consultation.Stage.WithColleague(_, var to, var other)) {
            asked().ifPresent(Consultation::handedOver);
            goOnWith(to, other, event.queue());
            answered(new DeskAnswer.Done());
        } else if (!(state instanceof State.Over)) {
            // The colleague was gone before the core had answered: nobody talks for this call.
            answered(refused(Reason.WRONG_STATE, "the colleague is gone: the caller waits again"));
            leaveCustomer();
        }
    }

    /// The first agent's talk is over before the colleague's is told of.
    private void goOnWith(AgentId colleague, LegId other, QueueId theirs) {
        phone.hangUp();
        agent = colleague;
        queue = theirs;
        phone = new AgentPhone(other, commands, desk);
        state = new State.Together();
        desk.owns(other, this);
        desk.send(new Bridge(commands.next(), customer, other));
        desk.talks().goesOn(call, this);
        holder.talkChanged(this);
        holder.goesOnWithColleague(this);
    }

    void rejected(CommandRejected event) {
        if (event.command() instanceof HandOver) {
            answered(refused(Reason.WRONG_STATE, "the colleague is gone: " + event.reason()));
            if (phone.isGone() && !(state instanceof State.Over)) {
                leaveCustomer(); // To a colleague, as they thought.
            } else {
                followPhone();
            }
        }
    }

    private void leaveCustomer() {
        asked().ifPresent(Consultation::end);
        leaveForTransfer(true);
        holder.nobodyHas(this);
    }

    /// The customer was not taken elsewhere after all.
    void stayed() {
        if (phone.isGone() && !(state instanceof State.Over)) {
            endForCustomer();
        } else {
            followPhone();
        }
    }

    private void answered(DeskAnswer answer) {
        Optional<Promise<DeskAnswer>> waiting = handingOver;
        handingOver = Optional.empty();
        waiting.ifPresent(promise -> promise.tryComplete(answer));
    }

    // What comes of a consultation.

    @Override
    public void consulted(LegId other) {
        desk.send(new Bridge(commands.next(), leg(), other));
    }

    @Override
    public void consultationOver(boolean wasUp) {
        switch (state) {
            case State.Consulting(_, var held) when held || wasUp -> {
                desk.send(
                        wasUp
                                ? new Unbridge(commands.next(), leg())
                                : new StopMusic(commands.next(), leg()));
                to(new State.Held());
            }
            case State.Consulting _ -> connect(); // There was nobody to hold for.
            case State.InConference _ -> {
                desk.send(new LeaveConference(commands.next(), customer));
                desk.send(new LeaveConference(commands.next(), leg()));
                connect();
            }
            case State.Greeting _, State.Together _, State.Held _, State.Over _ -> {}
        }
    }

    // What happens to the agent's leg, and to the customer's.

    @Override
    public void playbackEnded(LegId played, CommandId playback) {
        if (state instanceof State.Greeting(var whisper)
                && whisper.filter(playback::equals).isPresent()) {
            connect();
        }
    }

    @Override
    public void heldByFarEnd(LegId held, boolean isHeld) {
        if (!held.equals(leg())) {
            return;
        }
        if (isLeaving() || state instanceof State.Greeting) {
            phone.holdsLater(isHeld);
        } else {
            hold(isHeld);
        }
    }

    private void hold(boolean isHeld) {
        if (isHeld) {
            hold();
        } else {
            resume();
        }
    }

    /// Does what the telephone asked for while the two did not talk yet, or it was being decided
    /// where the customer goes.
    private void followPhone() {
        phone.heldBack().ifPresent(this::hold);
    }

    /// An agent who hangs up while all three talk, or while they talk to the one they asked, leaves
    /// the customer to that one; any other hang-up of the agent ends the talk.
    @Override
    public void legOver(LegId gone, HangupCause cause) {
        desk.gone(gone);
        if (state instanceof State.Over || !gone.equals(leg())) {
            return;
        }
        agentLeft();
    }

    private void agentLeft() {
        phone.hungUp();
        if (isLeaving()) {
            return; // The core's answer decides.
        }
        if (asked().flatMap(Consultation::other).isPresent()) {
            complete();
        } else {
            endForCustomer();
        }
    }

    void customerLeft() {
        asked().ifPresent(Consultation::end);
        phone.hangUp();
        if (!hasBegun) {
            // Nobody was served by an agent whom they never heard.
            desk.tell(at -> new GiveBack(at, call));
            desk.tell(at -> new LeaveQueue(at, call, LeaveReason.ABANDONED));
        }
        end();
    }

    /// Hangs up the agent's telephone, as the agent may themselves.
    DeskAnswer hangUp() {
        if (state instanceof State.Over) {
            return refused(Reason.WRONG_STATE, "the talk is over");
        }
        phone.hangUp();
        agentLeft();
        return new DeskAnswer.Done();
    }

    /// Nobody was served by an agent whom they never heard.
    private void endForCustomer() {
        if (!hasBegun) {
            phone.hangUp();
            state = new State.Over();
            desk.talks().over(call, this);
            holder.agentLost(this);
            return;
        }
        boolean waits = isCustomerWaiting();
        asked().ifPresent(Consultation::end);
        phone.hangUp();
        end();
        if (waits) {
            desk.send(new StopMusic(commands.next(), customer));
        }
        holder.talkEnded(this);
    }

    /// The customer was taken elsewhere.
    ///
    /// @param coreKnows whether the core has ended the talk already
    void leaveForTransfer(boolean coreKnows) {
        phone.answerTransfer(true);
        phone.hangUp();
        state = new State.Over();
        desk.talks().over(call, this);
        if (!coreKnows) {
            desk.tell(at -> new EndCall(at, call));
        }
    }

    private void end() {
        state = new State.Over();
        desk.talks().over(call, this);
        desk.tell(at -> new EndCall(at, call));
        answered(refused(Reason.WRONG_STATE, "the talk is over"));
    }

    @Override
    public boolean transferRequested(LegId from, Target target) {
        if (!from.equals(leg())) {
            return false; // Of an agent who has handed the customer over.
        }
        return switch (target) {
            case Target.Number _ -> {
                phone.asksForTransfer();
                holder.transferRequested(this, target);
                yield true;
            }
            case Target.OtherLeg(var mine) ->
                    desk.owner(mine) instanceof OwnCall own && joins(from, own);
        };
    }

    /// Tells the agent's telephone, once, what became of the transfer that it asked for.
    void answerPhone(boolean done) {
        phone.answerTransfer(done);
    }
}
