package org.strowger.engine.cluster;

import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.DecisionRecord.AgentHead;
import org.strowger.engine.routing.DecisionRecord.CallHead;
import org.strowger.engine.routing.DecisionRecord.Lack;
import org.strowger.engine.routing.DecisionRecord.Others;
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

/// Writes events, and the commands in them, in version 4 of the event form. A tag byte says which
/// record follows; [EventReader] has the same tags.
final class EventWriter extends PolicyWriter {
    EventWriter(DataOutputStream out) {
        super(out);
    }

    void event(RoutingEvent event) throws IOException {
        switch (event) {
            case PolicyApplied v -> {
                begin(1, v.at());
                policy(v.policy());
            }
            case QueueOpened v -> {
                begin(2, v.at());
                queue(v.queue());
            }
            case QueueClosed v -> {
                begin(3, v.at());
                queue(v.queue());
            }
            case StaffingChanged v -> {
                begin(4, v.at());
                queue(v.queue());
                flag(v.staffed());
            }
            case AgentSignedIn v -> {
                begin(5, v.at());
                agent(v.agent());
                profile(v.profile());
            }
            case SignOutDeferred v -> {
                begin(6, v.at());
                agent(v.agent());
            }
            case AgentSignedOut v -> {
                begin(7, v.at());
                agent(v.agent());
            }
            case ProfileChanged v -> {
                begin(8, v.at());
                agent(v.agent());
                profile(v.profile());
            }
            case AgentPaused v -> {
                begin(9, v.at());
                agent(v.agent());
                sharedText(v.reason());
            }
            case PauseDeferred v -> {
                begin(10, v.at());
                agent(v.agent());
                sharedText(v.reason());
            }
            case AgentResumed v -> {
                begin(11, v.at());
                agent(v.agent());
            }
            case OtherCallBegan v -> {
                begin(12, v.at());
                agent(v.agent());
            }
            case OtherCallEnded v -> {
                begin(13, v.at());
                agent(v.agent());
            }
            case WrapUpExtended v -> {
                begin(14, v.at());
                agent(v.agent());
                call(v.call());
                instant(v.until());
            }
            case WrapUpEnded v -> {
                begin(15, v.at());
                agent(v.agent());
                call(v.call());
            }
            case RestEnded v -> {
                begin(16, v.at());
                agent(v.agent());
            }
            case CallQueued v -> {
                begin(v.readmitted() ? 33 : 17, v.at());
                call(v.call());
                queue(v.queue());
                number(v.priority());
                need(v.need());
                optional(v.preferred(), this::preferred);
                instant(v.since());
                optional(v.takenUpBy(), this::agent);
            }
            case StepReached v -> {
                begin(18, v.at());
                call(v.call());
                queue(v.queue());
                number(v.step());
                name(v.why());
            }
            case CallReprioritized v -> {
                begin(19, v.at());
                call(v.call());
                queue(v.queue());
                number(v.priority());
            }
            case CallMoved v -> {
                begin(20, v.at());
                call(v.call());
                queue(v.from());
                queue(v.queue());
                instant(v.since());
                name(v.why());
            }
            case PlaceKept v -> {
                begin(21, v.at());
                call(v.call());
                queue(v.queue());
                text(v.callbackNumber());
            }
            case CallLeftQueue v -> {
                begin(22, v.at());
                call(v.call());
                queue(v.queue());
                name(v.reason());
            }
            case CallOffered v -> {
                begin(23, v.at());
                call(v.call());
                queue(v.queue());
                agent(v.agent());
                optional(v.callbackNumber(), this::text);
                instant(v.expiresAt());
                decision(v.decision());
            }
            case OfferEnded v -> {
                begin(24, v.at());
                call(v.call());
                queue(v.queue());
                agent(v.agent());
                name(v.outcome());
                optional(v.restsUntil(), this::instant);
                optional(v.notAgainBefore(), this::instant);
            }
            case CallConnected v -> {
                begin(25, v.at());
                call(v.call());
                queue(v.queue());
                agent(v.agent());
            }
            case CallEnded v -> {
                begin(26, v.at());
                call(v.call());
                queue(v.queue());
                agent(v.agent());
                optional(v.wrapUpUntil(), this::instant);
            }
            case CommandRejected v -> {
                begin(27, v.at());
                command(v.command());
                name(v.reason());
            }
            case PlaceDeferred v -> {
                begin(28, v.at());
                call(v.call());
                queue(v.queue());
                instant(v.notBefore());
            }
            case DeferralEnded v -> {
                begin(29, v.at());
                call(v.call());
                queue(v.queue());
            }
            case PlaceRetried v -> {
                begin(30, v.at());
                call(v.call());
                queue(v.queue());
                agent(v.agent());
                instant(v.since());
                instant(v.notBefore());
                optional(v.wrapUpUntil(), this::instant);
            }
            case CallGivenBack v -> {
                begin(32, v.at());
                call(v.call());
                queue(v.queue());
                agent(v.agent());
                instant(v.since());
                optional(v.restsUntil(), this::instant);
                optional(v.notAgainBefore(), this::instant);
            }
            case CallHandedOver v -> {
                begin(31, v.at());
                call(v.call());
                queue(v.queue());
                agent(v.from());
                agent(v.to());
                call(v.consult());
                optional(v.wrapUpUntil(), this::instant);
            }
        }
    }

