package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RtpPacketTest {
    private static final String PLAIN = "8088FFFE 00000010 DEADBEEF".replace(" ", "");

    @Test
    void whatIsWrittenIsRead() {
        ByteBuffer out = ByteBuffer.allocate(64);
        RtpPacket.writeHeader(out, 101, true, 65_535, -160, 0xCAFEBABE);
        out.put((byte) 7);
        RtpPacket packet = RtpPacket.parse(out.flip()).orElseThrow();
        assertEquals(101, packet.payloadType());
        assertTrue(packet.marker());
        assertEquals(65_535, packet.sequence());
        assertEquals(-160, packet.timestamp());
        assertEquals(0xCAFEBABE, packet.ssrc());
        assertEquals(ByteBuffer.wrap(new byte[] {7}), packet.payload());
    }

    @ParameterizedTest
    @CsvSource({
        "80880001000000A0000000010A0B, 0A0B",
        "82880001000000A00000000111111111222222220A0B, 0A0B",
        "90880001000000A000000001BEDE0001ABABABAB0A0B, 0A0B",
        "90880001000000A000000001BEDE00000A0B, 0A0B",
        "A0880001000000A0000000010A0B000003, 0A0B",
        "B1880001000000A00000000111111111BEDE0001ABABABAB0A0B01, 0A0B",
        "A0880001000000A00000000101, ''"
    })
    void sourcesExtensionAndPaddingAreSetAside(String packet, String payload) {
        RtpPacket parsed = RtpPacket.parse(bytes(packet)).orElseThrow();
        assertEquals(bytes(payload), parsed.payload());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "80880001000000A0000000",
                "40880001000000A0000000010A0B",
                "8F880001000000A0000000010A0B",
                "90880001000000A000000001",
                "90880001000000A000000001BEDEFFFF0A0B",
                "A0880001000000A0000000010A00",
                "A0880001000000A0000000010A03",
                "A0880001000000A0000000FF",
                "A0880001000000A000000001"
            })
    void lengthsThatLieAreRefused(String packet) {
        assertTrue(RtpPacket.parse(bytes(packet)).isEmpty());
    }

    @Test
    void randomBytesAreReadOrRefusedButNeverFail() {
        var random = new Random(3550);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(48)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextInt(4) > 0) {
                bytes[0] = (byte) (0x80 | (bytes[0] & 0x3F));
            }
            var packet = RtpPacket.parse(ByteBuffer.wrap(bytes));
            if (packet.isPresent()) {
                read++;
                assertTrue(packet.get().payload().remaining() <= bytes.length - 12);
                var detector = new DigitDetector();
                TelephoneEvent.parse(packet.get().payload())
                        .ifPresent(event -> detector.hear(1, 2, false, event));
            }
        }
        assertTrue(read > 5_000 && read < 100_000, read + " read");
    }

    @Test
    void aPacketInTheMiddleOfABufferIsRead() {
        ByteBuffer buffer = bytes("FFFF" + PLAIN + "0AFF");
        buffer.position(2).limit(buffer.limit() - 1);
        RtpPacket packet = RtpPacket.parse(buffer).orElseThrow();
        assertEquals(8, packet.payloadType());
        assertEquals(bytes("0A"), packet.payload());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05", "0580", "058000"})
    void shortTelephoneEventsAreRefused(String payload) {
        assertTrue(TelephoneEvent.parse(bytes(payload)).isEmpty());
    }

    @Test
    void longTelephoneEventsAndReservedBitsAreAccepted() {
        TelephoneEvent event = TelephoneEvent.parse(bytes("057F032000")).orElseThrow();
        assertEquals(new TelephoneEvent(5, false, 63, 800), event);
        assertEquals('5', event.key());
        assertFalse(new TelephoneEvent(16, false, 0, 0).isKey());
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
