package org.strowger.engine.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.cluster.EventLogException.Reason;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;

/// The bytes of routing events and snapshots, in every event log of every member.
///
/// The first byte is the version of the form. A form once released is read for ever: a new field or
/// record is a new version, and the old one keeps its reader. Versions 1 to 3 were never released,
/// and have none. Equal values give equal bytes.
public final class EventCodec {
    static final int VERSION = 4;

    private EventCodec() {}

    public static byte[] encode(List<RoutingEvent> events) {
        return bytes(
                out -> {
                    EventWriter writer = new EventWriter(out);
                    writer.list(events, writer::event);
                });
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws EventLogException DAMAGED, if these are not the bytes of events; OTHER_VERSION, if
    ///   they are of a version that is not read
    public static List<RoutingEvent> decode(byte[] bytes) {
        return read(
                bytes,
                in -> {
                    EventReader reader = new EventReader(in);
                    return reader.list(reader::event);
                });
    }

    public static byte[] encodeSnapshot(RoutingSnapshot snapshot) {
        return bytes(out -> new SnapshotWriter(out).snapshot(snapshot));
    }

    /// Reads what [#encodeSnapshot] wrote.
    ///
    /// @throws EventLogException DAMAGED, if these are not the bytes of a snapshot; OTHER_VERSION,
    ///   if they are of a version that is not read
    public static RoutingSnapshot decodeSnapshot(byte[] bytes) {
        return read(bytes, in -> new SnapshotReader(in).snapshot());
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("encoding to memory", e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            checkVersion(in.readUnsignedByte());
            T value = reading.from(in);
            if (in.available() > 0) {
                throw damaged(in.available() + " bytes too many", null);
            }
            return value;
        } catch (EOFException e) {
            throw damaged("the bytes end too early", e);
        } catch (IOException
                | IllegalArgumentException
                | DateTimeException
                | ArithmeticException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private static void checkVersion(int version) {
        if (version >= 1 && version <= 3) {
            throw new EventLogException(
                    Reason.OTHER_VERSION,
                    "this journal was written by a version before 0.1.0, which this one does not"
                            + " read: move it away to begin with an empty one (calls in line, sign-ins"
                            + " and pauses of then are forgotten)");
        }
        if (version > VERSION) {
            throw new EventLogException(
                    Reason.OTHER_VERSION,
                    "this journal has version "
                            + version
                            + " of the event form and this Strowger reads only "
                            + VERSION
                            + ": it was written by a later Strowger, so start that one");
        }
        if (version != VERSION) {
            throw damaged("no event form has the version " + version, null);
        }
    }

    private static EventLogException damaged(String message, @Nullable Throwable cause) {
        return cause == null
                ? new EventLogException(Reason.DAMAGED, message)
                : new EventLogException(Reason.DAMAGED, message, cause);
    }
}
