package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.telephony.media.Codec;
import org.strowger.telephony.media.Direction;
import org.strowger.telephony.sip.SdpResult.Reason;

final class SdpTest {
    private static final SdpLocal OURS =
            new SdpLocal(4_711, 1, InetAddress.ofLiteral("192.0.2.10"), 20_000);

    private static final String PHONE =
            """
            v=0
            o=ann 2890844526 2890844526 IN IP4 198.51.100.7
            s=call
            c=IN IP4 198.51.100.7
            t=0 0
            m=audio 49170 RTP/AVP 9 8 0 96
            a=rtpmap:9 G722/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:96 telephone-event/8000
            a=fmtp:96 0-16
            a=ptime:30
            a=sendrecv
            """;

    @Test
    void anOfferSaysAllThatWeHave() {
        assertEquals(
                """
                v=0
                o=- 4711 1 IN IP4 192.0.2.10
                s=-
                c=IN IP4 192.0.2.10
                t=0 0
                m=audio 20000 RTP/AVP 0 8 101
                a=rtpmap:0 PCMU/8000
                a=rtpmap:8 PCMA/8000
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-15
                a=ptime:20
                a=sendrecv
                """
                        .replace("\n", "\r\n"),
                Sdp.offer(OURS));
    }

    @Test
    void ourOwnOfferIsUsable() {
        SdpMedia media = usable(Sdp.offer(OURS));
        assertEquals(new InetSocketAddress("192.0.2.10", 20_000), media.remote());
        assertEquals(Codec.PCMU, media.codec());
        assertEquals(OptionalInt.of(101), media.telephoneEvents());
        assertEquals(Direction.SEND_RECEIVE, media.direction());
    }

    @Test
    void theFirstCodecOfTheOfferThatWeHaveIsTaken() {
        SdpMedia media = usable(PHONE);
        assertEquals(new InetSocketAddress("198.51.100.7", 49_170), media.remote());
        assertEquals(Codec.PCMA, media.codec());
        assertEquals(OptionalInt.of(96), media.telephoneEvents());
    }

    @Test
    void anAnswerSaysWhatWasAgreed() {
        assertEquals(
                """
                v=0
                o=- 4711 2 IN IP4 192.0.2.10
                s=-
                c=IN IP4 192.0.2.10
                t=0 0
                m=audio 20000 RTP/AVP 8 96
                a=rtpmap:8 PCMA/8000
                a=rtpmap:96 telephone-event/8000
                a=fmtp:96 0-15
                a=ptime:20
                a=sendrecv
                """
                        .replace("\n", "\r\n"),
                Sdp.answer(OURS.next(), usable(PHONE)));
    }

    @Test
    void linesMayEndAsInTheStandard() {
        assertEquals(usable(PHONE), usable(PHONE.replace("\n", "\r\n")));
    }

    @Test
    void payloadTypesThatAreFixedNeedNoMap() {
        SdpMedia media = usable(audio("RTP/AVP 18 0"));
        assertEquals(Codec.PCMU, media.codec());
        assertEquals(OptionalInt.empty(), media.telephoneEvents());
    }

    @Test
    void aMapThatContradictsAFixedPayloadTypeIsBelieved() {
        String offer = audio("RTP/AVP 0 8") + "a=rtpmap:0 G729/8000\na=rtpmap:8 pcma/8000/1\n";
        assertEquals(Codec.PCMA, usable(offer).codec());
    }

