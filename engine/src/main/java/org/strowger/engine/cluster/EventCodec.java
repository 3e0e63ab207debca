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
/// record is a new version, and the old one keeps its reader. Equal values give equal bytes.
public final class EventCodec {
    static final int VERSION = 1;

    /// More would not fit the frame that an array of it goes into.
    static final int MAX_ELEMENTS = 10_000_000;

    private EventCodec() {}

    public static byte[] encode(List<RoutingEvent> events) {
        return bytes(
                out -> {
                    out.writeInt(events.size());
                    EventWriter writer = new EventWriter(out);
                    for (RoutingEvent event : events) {
                        writer.event(event);
                    }
                });
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws EventLogException DAMAGED, if these are not the bytes of events
    public static List<RoutingEvent> decode(byte[] bytes) {
        return read(bytes, in -> new EventReader(in).list(EventReader::event));
    }

    public static byte[] encodeSnapshot(RoutingSnapshot snapshot) {
        return bytes(out -> new EventWriter(out).snapshot(snapshot));
    }

    /// Reads what [#encodeSnapshot] wrote.
    ///
    /// @throws EventLogException DAMAGED, if these are not the bytes of a snapshot
    public static RoutingSnapshot decodeSnapshot(byte[] bytes) {
        return read(bytes, in -> new EventReader(in).snapshot());
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
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw damaged(
                        "version " + version + " of the event form is not known, only " + VERSION,
                        null);
            }
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

    private static EventLogException damaged(String message, @Nullable Throwable cause) {
        return cause == null
                ? new EventLogException(Reason.DAMAGED, message)
                : new EventLogException(Reason.DAMAGED, message, cause);
    }
}
