package org.strowger.telephony.media;

import java.nio.ByteBuffer;
import java.util.Optional;

/// One RTP packet as it arrived (RFC 3550 section 5.1), without the parts that we do not use.
///
/// @param sequence 0 to 65,535
/// @param payload a view of the datagram, valid until its buffer is used again
record RtpPacket(
        int payloadType,
        boolean marker,
        int sequence,
        int timestamp,
        int ssrc,
        ByteBuffer payload) {
    static final int HEADER_LENGTH = 12;

    private static final int VERSION = 2;

    /// Reads a datagram; empty when its bytes cannot be an RTP packet.
    static Optional<RtpPacket> parse(ByteBuffer datagram) {
        int start = datagram.position();
        int length = datagram.remaining();
        if (length < HEADER_LENGTH || (datagram.get(start) & 0xFF) >>> 6 != VERSION) {
            return Optional.empty();
        }
        int header = headerLength(datagram);
        int padding = paddingLength(datagram);
        if (padding < 0 || header + padding > length) {
            return Optional.empty();
        }
        int second = datagram.get(start + 1) & 0xFF;
        return Optional.of(
                new RtpPacket(
                        second & 0x7F,
                        (second & 0x80) != 0,
                        datagram.getShort(start + 2) & 0xFFFF,
                        datagram.getInt(start + 4),
                        datagram.getInt(start + 8),
                        datagram.slice(start + header, length - header - padding)));
    }

    static void writeHeader(
            ByteBuffer target,
            int payloadType,
            boolean marker,
            int sequence,
            int timestamp,
            int ssrc) {
        target.put((byte) (VERSION << 6));
        target.put((byte) (payloadType | (marker ? 0x80 : 0)));
        target.putShort((short) sequence);
        target.putInt(timestamp);
        target.putInt(ssrc);
    }

    /// The fixed header, the contributing sources and the extension; may exceed the datagram.
    private static int headerLength(ByteBuffer datagram) {
        int start = datagram.position();
        int first = datagram.get(start);
        int length = HEADER_LENGTH + Integer.BYTES * (first & 0x0F);
        boolean extended = (first & 0x10) != 0;
        if (!extended) {
            return length;
        }
        if (length + Integer.BYTES > datagram.remaining()) {
            return Integer.MAX_VALUE / 2;
        }
        int words = datagram.getShort(start + length + Short.BYTES) & 0xFFFF;
        return length + Integer.BYTES + Integer.BYTES * words;
    }

    /// The last byte counts the padding, itself included; negative when it says zero.
    private static int paddingLength(ByteBuffer datagram) {
        boolean padded = (datagram.get(datagram.position()) & 0x20) != 0;
        if (!padded) {
            return 0;
        }
        int count = datagram.get(datagram.limit() - 1) & 0xFF;
        return count == 0 ? -1 : count;
    }
}
