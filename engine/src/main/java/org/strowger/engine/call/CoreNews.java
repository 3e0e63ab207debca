package org.strowger.engine.call;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.GiveBack;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;

/// Brings what the routing core says of calls to those who follow them, and answers for those whom
/// nobody follows any more.
final class CoreNews {
    private static final Logger LOG = LoggerFactory.getLogger(CoreNews.class);

    private final Desk desk;
    private final Owners owners;
    private final Listeners listeners;

    CoreNews(Desk desk, Owners owners, Listeners listeners) {
        this.desk = desk;
        this.owners = owners;
        this.listeners = listeners;
    }

    void heard(RoutingEvent event) {
        switch (event) {
            case CallOffered e -> offered(e);
            case OfferEnded e -> owners.withCall(e.call(), owner -> owner.offerEnded(e.agent()));
            case CallConnected e -> connected(e);
            case CommandRejected e -> rejected(e);
            case CallQueued e -> owners.withCall(e.call(), owner -> owner.queued(e.queue()));
            case RoutingEvent.CallGivenBack e ->
                    owners.withCall(e.call(), owner -> owner.queued(e.queue()));
            case RoutingEvent.CallReprioritized e ->
                    owners.withCall(e.call(), owner -> owner.reprioritized(e.priority()));
            case CallMoved e -> owners.withCall(e.call(), owner -> owner.moved(e.queue()));
            case CallLeftQueue e -> owners.withCall(e.call(), owner -> owner.leftQueue(e.reason()));
            case RoutingEvent.WrapUpEnded(var at, var agent, var call) ->
                    desk.services().wrappedUp(call, agent, at);
            case RoutingEvent.AgentSignedOut e -> listeners.signedOut(e.agent());
            case CallHandedOver e -> owners.withCall(e.call(), owner -> owner.handedOver(e));
            case PlaceKept e -> owners.withCall(e.call(), owner -> owner.placeKept(e.queue()));
            case RoutingEvent.PolicyApplied _,
                    RoutingEvent.QueueOpened _,
                    RoutingEvent.QueueClosed _,
                    RoutingEvent.StaffingChanged _,
                    RoutingEvent.AgentSignedIn _,
                    RoutingEvent.SignOutDeferred _,
                    RoutingEvent.ProfileChanged _,
                    RoutingEvent.AgentPaused _,
                    RoutingEvent.PauseDeferred _,
                    RoutingEvent.AgentResumed _,
                    RoutingEvent.OtherCallBegan _,
                    RoutingEvent.OtherCallEnded _,
                    RoutingEvent.WrapUpExtended _,
                    RoutingEvent.RestEnded _,
                    RoutingEvent.StepReached _,
                    RoutingEvent.PlaceDeferred _,
                    RoutingEvent.DeferralEnded _,
                    RoutingEvent.PlaceRetried _,
                    RoutingEvent.CallEnded _ -> {}
        }
    }

    private void offered(CallOffered offer) {
        Optional<CallOwner> owner = owners.call(offer.call());
        if (owner.isPresent()) {
            owner.get().offered(offer);
        } else {
            // A caller or a promise of an earlier process, or one whose leaving was not heard.
            desk.tell(at -> new LeaveQueue(at, offer.call(), LeaveReason.NODE_LOST));
        }
    }

    private void connected(CallConnected event) {
        Optional<CallOwner> owner = owners.call(event.call());
        if (owner.isPresent()) {
            owner.get().connected(event);
        } else {
            // The caller hung up while the agent's answer was on its way to the routing core: they
            // were served by nobody. A call that began with its agent cannot be given back.
            desk.tell(at -> new GiveBack(at, event.call()));
            desk.tell(at -> new LeaveQueue(at, event.call(), LeaveReason.ABANDONED));
            desk.tell(at -> new EndCall(at, event.call()));
        }
    }

    private void rejected(CommandRejected event) {
        // A command may have a customer's number in it.
        LOG.debug("{} is rejected: {}", event.command().getClass().getSimpleName(), event.reason());
        callOf(event.command())
                .ifPresent(call -> owners.withCall(call, owner -> owner.rejected(event)));
    }

    /// Whose owner hears that a command did not apply.
    private static Optional<CallId> callOf(RoutingCommand command) {
        return switch (command) {
            case RoutingCommand.EnqueueCall c -> Optional.of(c.call());
            case RoutingCommand.TakeUp c -> Optional.of(c.call());
            case RoutingCommand.TransferCall c -> Optional.of(c.call());
            case RoutingCommand.HandOver c -> Optional.of(c.call());
            case RoutingCommand.GiveBack c -> Optional.of(c.call());
            case RoutingCommand.Readmit c -> Optional.of(c.call());
            case RoutingCommand.KeepPlace c -> Optional.of(c.call());
            case RoutingCommand.EnqueuePlace c -> Optional.of(c.entry().call());
            case RoutingCommand.TakePlace c -> Optional.of(c.call());
            case RoutingCommand.RetryPlace c -> Optional.of(c.call());
            case RoutingCommand.DeferPlace c -> Optional.of(c.call());
            case RoutingCommand _ -> Optional.empty();
        };
    }
}
