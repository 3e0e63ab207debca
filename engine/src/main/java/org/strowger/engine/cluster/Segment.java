package org.strowger.engine.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.cluster.EventLogException.Reason;
import org.strowger.engine.routing.RoutingEvent;

/// The form of a segment: a header, then frames of events, each with its length and checksum.
///
/// Header: magic (8 bytes), epoch (8), number of its first event (8). Frame: length of the payload
/// (4), CRC-32C of the payload (4), payload: number of its first event (8), then the bytes of
/// [EventCodec].
final class Segment {
    static final int HEADER = 24;
    static final int MAX_EVENTS_PER_FRAME = 1_000;
    private static final long MAGIC = 0x5354_5257_4c4f_4731L; // STRWLOG1
    private static final int FRAME_HEADER = 8;
    private static final int SMALLEST_PAYLOAD = 13;
    private static final int LARGEST_PAYLOAD = 64 << 20;

    /// No two frames are further apart than this in numbers: what looks so is no frame.
    private static final long FURTHEST = 1L << 32;

    /// Events that were written together.
    record Frame(long firstSeq, List<RoutingEvent> events) {}

    /// What is in a segment.
    ///
    /// @param length of the part that is whole; what comes after was torn off by a crash
    record Contents(long epoch, List<Frame> frames, long length, boolean torn) {}

    private final Path path;
    private final ByteBuffer bytes;

    private Segment(Path path, ByteBuffer bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    static ByteBuffer header(long epoch, long firstSeq) {
        return ByteBuffer.allocate(HEADER).putLong(MAGIC).putLong(epoch).putLong(firstSeq).flip();
    }

    static ByteBuffer frame(long firstSeq, List<RoutingEvent> events) {
        byte[] encoded = EventCodec.encode(events);
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + Long.BYTES + encoded.length);
        frame.putInt(Long.BYTES + encoded.length).putInt(0).putLong(firstSeq).put(encoded);
        return frame.putInt(
                        Integer.BYTES,
                        checksum(frame, FRAME_HEADER, frame.capacity() - FRAME_HEADER))
                .flip();
    }

    /// Reads a segment whole.
    ///
    /// @param isLast only the last one may have a torn tail
    /// @throws EventLogException DAMAGED, if a frame is not as it was written and others come after
    ///   it; OTHER_VERSION, if it is of a version that is not read
    static Contents read(Path path, boolean isLast) throws IOException {
        return new Segment(path, ByteBuffer.wrap(Files.readAllBytes(path))).read(isLast);
    }

    private Contents read(boolean isLast) {
        Walk walk = new Walk(isLast);
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = walk.next(); frame != null; frame = walk.next()) {
            frames.add(frame);
        }
        return new Contents(walk.epoch(), frames, walk.offset(), walk.isTorn());
    }

    /// Goes through a segment frame by frame.
    ///
    /// @param isLast only the last one may have a torn tail
    /// @throws EventLogException as [#read]
    static Walk walk(Path path, boolean isLast) throws IOException {
        return new Segment(path, ByteBuffer.wrap(Files.readAllBytes(path))).new Walk(isLast);
    }

    /// A place between two frames of a segment.
    final class Walk {
        private final boolean isLast;
        private final boolean hasHeader;
        private int offset;
        private long nextSeq;
        private boolean isTorn;

        private Walk(boolean isLast) {
            this.isLast = isLast;
            hasHeader = bytes.capacity() >= HEADER;
            if (!hasHeader && isLast) {
                isTorn = true;
                return;
            }
            if (!hasHeader || bytes.getLong(0) != MAGIC) {
                throw damaged(0, "this is not the header of a segment");
            }
            nextSeq = bytes.getLong(16);
            offset = HEADER;
        }

        long epoch() {
            return hasHeader ? bytes.getLong(8) : 0;
        }

        /// Where the next frame begins; at the end, where what is whole ends.
        int offset() {
            return offset;
        }

        /// Whether what comes after the last frame was torn off by a crash.
        boolean isTorn() {
            return isTorn;
        }

        /// The next frame; null at the end.
        @Nullable Frame next() {
            if (!hasHeader) {
                return null;
            }
            if (!isFrame(offset)) {
                end();
                return null;
            }
            Frame frame = frameAt(offset);
            if (frame.firstSeq() != nextSeq) {
                throw damaged(
                        offset,
                        "events from " + frame.firstSeq() + " where " + nextSeq + " comes next");
            }
            nextSeq += frame.events().size();
            offset += FRAME_HEADER + bytes.getInt(offset);
            return frame;
        }

        private void end() {
            isTorn = offset != bytes.capacity();
            if (isTorn && (!isLast || isFollowedByFrame(offset, nextSeq))) {
                throw damaged(offset, "checksum or length of the frame is wrong");
            }
        }
    }

    private boolean isFrame(int offset) {
        return hasPlausibleLength(offset)
                && bytes.getInt(offset + Integer.BYTES)
                        == checksum(bytes, offset + FRAME_HEADER, bytes.getInt(offset));
    }

    private boolean hasPlausibleLength(int offset) {
        if (bytes.capacity() - offset < FRAME_HEADER + SMALLEST_PAYLOAD) {
            return false;
        }
        int length = bytes.getInt(offset);
        return length >= SMALLEST_PAYLOAD
                && length <= LARGEST_PAYLOAD
                && length <= bytes.capacity() - offset - FRAME_HEADER;
    }

    /// A crash tears off the end only. A whole frame after a bad one means that the bad one was
    /// whole once.
    private boolean isFollowedByFrame(int badOffset, long nextSeq) {
        for (int offset = badOffset + 1; offset <= bytes.capacity() - FRAME_HEADER; offset++) {
            if (hasPlausibleLength(offset)) {
                long firstSeq = bytes.getLong(offset + FRAME_HEADER);
                if (firstSeq >= nextSeq && firstSeq - nextSeq < FURTHEST && isFrame(offset)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Frame frameAt(int offset) {
        byte[] encoded = new byte[bytes.getInt(offset) - Long.BYTES];
        bytes.get(offset + FRAME_HEADER + Long.BYTES, encoded);
        try {
            return new Frame(bytes.getLong(offset + FRAME_HEADER), EventCodec.decode(encoded));
        } catch (EventLogException unreadable) {
            throw unreadable.reason() == Reason.OTHER_VERSION
                    ? unreadable.in(path)
                    : damaged(offset, String.valueOf(unreadable.getMessage()));
        }
    }

    static int checksum(ByteBuffer bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offset, length));
        return (int) crc.getValue();
    }

    private EventLogException damaged(int offset, String what) {
        return new EventLogException(
                Reason.DAMAGED, path + " is damaged at byte " + offset + ": " + what);
    }
}
