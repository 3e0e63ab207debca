package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class RtpOutputTest {
    private static final int OURS = 1;
    private static final int THEIRS = 2;

    private final RtpOutput output = new RtpOutput(OURS, 65_534, -160);

    @Test
    void whatWeMakeIsNumberedInTurnAndMarkedAtItsBeginning() {
        assertPacket(65_534, -160, true, tick());
        assertPacket(65_535, 0, false, tick());
        assertPacket(0, 160, false, tick());
    }

    @Test
    void timePassesWhileNothingIsSent() {
        tick();
        output.pass(50);
        assertPacket(65_535, 50 * 160, false, tick());
    }

    @Test
    void relayedPacketsContinueTheStreamAndKeepTheirDistances() {
        tick();
        assertPacket(65_535, 0, true, relay(THEIRS, 7_000, 80_000));
        assertPacket(0, 160, false, relay(THEIRS, 7_001, 80_160));
        assertPacket(3, 640, false, relay(THEIRS, 7_004, 80_640));
        assertPacket(2, 480, false, relay(THEIRS, 7_003, 80_480));
        assertPacket(4, 800, false, relay(THEIRS, 7_005, 80_800));
    }

    @Test
    void packetsOlderThanTheirRunAreRefused() {
        tick();
        relay(THEIRS, 7_000, 80_000);
        assertFalse(output.relay(ByteBuffer.allocate(12), 0, packet(THEIRS, 6_999, 79_840)));
    }

    @Test
    void aSourceWhoseNumbersJumpIsANewRun() {
        tick();
        relay(THEIRS, 7_000, 80_000);
        assertPacket(0, 160, true, relay(THEIRS, 50_000, 5));
        assertPacket(1, 320, false, relay(THEIRS, 50_001, 165));
    }

    @Test
    void aSourceThatChangesItsSsrcIsANewRun() {
        tick();
        relay(THEIRS, 7_000, 80_000);
        assertPacket(0, 160, true, relay(3, 7_001, 80_160));
    }

    @Test
    void whatWeMakeAfterARelayComesAfterIt() {
        tick();
        relay(THEIRS, 7_000, 80_000);
        relay(THEIRS, 7_002, 80_320);
        assertPacket(2, 480, true, tick());
        assertPacket(3, 640, false, tick());
        assertPacket(4, 800, true, relay(THEIRS, 7_003, 80_480));
    }

    @Test
    void aRunOutlastsItsOwnNumbers() {
        tick();
        int sequence = 7_000;
        for (int i = 0; i < 200_000; i++) {
            RtpPacket sent = relay(THEIRS, (sequence + i) & 0xFFFF, 160 * i);
            assertEquals((65_535 + i) & 0xFFFF, sent.sequence());
            assertEquals(i == 0, sent.marker());
        }
    }

    private RtpPacket tick() {
        ByteBuffer out = ByteBuffer.allocate(12);
        output.generate(out, 0, false, output.clock());
        output.pass(1);
        return RtpPacket.parse(out.flip()).orElseThrow();
    }

    private RtpPacket relay(int ssrc, int sequence, int timestamp) {
        ByteBuffer out = ByteBuffer.allocate(12);
        assertTrue(output.relay(out, 0, packet(ssrc, sequence, timestamp)));
        return RtpPacket.parse(out.flip()).orElseThrow();
    }

    private static RtpPacket packet(int ssrc, int sequence, int timestamp) {
        return new RtpPacket(0, false, sequence, timestamp, ssrc, ByteBuffer.allocate(0));
    }

    private static void assertPacket(
            int sequence, int timestamp, boolean marker, RtpPacket packet) {
        assertEquals(OURS, packet.ssrc());
        assertEquals(sequence, packet.sequence());
        assertEquals(timestamp, packet.timestamp());
        assertEquals(marker, packet.marker());
    }
}
