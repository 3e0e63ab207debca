package org.strowger.engine.cluster;

import java.io.DataInputStream;
import java.io.IOException;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.DecisionRecord.AgentHead;
import org.strowger.engine.routing.DecisionRecord.Basis;
import org.strowger.engine.routing.DecisionRecord.CallHead;
import org.strowger.engine.routing.DecisionRecord.Lack;
import org.strowger.engine.routing.DecisionRecord.Others;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.ChangeProfile;
import org.strowger.engine.routing.RoutingCommand.DeferPlace;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EndWrapUp;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.EnqueuePlace;
import org.strowger.engine.routing.RoutingCommand.ExtendWrapUp;
import org.strowger.engine.routing.RoutingCommand.GiveBack;
import org.strowger.engine.routing.RoutingCommand.HandOver;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.MoveCall;
import org.strowger.engine.routing.RoutingCommand.OpenQueue;
import org.strowger.engine.routing.RoutingCommand.PassTime;
import org.strowger.engine.routing.RoutingCommand.PauseAfterCall;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.PullCall;
import org.strowger.engine.routing.RoutingCommand.Readmit;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.ReportOtherCall;
import org.strowger.engine.routing.RoutingCommand.Reprioritize;
import org.strowger.engine.routing.RoutingCommand.ResumeAgent;
import org.strowger.engine.routing.RoutingCommand.RetryPlace;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingCommand.TakePlace;
import org.strowger.engine.routing.RoutingCommand.TakeUp;
import org.strowger.engine.routing.RoutingCommand.TransferCall;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingEvent.AgentResumed;
import org.strowger.engine.routing.RoutingEvent.AgentSignedIn;
import org.strowger.engine.routing.RoutingEvent.AgentSignedOut;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallGivenBack;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CallReprioritized;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.DeferralEnded;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingEvent.OtherCallBegan;
import org.strowger.engine.routing.RoutingEvent.OtherCallEnded;
import org.strowger.engine.routing.RoutingEvent.PauseDeferred;
import org.strowger.engine.routing.RoutingEvent.PlaceDeferred;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;
import org.strowger.engine.routing.RoutingEvent.PlaceRetried;
import org.strowger.engine.routing.RoutingEvent.PolicyApplied;
import org.strowger.engine.routing.RoutingEvent.ProfileChanged;
import org.strowger.engine.routing.RoutingEvent.QueueClosed;
import org.strowger.engine.routing.RoutingEvent.QueueOpened;
import org.strowger.engine.routing.RoutingEvent.RestEnded;
import org.strowger.engine.routing.RoutingEvent.SignOutDeferred;
import org.strowger.engine.routing.RoutingEvent.StaffingChanged;
import org.strowger.engine.routing.RoutingEvent.StepReached;
import org.strowger.engine.routing.RoutingEvent.WrapUpEnded;
import org.strowger.engine.routing.RoutingEvent.WrapUpExtended;

/// Reads events, and the commands in them, in version 4 of the event form, as [EventWriter] writes
/// them.
final class EventReader extends PolicyReader {
    EventReader(DataInputStream in) {
        super(in);
    }