    @Test
    void telephoneEventsOfAnotherClockAreNotTaken() {
        String offer =
                audio("RTP/AVP 0 97 98")
                        + "a=rtpmap:97 telephone-event/48000\n"
                        + "a=rtpmap:98 Telephone-Event/8000\n";
        assertEquals(OptionalInt.of(98), usable(offer).telephoneEvents());
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv, SEND_RECEIVE, sendrecv, false",
        "sendonly, RECEIVE_ONLY, recvonly, true",
        "recvonly, SEND_ONLY, sendonly, false",
        "inactive, INACTIVE, inactive, true"
    })
    void directionsAreMirrored(String theirs, Direction ours, String answered, boolean held) {
        SdpMedia media = usable(audio("RTP/AVP 0") + "a=" + theirs + "\n");
        assertEquals(ours, media.direction());
        assertEquals(held, media.held());
        assertTrue(Sdp.answer(OURS, media).endsWith("a=" + answered + "\r\n"));
    }

    @Test
    void aDirectionOfTheSessionHoldsUnlessTheAudioHasItsOwn() {
        String session = "v=0\nc=IN IP4 198.51.100.7\na=inactive\nm=audio 4000 RTP/AVP 0\n";
        assertEquals(Direction.INACTIVE, usable(session).direction());
        assertEquals(Direction.SEND_RECEIVE, usable(session + "a=sendrecv\n").direction());
    }

    @Test
    void anAddressOfZerosIsHold() {
        SdpMedia media = usable(PHONE.replace("c=IN IP4 198.51.100.7", "c=IN IP4 0.0.0.0"));
        assertTrue(media.held());
        assertEquals(Direction.RECEIVE_ONLY, media.direction());
    }

    @Test
    void theAddressOfTheAudioGoesBeforeThatOfTheSession() {
        SdpMedia media = usable(PHONE + "c=IN IP6 2001:db8::7\n");
        assertEquals(new InetSocketAddress("2001:db8::7", 49_170), media.remote());
    }

    @Test
    void anAddressOfTheAudioAloneIsEnough() {
        String offer = "v=0\nm=audio 4000/1 RTP/AVP 0\nc=IN IP4 198.51.100.9/127\n";
        assertEquals(new InetSocketAddress("198.51.100.9", 4_000), usable(offer).remote());
    }

    @Test
    void ourAddressMayBeOfTheSixthVersion() {
        var ours = new SdpLocal(1, 1, InetAddress.ofLiteral("2001:db8::1"), 20_000);
        String offer = Sdp.offer(ours);
        assertTrue(offer.contains("\r\nc=IN IP6 2001:db8:0:0:0:0:0:1\r\n"), offer);
        assertEquals(new InetSocketAddress("2001:db8::1", 20_000), usable(offer).remote());
    }

    @Test
    void everyOtherLineIsRefusedInItsPlace() {
        String offer =
                """
                v=0
                c=IN IP4 198.51.100.7
                t=3034423619 3042462419
                m=video 5000 RTP/AVP 31 32
                m=audio 0 RTP/AVP 0
                m=audio 5002 RTP/SAVP 0
                m=audio 5004 RTP/AVP 3
                m=audio 5006 RTP/AVP 0
                m=application 5008 UDP/BFCP *
                """;
        assertEquals(
                """
                v=0
                o=- 4711 1 IN IP4 192.0.2.10
                s=-
                c=IN IP4 192.0.2.10
                t=3034423619 3042462419
                m=video 0 RTP/AVP 31
                m=audio 0 RTP/AVP 0
                m=audio 0 RTP/SAVP 0
                m=audio 0 RTP/AVP 3
                m=audio 20000 RTP/AVP 0
                a=rtpmap:0 PCMU/8000
                a=ptime:20
                a=sendrecv
                m=application 0 UDP/BFCP *
                """
                        .replace("\n", "\r\n"),
                Sdp.answer(OURS, usable(offer)));
    }

    @Test
    void aSecondOfferKeepsTheLinesAndTheMeaningOfPayloadTypes() {
        SdpMedia theirs = usable(PHONE + "m=video 5000 RTP/AVP 31\n");
        assertEquals(
                """
                v=0
                o=- 4711 2 IN IP4 192.0.2.10
                s=-
                c=IN IP4 192.0.2.10
                t=0 0
                m=audio 20000 RTP/AVP 0 8 96
                a=rtpmap:0 PCMU/8000
                a=rtpmap:8 PCMA/8000
                a=rtpmap:96 telephone-event/8000
                a=fmtp:96 0-15
                a=ptime:20
                a=sendonly
                m=video 0 RTP/AVP 31
                """
                        .replace("\n", "\r\n"),
                Sdp.offerAgain(OURS.next(), theirs, Direction.SEND_ONLY));
    }

    @Test
    void anOfferWithoutOurCodecsIsRefusedForThat() {
        assertEquals(Reason.NO_COMMON_CODEC, refused(audio("RTP/AVP 18 101")).reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=0\n",
                "v=0\nc=IN IP4 198.51.100.7\nm=video 5000 RTP/AVP 31\n",
                "v=0\nc=IN IP4 198.51.100.7\nm=audio 0 RTP/AVP 0\n",
                "v=0\nc=IN IP4 198.51.100.7\nm=audio 5000 RTP/SAVP 0\n"
            })
    void anOfferWithoutPlainAudioIsRefusedForThat(String offer) {
        assertEquals(Reason.NO_AUDIO, refused(offer).reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|line 1: expected v=0",
                "hello|line 1: expected v=0",
                "v=0;c|line 2: expected a letter and an equals sign",
                "v=0;m=audio 5000 RTP/AVP 0|expected a c= line for the session or its audio",
                "v=0;m=audio 5000 RTP/AVP|line 2: expected media, port, protocol and 1 to 64 formats",
                "v=0;m=audio 65536 RTP/AVP 0|line 2: expected a port",
                "v=0;m=audio -1 RTP/AVP 0|line 2: expected a port",
                "v=0;m=au(dio 5000 RTP/AVP 0|line 2: expected tokens of at most 64 characters",
                "v=0;c=IN IP4 pbx.example.com|line 2: expected an address in figures",
                "v=0;c=IN IP5 192.0.2.1|line 2: expected family IP4 or IP6",
                "v=0;c=IN IP4|line 2: expected c=IN, a family and an address"
            })
    void whatCannotBeReadIsRefusedWithTheLineAndTheReason(String offer, String detail) {
        SdpResult.Refused refused = refused(offer.replace(';', '\n'));
        assertEquals(Reason.MALFORMED, refused.reason());
        assertEquals(detail, refused.detail());
    }

    @Test
    void sizesAreBounded() {
        assertEquals(Reason.MALFORMED, refused(PHONE + "a=x\n".repeat(5_000)).reason());
        assertEquals(Reason.MALFORMED, refused(PHONE + "a=\n".repeat(600)).reason());
        assertEquals(
                Reason.MALFORMED, refused(PHONE + "m=audio 1 RTP/AVP 0\n".repeat(16)).reason());
        assertEquals(Reason.MALFORMED, refused(audio("RTP/AVP" + " 0".repeat(65))).reason());
        assertEquals(Codec.PCMU, usable(audio("RTP/AVP" + " 0".repeat(64))).codec());
    }

    @Test
    void damagedDescriptionsAreReadOrRefusedButNeverFail() {
        var random = new Random(3264);
        byte[] whole = (PHONE + "m=video 5000 RTP/AVP 31\n").getBytes(StandardCharsets.US_ASCII);
        int usable = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] damaged = whole.clone();
            for (int j = random.nextInt(6); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = damage(random, whole);
            }
            if (Sdp.parse(damaged) instanceof SdpResult.Usable(SdpMedia media)) {
                usable++;
                assertInstanceOf(SdpResult.Usable.class, parse(Sdp.answer(OURS, media)), "answer");
            }
        }
        assertTrue(usable > 20_000 && usable < 190_000, usable + " usable");
    }

    @Test
    void nothingOfTheFarEndCanAddALineToOurAnswer() {
        String offer = PHONE.replace("\n", "\r\n") + "m=video\r5000 5000 RTP/AVP 31\r\n";
        assertEquals(Reason.MALFORMED, refused(offer).reason());
        assertFalse(Sdp.answer(OURS, usable(PHONE)).contains("ann"));
    }

    private static byte damage(Random random, byte[] whole) {
        return random.nextBoolean() ? (byte) random.nextInt() : whole[random.nextInt(whole.length)];
    }

    private static String audio(String protocolAndFormats) {
        return "v=0\nc=IN IP4 198.51.100.7\nm=audio 4000 " + protocolAndFormats + "\n";
    }

    private static SdpResult parse(String text) {
        return Sdp.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static SdpMedia usable(String text) {
        return assertInstanceOf(SdpResult.Usable.class, parse(text)).media();
    }

    private static SdpResult.Refused refused(String text) {
        return assertInstanceOf(SdpResult.Refused.class, parse(text));
    }
}
