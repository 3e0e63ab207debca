package org.strowger.engine.cluster;

import java.io.DataInputStream;
import java.io.IOException;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Occupancy;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.QueueState;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// Reads snapshots in version 4 of the event form, as [SnapshotWriter] writes them.
final class SnapshotReader extends PolicyReader {
    SnapshotReader(DataInputStream in) {
        super(in);
    }

    RoutingSnapshot snapshot() throws IOException {
        return new RoutingSnapshot(
                instant(),
                policy(),
                in.readLong(),
                list(this::queueState),
                list(this::callInLine),
                list(this::signedInAgent));
    }

    private QueueState queueState() throws IOException {
        return new QueueState(
                queue(),
                optional(this::rules),
                optional(this::flag),
                optional(this::instant),
                optional(this::agent));
    }

    private CallInLine callInLine() throws IOException {
        return new CallInLine(
                call(),
                queue(),
                number(),
                instant(),
                instant(),
                need(),
                optional(this::preferred),
                number(),
                instant(),
                map(this::agent, this::instant),
                optional(this::text),
                optional(this::instant),
                optional(this::agent));
    }

    private SignedInAgent signedInAgent() throws IOException {
        return new SignedInAgent(
                agent(),
                profile(),
                instant(),
                list(this::contact),
                optional(this::instant),
                optional(this::sharedText),
                optional(this::sharedText),
                flag(),
                flag(),
                number(),
                number(),
                occupancy());
    }

    private Contact contact() throws IOException {
        return new Contact(
                call(),
                queue(),
                instant(),
                sharedText(),
                number(),
                phase(),
                optional(this::callInLine));
    }

    private Phase phase() throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case 1 -> new Phase.Ringing(instant());
            case 2 -> new Phase.Talking();
            case 3 -> new Phase.WrapUp(instant());
            default -> throw new IOException("no phase of a contact has the tag " + tag);
        };
    }

    private Occupancy occupancy() throws IOException {
        return new Occupancy(Double.longBitsToDouble(in.readLong()), instant());
    }
}
