package org.strowger.engine.cluster;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.DecisionRecord.AgentHead;
import org.strowger.engine.routing.DecisionRecord.CallHead;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.LeaveReason;
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
import org.strowger.engine.routing.RoutingCommand.Refusal;
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
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
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

/// Reads version 1 of the event form, as [EventWriter] writes it.
final class EventReader {
    private final DataInputStream in;

    EventReader(DataInputStream in) {
        this.in = in;
    }

    RoutingEvent event() throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case 1 -> new PolicyApplied(instant(), policy());
            case 2 -> new AgentSignedIn(instant(), agent(), skills());
            case 3 -> new SignOutDeferred(instant(), agent());
            case 4 -> new AgentSignedOut(instant(), agent());
            case 5 -> new AgentPaused(instant(), agent(), text());
            case 6 -> new AgentResumed(instant(), agent());
            case 7 -> new WrapUpEnded(instant(), agent());
            case 8 -> new RestEnded(instant(), agent());
            case 9 -> new CallQueued(instant(), call(), queue(), in.readInt(), needs());
            case 10 -> new PlaceKept(instant(), call(), queue(), text());
            case 11 -> new CallLeftQueue(instant(), call(), queue(), name(LeaveReason.class));
            case 12 ->
                    new CallOffered(
                            instant(),
                            call(),
                            queue(),
                            agent(),
                            optionalText(),
                            instant(),
                            decision());
            case 13 ->
                    new OfferEnded(
                            instant(),
                            call(),
                            queue(),
                            agent(),
                            name(Outcome.class),
                            optionalInstant());
            case 14 -> new CallConnected(instant(), call(), queue(), agent());
            case 15 -> new CallEnded(instant(), call(), queue(), agent(), optionalInstant());
            case 16 ->
                    new CommandRejected(instant(), command(), name(CommandRejected.Reason.class));
            default -> throw new IOException("no event has the tag " + tag);
        };
    }

    RoutingCommand command() throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case 1 -> new ApplyPolicy(instant(), policy());
            case 2 -> new SignInAgent(instant(), agent(), skills());
            case 3 -> new SignOutAgent(instant(), agent());
            case 4 -> new PauseAgent(instant(), agent(), text());
            case 5 -> new ResumeAgent(instant(), agent());
            case 6 -> new EndWrapUp(instant(), agent());
            case 7 -> new EnqueueCall(instant(), call(), queue(), in.readInt(), needs());
            case 8 -> new LeaveQueue(instant(), call(), name(LeaveReason.class));
            case 9 -> new KeepPlace(instant(), call(), text());
            case 10 -> new AcceptOffer(instant(), agent(), call());
            case 11 -> new RefuseOffer(instant(), agent(), call(), name(Refusal.class));
            case 12 -> new EndCall(instant(), call());
            case 13 -> new PassTime(instant());
            default -> throw new IOException("no command has the tag " + tag);
        };
    }

    Activity activity() throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case 1 -> new Idle(instant());
            case 2 -> new Offered(call(), instant(), instant());
            case 3 -> new Talking(call(), queue());
            case 4 -> new WrapUp(instant());
            case 5 -> new Resting(instant());
            default -> throw new IOException("no activity has the tag " + tag);
        };
    }

    RoutingSnapshot snapshot() throws IOException {
        return new RoutingSnapshot(
                instant(),
                policy(),
                queues(),
                list(EventReader::callInLine),
                list(EventReader::signedInAgent));
    }

    private CallInLine callInLine() throws IOException {
        return new CallInLine(call(), queue(), in.readInt(), instant(), needs(), optionalText());
    }

    private SignedInAgent signedInAgent() throws IOException {
        return new SignedInAgent(agent(), skills(), activity(), optionalText(), in.readBoolean());
    }

    private RoutingPolicy policy() throws IOException {
        return new RoutingPolicy(text(), queues());
    }

    private SortedMap<QueueId, QueuePolicy> queues() throws IOException {
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        for (int left = size(); left > 0; left--) {
            queues.put(queue(), new QueuePolicy(duration(), duration(), duration(), in.readInt()));
        }
        return queues;
    }

    private DecisionRecord decision() throws IOException {
        return new DecisionRecord(
                text(),
                agent(),
                list(reader -> new CallHead(reader.call(), reader.in.readInt(), reader.duration())),
                in.readInt(),
                list(reader -> new AgentHead(reader.agent(), reader.duration())),
                in.readInt(),
                standings());
    }

    private SortedMap<Standing, Integer> standings() throws IOException {
        SortedMap<Standing, Integer> standings = new TreeMap<>();
        for (int left = size(); left > 0; left--) {
            standings.put(name(Standing.class), in.readInt());
        }
        return standings;
    }

    private SortedMap<String, Integer> skills() throws IOException {
        SortedMap<String, Integer> skills = new TreeMap<>();
        for (int left = size(); left > 0; left--) {
            skills.put(text(), in.readInt());
        }
        return skills;
    }

    private List<SkillNeed> needs() throws IOException {
        return list(reader -> new SkillNeed(reader.text(), reader.in.readInt()));
    }

    /// Reads one element of a list.
    interface Element<T> {
        T read(EventReader reader) throws IOException;
    }

    <T> List<T> list(Element<T> element) throws IOException {
        List<T> values = new ArrayList<>();
        for (int left = size(); left > 0; left--) {
            values.add(element.read(this));
        }
        return values;
    }

    private int size() throws IOException {
        int size = in.readInt();
        if (size < 0 || size > EventCodec.MAX_ELEMENTS) {
            throw new IOException("a list cannot have " + size + " elements");
        }
        return size;
    }

    private AgentId agent() throws IOException {
        return new AgentId(text());
    }

    private CallId call() throws IOException {
        return new CallId(text());
    }

    private QueueId queue() throws IOException {
        return new QueueId(text());
    }

    private String text() throws IOException {
        return in.readUTF();
    }

    private <E extends Enum<E>> E name(Class<E> type) throws IOException {
        return Enum.valueOf(type, in.readUTF());
    }

    private Instant instant() throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private Duration duration() throws IOException {
        return Duration.ofSeconds(in.readLong(), in.readInt());
    }

    private Optional<String> optionalText() throws IOException {
        return in.readBoolean() ? Optional.of(text()) : Optional.empty();
    }

    private Optional<Instant> optionalInstant() throws IOException {
        return in.readBoolean() ? Optional.of(instant()) : Optional.empty();
    }
}