    RoutingEvent event() throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case 1 -> new PolicyApplied(instant(), policy());
            case 2 -> new QueueOpened(instant(), queue());
            case 3 -> new QueueClosed(instant(), queue());
            case 4 -> new StaffingChanged(instant(), queue(), flag());
            case 5 -> new AgentSignedIn(instant(), agent(), profile());
            case 6 -> new SignOutDeferred(instant(), agent());
            case 7 -> new AgentSignedOut(instant(), agent());
            case 8 -> new ProfileChanged(instant(), agent(), profile());
            case 9 -> new AgentPaused(instant(), agent(), sharedText());
            case 10 -> new PauseDeferred(instant(), agent(), sharedText());
            case 11 -> new AgentResumed(instant(), agent());
            case 12 -> new OtherCallBegan(instant(), agent());
            case 13 -> new OtherCallEnded(instant(), agent());
            case 14 -> new WrapUpExtended(instant(), agent(), call(), instant());
            case 15 -> new WrapUpEnded(instant(), agent(), call());
            case 16 -> new RestEnded(instant(), agent());
            case 17, 33 ->
                    new CallQueued(
                            instant(),
                            call(),
                            queue(),
                            number(),
                            need(),
                            optional(this::preferred),
                            instant(),
                            optional(this::agent),
                            tag == 33);
            case 18 ->
                    new StepReached(
                            instant(), call(), queue(), number(), name(StepReached.Why.class));
            case 19 -> new CallReprioritized(instant(), call(), queue(), number());
            case 20 ->
                    new CallMoved(
                            instant(),
                            call(),
                            queue(),
                            queue(),
                            instant(),
                            name(CallMoved.Why.class));
            case 21 -> new PlaceKept(instant(), call(), queue(), text());
            case 22 -> new CallLeftQueue(instant(), call(), queue(), name(LeaveReason.class));
            case 23 ->
                    new CallOffered(
                            instant(),
                            call(),
                            queue(),
                            agent(),
                            optional(this::text),
                            instant(),
                            decision());
            case 24 ->
                    new OfferEnded(
                            instant(),
                            call(),
                            queue(),
                            agent(),
                            name(Outcome.class),
                            optional(this::instant),
                            optional(this::instant));
            case 25 -> new CallConnected(instant(), call(), queue(), agent());
            case 26 -> new CallEnded(instant(), call(), queue(), agent(), optional(this::instant));
            case 27 ->
                    new CommandRejected(instant(), command(), name(CommandRejected.Reason.class));
            case 28 -> new PlaceDeferred(instant(), call(), queue(), instant());
            case 29 -> new DeferralEnded(instant(), call(), queue());
            case 30 ->
                    new PlaceRetried(
                            instant(),
                            call(),
                            queue(),
                            agent(),
                            instant(),
                            instant(),
                            optional(this::instant));
            case 31 ->
                    new CallHandedOver(
                            instant(),
                            call(),
                            queue(),
                            agent(),
                            agent(),
                            call(),
                            optional(this::instant));
            case 32 ->
                    new CallGivenBack(
                            instant(),
                            call(),
                            queue(),
                            agent(),
                            instant(),
                            optional(this::instant),
                            optional(this::instant));
            default -> throw new IOException("no event has the tag " + tag);
        };
    }

    private RoutingCommand command() throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case 1 -> new ApplyPolicy(instant(), policy());
            case 2 -> new OpenQueue(instant(), queue(), flag());
            case 3 -> new SignInAgent(instant(), agent(), profile());
            case 4 -> new SignOutAgent(instant(), agent());
            case 5 -> new ChangeProfile(instant(), agent(), profile());
            case 6 -> new PauseAgent(instant(), agent(), sharedText());
            case 7 -> new PauseAfterCall(instant(), agent(), sharedText());
            case 8 -> new ResumeAgent(instant(), agent());
            case 9 -> new EndWrapUp(instant(), agent(), call());
            case 10 -> new ExtendWrapUp(instant(), agent(), call(), duration());
            case 11 -> new ReportOtherCall(instant(), agent(), flag());
            case 12 -> entry();
            case 13 -> new LeaveQueue(instant(), call(), name(LeaveReason.class));
            case 14 -> new KeepPlace(instant(), call(), text());
            case 15 -> new AcceptOffer(instant(), agent(), call());
            case 16 -> new RefuseOffer(instant(), agent(), call(), name(Refusal.class));
            case 17 -> new EndCall(instant(), call());
            case 18 -> new Reprioritize(instant(), call(), number());
            case 19 -> new MoveCall(instant(), call(), queue(), flag());
            case 20 -> new PullCall(instant(), agent(), call());
            case 21 ->
                    new TransferCall(
                            instant(),
                            call(),
                            queue(),
                            number(),
                            need(),
                            flag(),
                            optional(this::agent));
            case 22 -> new PassTime(instant());
            case 23 -> new HandOver(instant(), call(), call());
            case 24 ->
                    new TakeUp(instant(), agent(), call(), queue(), number(), optional(this::text));
            case 25 -> new RetryPlace(instant(), call(), instant());
            case 26 -> new DeferPlace(instant(), call(), instant());
            case 27 -> new GiveBack(instant(), call());
            case 28 -> new EnqueuePlace(entry(), text());
            case 29 -> new TakePlace(instant(), call());
            case 30 ->
                    new Readmit(
                            instant(), call(), queue(), number(), need(), optional(this::instant));
            default -> throw new IOException("no command has the tag " + tag);
        };
    }

    private EnqueueCall entry() throws IOException {
        return new EnqueueCall(
                instant(),
                call(),
                queue(),
                number(),
                need(),
                optional(this::preferred),
                optional(this::instant));
    }

    private DecisionRecord decision() throws IOException {
        return new DecisionRecord(
                sharedText(),
                name(Basis.class),
                optional(this::agent),
                list(this::callHead),
                number(),
                list(this::agentHead),
                number(),
                list(this::others));
    }

    private CallHead callHead() throws IOException {
        return new CallHead(call(), queue(), in.readLong(), number(), in.readLong(), duration());
    }

    private AgentHead agentHead() throws IOException {
        return new AgentHead(agent(), number(), in.readLong(), duration());
    }

    private Others others() throws IOException {
        return new Others(name(Standing.class), optional(this::lack), number());
    }

    private Lack lack() throws IOException {
        return new Lack(sharedText(), number(), number(), number());
    }
}
