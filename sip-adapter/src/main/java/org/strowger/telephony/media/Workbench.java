package org.strowger.telephony.media;

import java.nio.ByteBuffer;

/// The buffers that all streams of a loop share, as only one of them works at a time.
record Workbench(ByteBuffer incoming, ByteBuffer outgoing, byte[] frame) {

    /// Larger than any packet that an Ethernet carries: what fills it has been cut off.
    private static final int LONGEST_DATAGRAM = 2_048;

    Workbench() {
        this(
                ByteBuffer.allocateDirect(LONGEST_DATAGRAM),
                ByteBuffer.allocateDirect(LONGEST_DATAGRAM),
                new byte[RtpOutput.SAMPLES_PER_TICK]);
    }
}
