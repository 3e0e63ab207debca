package org.strowger.engine.call;

import static org.strowger.engine.call.DeskAnswer.answer;
import static org.strowger.engine.call.DeskAnswer.refused;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.TransferCall;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowInput.TransferFailed;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// Where a customer's call is taken by an agent who talks to them, or by their flow: to another
/// agent or queue, to a flow, to a telephone.
final class Transfers {
    private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);

    /// How long a telephone outside rings to which an agent transfers a call.
    private static final Duration RINGS = Duration.ofSeconds(30);

    private final CallId call;
    private final LegId customer;
    private final Party party;
    private final CommandCount commands;
    private final AgentSearch search;
    private final Desk desk;
    private final Transferred transferred;

    /// The call that is taken.
    interface Transferred extends Elsewhere.Host {
        /// What it asks of the lines that it comes into.
        Claim claim();

        /// What it asks from now on.
        void asks(Claim claim);

        /// It is in line, and its talk is over.
        void isInLine(Talk talk);

        /// Another flow guides it from now on.
        ///
        /// @param hearsMusic whether the customer holds
        void goesTo(LoadedFlow flow, boolean hearsMusic);

        void goesTo(Elsewhere elsewhere);

        /// The flow's transfer came to nothing.
        void transferFailed(TransferFailed.Reason reason);
    }

    Transfers(
            CallId call,
            LegId customer,
            Party party,
            CommandCount commands,
            AgentSearch search,
            Desk desk,
            Transferred transferred) {
        this.call = call;
        this.customer = customer;
        this.party = party;
        this.commands = commands;
        this.search = search;
        this.desk = desk;
        this.transferred = transferred;
    }

    // By the agent.

    /// Where the agent's phone wants the customer taken, as the agent would dial it: a colleague's
    /// number, a number of the centre, one outside with its prefix or without. Empty when it is
    /// nothing of these; whether the call may go there is asked when it is transferred.
    Optional<Place> place(Target target) {
        return switch (target) {
            case Target.Number(var dialled) -> Optional.of(place(dialled));
            // A call that the agent has there is joined to, which is no place.
            case Target.OtherLeg _ -> Optional.empty();
        };
    }

    private Place place(String dialled) {
        return desk.agentNumbered(dialled)
                .<Place>map(agent -> new Place.ToAgent(agent.id()))
                .or(
                        () ->
                                desk.services()
                                        .flowOfNumber(dialled)
                                        .map(flow -> new Place.ToFlow(flow.book().entry())))
                .orElseGet(() -> new Place.Outside(withoutPrefix(dialled)));
    }

    private String withoutPrefix(String dialled) {
        return desk.rules().featureCodes().stream()
                .flatMap(codes -> codes.outbound().keySet().stream())
                .filter(dialled::startsWith)
                .findFirst()
                .map(prefix -> dialled.substring(prefix.length()))
                .orElse(dialled);
    }

    Future<DeskAnswer> transfer(Talk talk, Place to) {
        if (search.isTransferring()) {
            return answer(refused(Reason.BUSY, "the call is being transferred"));
        }
        return switch (to) {
            case Place.ToAgent(var colleague) ->
                    transfer(talk, talk.queue(), transferred.claim(), Optional.of(colleague));
            case Place.ToQueue(var queue, var claim) ->
                    transfer(talk, queue, claim.orElseGet(transferred::claim), Optional.empty());
            case Place.ToFlow(var flow) -> answer(transferToFlow(talk, flow));
            case Place.Outside(var number) -> answer(transferOutside(talk, number));
        };
    }

    private Future<DeskAnswer> transfer(
            Talk talk, QueueId queue, Claim claim, Optional<AgentId> to) {
        Promise<DeskAnswer> answer = Promise.promise();
        search.transfer(
                queue,
                at -> new TransferCall(at, call, queue, claim.priority(), claim.need(), true, to),
                refusal -> {
                    if (refusal.isEmpty()) {
                        transferred.asks(claim);
                    }
                    decided(talk, refusal, answer);
                });
        return answer.future();
    }

    private void decided(
            Talk talk, Optional<CommandRejected.Reason> reason, Promise<DeskAnswer> answer) {
        if (reason.isPresent()) {
            talk.stayed();
            answer.complete(
                    refused(
                            CoreAnswers.whyNotPlaced(reason.get()),
                            "not transferred: " + reason.get()));
            return;
        }
        transferred.isInLine(talk);
        music();
        answer.complete(new DeskAnswer.Done());
    }

    private DeskAnswer transferToFlow(Talk talk, String flow) {
        Optional<LoadedFlow> loaded = desk.services().flow(flow);
        if (loaded.isEmpty()) {
            return refused(Reason.UNKNOWN_FLOW, "there is no flow " + flow);
        }
        boolean hearsMusic = talk.isCustomerWaiting();
        talk.leaveForTransfer(false);
        transferred.goesTo(loaded.get(), hearsMusic);
        return new DeskAnswer.Done();
    }

    private DeskAnswer transferOutside(Talk talk, String number) {
        return switch (desk.outside().take(number, desk.rules(), desk.now())) {
            case OutsideLines.Permission.Denied(var reason) ->
                    refused(reason, "the number may not be called");
            case OutsideLines.Permission.Granted(var to, var from) -> {
                talk.leaveForTransfer(false);
                music();
                Elsewhere.Then then = new Elsewhere.Then.OfAgent(talk.queue(), desk.now());
                Elsewhere outside = elsewhere(then, Optional.empty(), desk.outside()::free);
                transferred.goesTo(outside);
                outside.dial(to, from, RINGS, false);
                yield new DeskAnswer.Done();
            }
        };
    }

    private Elsewhere elsewhere(Elsewhere.Then then, Optional<AgentId> agent, Runnable whenOver) {
        return new Elsewhere(customer, then, agent, commands, desk, transferred, whenOver);
    }

    /// The agent has left the customer with somebody whom they called.
    void leftWith(OutsideCall other, Optional<AgentId> colleague) {
        transferred.goesTo(new Elsewhere(customer, other, colleague, commands, desk, transferred));
    }

    private void music() {
        desk.holdMusic(commands.next(), customer);
    }

    // By the flow.

    void transfer(FlowAction.Transfer transfer) {
        switch (transfer.to()) {
            case FlowAction.Destination.Number(var number, _) -> transferOutside(transfer, number);
            case FlowAction.Destination.Agent(var agent) -> transferToAgent(transfer, agent);
        }
    }

    private void transferOutside(FlowAction.Transfer transfer, String number) {
        switch (desk.outside().take(number, desk.rules(), desk.now())) {
            case OutsideLines.Permission.Denied(var reason) -> {
                LOG.warn("{}: not transferred, {}", call, reason);
                transferred.transferFailed(TransferFailed.Reason.FAILED);
            }
            case OutsideLines.Permission.Granted(var to, var from) -> {
                Elsewhere outside =
                        elsewhere(byFlow(transfer), Optional.empty(), desk.outside()::free);
                transferred.goesTo(outside);
                music();
                outside.dial(to, from, transfer.timeout(), false);
            }
        }
    }

    private static Elsewhere.Then byFlow(FlowAction.Transfer transfer) {
        return new Elsewhere.Then.OfFlow(transfer.attended());
    }

    /// A colleague's telephone, called directly: no queue's rules hold, and the core is told that
    /// the agent is busy.
    private void transferToAgent(FlowAction.Transfer transfer, String name) {
        Optional<AgentId> agent = desk.agentCalled(name).map(AgentProfile::id);
        Optional<Reach> reach = agent.flatMap(desk::reach);
        if (reach.isEmpty()) {
            transferred.transferFailed(TransferFailed.Reason.NO_ANSWER);
            return;
        }
        AgentId called = agent.orElseThrow();
        if (!desk.isFree(called)) {
            transferred.transferFailed(TransferFailed.Reason.BUSY);
            return;
        }
        OtherCalls.Part part = desk.otherCalls().begin(called);
        Elsewhere phone = elsewhere(byFlow(transfer), agent, part::end);
        if (!phone.takesLine(reach.get())) {
            part.end();
            transferred.transferFailed(TransferFailed.Reason.FAILED);
            return;
        }
        transferred.goesTo(phone);
        music();
        phone.dial(reach.get(), party, transfer.timeout());
    }
}