    private void command(RoutingCommand command) throws IOException {
        switch (command) {
            case ApplyPolicy v -> {
                begin(1, v.at());
                policy(v.policy());
            }
            case OpenQueue v -> {
                begin(2, v.at());
                queue(v.queue());
                flag(v.open());
            }
            case SignInAgent v -> {
                begin(3, v.at());
                agent(v.agent());
                profile(v.profile());
            }
            case SignOutAgent v -> {
                begin(4, v.at());
                agent(v.agent());
            }
            case ChangeProfile v -> {
                begin(5, v.at());
                agent(v.agent());
                profile(v.profile());
            }
            case PauseAgent v -> {
                begin(6, v.at());
                agent(v.agent());
                sharedText(v.reason());
            }
            case PauseAfterCall v -> {
                begin(7, v.at());
                agent(v.agent());
                sharedText(v.reason());
            }
            case ResumeAgent v -> {
                begin(8, v.at());
                agent(v.agent());
            }
            case EndWrapUp v -> {
                begin(9, v.at());
                agent(v.agent());
                call(v.call());
            }
            case ExtendWrapUp v -> {
                begin(10, v.at());
                agent(v.agent());
                call(v.call());
                duration(v.by());
            }
            case ReportOtherCall v -> {
                begin(11, v.at());
                agent(v.agent());
                flag(v.busy());
            }
            case EnqueueCall v -> {
                begin(12, v.at());
                entry(v);
            }
            case EnqueuePlace v -> {
                begin(28, v.at());
                entry(v.entry());
                text(v.callbackNumber());
            }
            case TakePlace v -> {
                begin(29, v.at());
                call(v.call());
            }
            case LeaveQueue v -> {
                begin(13, v.at());
                call(v.call());
                name(v.reason());
            }
            case KeepPlace v -> {
                begin(14, v.at());
                call(v.call());
                text(v.callbackNumber());
            }
            case AcceptOffer v -> {
                begin(15, v.at());
                agent(v.agent());
                call(v.call());
            }
            case RefuseOffer v -> {
                begin(16, v.at());
                agent(v.agent());
                call(v.call());
                name(v.refusal());
            }
            case EndCall v -> {
                begin(17, v.at());
                call(v.call());
            }
            case Reprioritize v -> {
                begin(18, v.at());
                call(v.call());
                number(v.priority());
            }
            case MoveCall v -> {
                begin(19, v.at());
                call(v.call());
                queue(v.queue());
                flag(v.keepsWait());
            }
            case PullCall v -> {
                begin(20, v.at());
                agent(v.agent());
                call(v.call());
            }
            case TransferCall v -> {
                begin(21, v.at());
                call(v.call());
                queue(v.queue());
                number(v.priority());
                need(v.need());
                flag(v.keepsWait());
                optional(v.to(), this::agent);
            }
            case HandOver v -> {
                begin(23, v.at());
                call(v.call());
                call(v.consult());
            }
            case TakeUp v -> {
                begin(24, v.at());
                agent(v.agent());
                call(v.call());
                queue(v.queue());
                number(v.priority());
                optional(v.callbackNumber(), this::text);
            }
            case GiveBack v -> {
                begin(27, v.at());
                call(v.call());
            }
            case Readmit v -> {
                begin(30, v.at());
                call(v.call());
                queue(v.queue());
                number(v.priority());
                need(v.need());
                optional(v.since(), this::instant);
            }
            case RetryPlace v -> {
                begin(25, v.at());
                call(v.call());
                instant(v.notBefore());
            }
            case DeferPlace v -> {
                begin(26, v.at());
                call(v.call());
                instant(v.notBefore());
            }
            case PassTime v -> {
                begin(22, v.at());
            }
        }
    }

    private void entry(EnqueueCall v) throws IOException {
        call(v.call());
        queue(v.queue());
        number(v.priority());
        need(v.need());
        optional(v.preferred(), this::preferred);
        optional(v.since(), this::instant);
    }

    private void begin(int tag, Instant at) throws IOException {
        out.writeByte(tag);
        instant(at);
    }

    private void decision(DecisionRecord v) throws IOException {
        sharedText(v.policyVersion());
        name(v.basis());
        optional(v.winner(), this::agent);
        list(v.calls(), this::callHead);
        number(v.callsLeftOut());
        list(v.agents(), this::agentHead);
        number(v.agentsLeftOut());
        list(v.others(), this::others);
    }

    private void callHead(CallHead v) throws IOException {
        call(v.call());
        queue(v.queue());
        out.writeLong(v.balance());
        number(v.tier());
        out.writeLong(v.milliPoints());
        duration(v.waited());
    }

    private void agentHead(AgentHead v) throws IOException {
        agent(v.agent());
        number(v.rank());
        out.writeLong(v.term());
        duration(v.idle());
    }

    private void others(Others v) throws IOException {
        name(v.standing());
        optional(v.lack(), this::lack);
        number(v.agents());
    }

    private void lack(Lack v) throws IOException {
        sharedText(v.skill());
        number(v.has());
        number(v.atLeast());
        number(v.atMost());
    }
}
