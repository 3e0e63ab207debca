package org.strowger.telephony.media;

import java.nio.ByteBuffer;

/// The buffers that all streams of a loop share, as only one of them works at a time.
final class Workbench {
    /// Larger than any packet that an Ethernet carries: what fills it has been cut off.
    private static final int LONGEST_DATAGRAM = 2_048;

    private final ByteBuffer incoming = ByteBuffer.allocateDirect(LONGEST_DATAGRAM);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(LONGEST_DATAGRAM);
    private final Mix mix = new Mix();

    ByteBuffer incoming() {
        return incoming;
    }

    ByteBuffer outgoing() {
        return outgoing;
    }

    Mix mix() {
        return mix;
    }
}
