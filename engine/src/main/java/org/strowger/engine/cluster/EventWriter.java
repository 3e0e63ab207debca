package org.strowger.engine.cluster;

import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.DecisionRecord.AgentHead;
import org.strowger.engine.routing.DecisionRecord.CallHead;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EndWrapUp;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.PassTime;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.ResumeAgent;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingEvent.AgentResumed;
import org.strowger.engine.routing.RoutingEvent.AgentSignedIn;
import org.strowger.engine.routing.RoutingEvent.AgentSignedOut;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;
import org.strowger.engine.routing.RoutingEvent.PolicyApplied;
import org.strowger.engine.routing.RoutingEvent.RestEnded;
import org.strowger.engine.routing.RoutingEvent.SignOutDeferred;
import org.strowger.engine.routing.RoutingEvent.WrapUpEnded;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.Activity;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Idle;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Offered;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Resting;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Talking;
import org.strowger.engine.routing.RoutingSnapshot.Activity.WrapUp;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;
import org.strowger.engine.routing.SkillNeed;

/// Writes version 1 of the event form. A tag byte says which record follows; [EventReader] has the
/// same tags.
///
/// Constants are written by name, so that their order is free to change.
final class EventWriter {
    private final DataOutputStream out;

    EventWriter(DataOutputStream out) {
        this.out = out;
    }

    void event(RoutingEvent event) throws IOException {
        switch (event) {
            case PolicyApplied v -> {
                out.writeByte(1);
                instant(v.at());
                policy(v.policy());
            }
            case AgentSignedIn v -> {
                out.writeByte(2);
                instant(v.at());
                text(v.agent().value());
                skills(v.skills());
            }
            case SignOutDeferred v -> {
                out.writeByte(3);
                instant(v.at());
                text(v.agent().value());
            }
            case AgentSignedOut v -> {
                out.writeByte(4);
                instant(v.at());
                text(v.agent().value());
            }
            case AgentPaused v -> {
                out.writeByte(5);
                instant(v.at());
                text(v.agent().value());
                text(v.reason());
            }
            case AgentResumed v -> {
                out.writeByte(6);
                instant(v.at());
                text(v.agent().value());
            }
            case WrapUpEnded v -> {
                out.writeByte(7);
                instant(v.at());
                text(v.agent().value());
            }
            case RestEnded v -> {
                out.writeByte(8);
                instant(v.at());
                text(v.agent().value());
            }
            case CallQueued v -> {
                out.writeByte(9);
                instant(v.at());
                text(v.call().value());
                text(v.queue().value());
                out.writeInt(v.priority());
                needs(v.needs());
            }
            case PlaceKept v -> {
                out.writeByte(10);
                instant(v.at());
                text(v.call().value());
                text(v.queue().value());
                text(v.callbackNumber());
            }
            case CallLeftQueue v -> {
                out.writeByte(11);
                instant(v.at());
                text(v.call().value());
                text(v.queue().value());
                name(v.reason());
            }
            case CallOffered v -> {
                out.writeByte(12);
                instant(v.at());
                text(v.call().value());
                text(v.queue().value());
                text(v.agent().value());
                optionalText(v.callbackNumber());
                instant(v.expiresAt());
                decision(v.decision());
            }
            case OfferEnded v -> {
                out.writeByte(13);
                instant(v.at());
                text(v.call().value());
                text(v.queue().value());
                text(v.agent().value());
                name(v.outcome());
                optionalInstant(v.restsUntil());
            }
            case CallConnected v -> {
                out.writeByte(14);
                instant(v.at());
                text(v.call().value());
                text(v.queue().value());
                text(v.agent().value());
            }
            case CallEnded v -> {
                out.writeByte(15);
                instant(v.at());
                text(v.call().value());
                text(v.queue().value());
                text(v.agent().value());
                optionalInstant(v.wrapUpUntil());
            }
            case CommandRejected v -> {
                out.writeByte(16);
                instant(v.at());
                command(v.command());
                name(v.reason());
            }
        }
    }

    void command(RoutingCommand command) throws IOException {
        switch (command) {
            case ApplyPolicy v -> {
                out.writeByte(1);
                instant(v.at());
                policy(v.policy());
            }
            case SignInAgent v -> {
                out.writeByte(2);
                instant(v.at());
                text(v.agent().value());
                skills(v.skills());
            }
            case SignOutAgent v -> {
                out.writeByte(3);
                instant(v.at());
                text(v.agent().value());
            }
            case PauseAgent v -> {
                out.writeByte(4);
                instant(v.at());
                text(v.agent().value());
                text(v.reason());
            }
            case ResumeAgent v -> {
                out.writeByte(5);
                instant(v.at());
                text(v.agent().value());
            }
            case EndWrapUp v -> {
                out.writeByte(6);
                instant(v.at());
                text(v.agent().value());
            }
            case EnqueueCall v -> {
                out.writeByte(7);
                instant(v.at());
                text(v.call().value());
                text(v.queue().value());
                out.writeInt(v.priority());
                needs(v.needs());
            }
            case LeaveQueue v -> {
                out.writeByte(8);
                instant(v.at());
                text(v.call().value());
                name(v.reason());
            }
            case KeepPlace v -> {
                out.writeByte(9);
                instant(v.at());
                text(v.call().value());
                text(v.callbackNumber());
            }
            case AcceptOffer v -> {
                out.writeByte(10);
                instant(v.at());
                text(v.agent().value());
                text(v.call().value());
            }
            case RefuseOffer v -> {
                out.writeByte(11);
                instant(v.at());
                text(v.agent().value());
                text(v.call().value());
                name(v.refusal());
            }
            case EndCall v -> {
                out.writeByte(12);
                instant(v.at());
                text(v.call().value());
            }
            case PassTime v -> {
                out.writeByte(13);
                instant(v.at());
            }
        }
    }

    void activity(Activity activity) throws IOException {
        switch (activity) {
            case Idle v -> {
                out.writeByte(1);
                instant(v.since());
            }
            case Offered v -> {
                out.writeByte(2);
                text(v.call().value());
                instant(v.expiresAt());
                instant(v.idleSince());
            }
            case Talking v -> {
                out.writeByte(3);
                text(v.call().value());
                text(v.queue().value());
            }
            case WrapUp v -> {
                out.writeByte(4);
                instant(v.until());
            }
            case Resting v -> {
                out.writeByte(5);
                instant(v.until());
            }
        }
    }

    void snapshot(RoutingSnapshot v) throws IOException {
        instant(v.at());
        policy(v.policy());
        queues(v.closing());
        list(v.calls(), this::callInLine);
        list(v.agents(), this::signedInAgent);
    }

    private void callInLine(CallInLine v) throws IOException {
        text(v.id().value());
        text(v.queue().value());
        out.writeInt(v.priority());
        instant(v.since());
        needs(v.needs());
        optionalText(v.callbackNumber());
    }

    private void signedInAgent(SignedInAgent v) throws IOException {
        text(v.id().value());
        skills(v.skills());
        activity(v.activity());
        optionalText(v.pauseReason());
        out.writeBoolean(v.signingOut());
    }

    private void policy(RoutingPolicy v) throws IOException {
        text(v.version());
        queues(v.queues());
    }

    private void queues(SortedMap<QueueId, QueuePolicy> queues) throws IOException {
        out.writeInt(queues.size());
        for (Map.Entry<QueueId, QueuePolicy> queue : queues.entrySet()) {
            text(queue.getKey().value());
            duration(queue.getValue().ringTime());
            duration(queue.getValue().wrapUp());
            duration(queue.getValue().retryDelay());
            out.writeInt(queue.getValue().maxLength());
        }
    }

    private void decision(DecisionRecord v) throws IOException {
        text(v.policyVersion());
        text(v.winner().value());
        list(v.calls(), this::callHead);
        out.writeInt(v.callsLeftOut());
        list(v.agents(), this::agentHead);
        out.writeInt(v.agentsLeftOut());
        out.writeInt(v.others().size());
        for (Map.Entry<Standing, Integer> count : v.others().entrySet()) {
            name(count.getKey());
            out.writeInt(count.getValue());
        }
    }

    private void callHead(CallHead v) throws IOException {
        text(v.call().value());
        out.writeInt(v.priority());
        duration(v.waited());
    }

    private void agentHead(AgentHead v) throws IOException {
        text(v.agent().value());
        duration(v.idle());
    }

    private void skills(SortedMap<String, Integer> skills) throws IOException {
        out.writeInt(skills.size());
        for (Map.Entry<String, Integer> skill : skills.entrySet()) {
            text(skill.getKey());
            out.writeInt(skill.getValue());
        }
    }

    private void needs(List<SkillNeed> needs) throws IOException {
        list(
                needs,
                need -> {
                    text(need.skill());
                    out.writeInt(need.level());
                });
    }

    private interface Element<T> {
        void write(T value) throws IOException;
    }

    private <T> void list(Collection<T> values, Element<T> element) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            element.write(value);
        }
    }

    private void text(String text) throws IOException {
        out.writeUTF(text);
    }

    private void name(Enum<?> constant) throws IOException {
        out.writeUTF(constant.name());
    }

    private void instant(Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private void duration(Duration duration) throws IOException {
        out.writeLong(duration.getSeconds());
        out.writeInt(duration.getNano());
    }

    private void optionalText(Optional<String> text) throws IOException {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            text(text.get());
        }
    }

    private void optionalInstant(Optional<Instant> instant) throws IOException {
        out.writeBoolean(instant.isPresent());
        if (instant.isPresent()) {
            instant(instant.get());
        }
    }
}
