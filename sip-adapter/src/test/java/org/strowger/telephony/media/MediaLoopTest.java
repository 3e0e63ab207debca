package org.strowger.telephony.media;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.telephony.Sound;

/// The loop over real sockets of this machine. Nothing here waits for time to pass: only for
/// packets and calls that have to come.
@Timeout(60)
final class MediaLoopTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final OptionalInt EVENTS = OptionalInt.of(101);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private MediaLoop loop;

    @BeforeEach
    void startLoop() {
        loop = MediaLoop.start(new MediaSettings(LOOPBACK, 21_001, 21_099), meters);
    }

    @AfterEach
    void closeLoop() {
        loop.close();
        assertEquals(0, loop.openStreams());
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals(MediaLoop.THREAD_NAME)));
    }

    @Test
    void aSoundArrivesSampleForSampleAndItsEndIsTold() throws IOException {
        try (var phone = new Phone(Codec.PCMU, EVENTS)) {
            byte[] samples = Tones.noise(1, 1_000);
            phone.stream.play("greeting", List.of(sound(samples)));
            byte[] padded = Arrays.copyOf(samples, 7 * 160);
            Arrays.fill(padded, 1_000, padded.length, Codec.PCMU.silence());
            assertArrayEquals(padded, phone.hear(padded.length));
            assertEquals("greeting complete", phone.told());
        }
    }

    @Test
    void soundsFollowEachOtherWithoutAGap() throws IOException {
        try (var phone = new Phone(Codec.PCMU, EVENTS)) {
            byte[] samples = Tones.noise(2, 480);
            Sound first = sound(Arrays.copyOfRange(samples, 0, 201));
            Sound second = sound(Arrays.copyOfRange(samples, 201, 480));
            phone.stream.play("two", List.of(first, sound(new byte[0]), second));
            assertArrayEquals(samples, phone.hear(480));
            assertEquals("two complete", phone.told());
        }
    }

    @Test
    void aPlaybackOfNothingIsOverAtOnce() throws IOException {
        try (var phone = new Phone(Codec.PCMU, EVENTS)) {
            phone.stream.play("nothing", List.of());
            assertEquals("nothing complete", phone.told());
        }
    }

    @Test
    void packetsAreNumberedInTurnAndWholeFramesApart() throws IOException {
        try (var phone = new Phone(Codec.PCMU, EVENTS)) {
            RtpPacket last = phone.next();
            assertTrue(last.marker());
            for (int i = 0; i < 20; i++) {
                RtpPacket packet = phone.next();
                int passed = packet.timestamp() - last.timestamp();
                assertEquals((last.sequence() + 1) & 0xFFFF, packet.sequence());
                assertEquals(last.ssrc(), packet.ssrc());
                assertEquals(0, passed % 160);
                // More than one frame only where this machine kept the loop from running.
                assertTrue(passed == 160 || (passed > 160 && packet.marker()), passed + " passed");
                last = packet;
            }
        }
    }

    @Test
    void aPhoneThatAskedForALawGetsIt() throws IOException {
        try (var phone = new Phone(Codec.PCMA, EVENTS)) {
            byte[] samples = Tones.noise(3, 320);
            phone.stream.play("greeting", List.of(sound(samples)));
            byte[] expected = new byte[320];
            for (int i = 0; i < 320; i++) {
                expected[i] = G711.muLawToALaw(samples[i]);
            }
            assertArrayEquals(expected, phone.hear(320));
            assertEquals(Codec.PCMA.payloadType(), phone.next().payloadType());
        }
    }

    @Test
    void musicLoopsAndGoesOnWhereItWasAfterAPlayback() throws IOException {
        try (var phone = new Phone(Codec.PCMU, EVENTS)) {
            byte[] music = ramp(400);
            phone.stream.music(sound(music));
            byte[] before = phone.hear(320);
            byte[] announcement = new byte[160];
            Arrays.fill(announcement, (byte) 0x7A);
            phone.stream.play("announcement", List.of(sound(announcement)));
            int position = assertMusic(music, 0, before);
            byte[] frame = payload(phone.next());
            while (!Arrays.equals(announcement, frame)) {
                position = assertMusic(music, position, frame);
                frame = payload(phone.next());
            }
            for (int i = 0; i < 5; i++) {
                position = assertMusic(music, position, payload(phone.next()));
            }
        }
    }

    @Test
    void aPlaybackThatIsReplacedOrStoppedIsToldIncomplete() throws IOException {
        try (var phone = new Phone(Codec.PCMU, EVENTS)) {
            Sound minute = sound(new byte[60 * 8_000]);
            phone.stream.play("first", List.of(minute));
            phone.stream.play("second", List.of(minute));
            assertEquals("first incomplete", phone.told());
            phone.stream.stopPlaying();
            assertEquals("second incomplete", phone.told());
        }
    }

    @Test
    void aPlaybackOnHoldGoesOnUnheardAndEnds() throws IOException {
        try (var phone = new Phone(Codec.PCMU, EVENTS)) {
            phone.connect(Direction.INACTIVE);
            phone.stream.play("unheard", List.of(sound(ramp(400))));
            assertEquals("unheard complete", phone.told());
            phone.connect(Direction.SEND_RECEIVE);
            phone.stream.play("heard", List.of(sound(ramp(160))));
            assertArrayEquals(ramp(160), phone.hear(160));
        }
    }

    @Test
    void digitsAreSentAsTelephoneEvents() throws IOException {
        try (var phone = new Phone(Codec.PCMU, OptionalInt.of(96))) {
            phone.stream.sendDigits("42#");
            var detector = new DigitDetector();
            var heard = new StringBuilder();
            while (heard.length() < 3) {
                RtpPacket packet = phone.next();
                if (packet.payloadType() == 96) {
                    TelephoneEvent event = TelephoneEvent.parse(packet.payload()).orElseThrow();
                    detector.hear(packet.ssrc(), packet.timestamp(), packet.marker(), event)
                            .ifPresent(heard::append);
                }
            }
            assertEquals("42#", heard.toString());
        }
    }

    @Test
    void keysThatDoNotExistAreRefusedAtOnceAndNotRepeatedInTheMessage() throws IOException {
        try (var phone = new Phone(Codec.PCMU, EVENTS)) {
            var refused =
                    assertThrows(
                            IllegalArgumentException.class, () -> phone.stream.sendDigits("12x"));
            assertEquals("key 3 of 3: expected 0-9, *, # or A-D", refused.getMessage());
        }
    }

    @Test
    void keysOfTheFarEndAreToldOnce() throws IOException {
        try (var phone = new Phone(Codec.PCMU, EVENTS)) {
            phone.press('7', 101);
            phone.press('7', 101);
            phone.press('8', 101);
            assertEquals("digit 7", phone.told());
            assertEquals("digit 7", phone.told());
            assertEquals("digit 8", phone.told());
        }
    }

    @Test
    void keysAreHeardInTheTypeThatWeAskedForToo() throws IOException {
        try (var phone = new Phone(Codec.PCMU, OptionalInt.of(96))) {
            phone.press('1', 96);
            phone.press('2', 101);
            assertEquals("digit 1", phone.told());
            assertEquals("digit 2", phone.told());
        }
    }

    @Test
    void aBridgeRelaysBothWaysAndBetweenLaws() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS);
                var bob = new Phone(Codec.PCMA, EVENTS)) {
            bridge(ann, bob);
            byte[] said = ramp(160);
            byte[] asALaw = new byte[160];
            byte[] asMuLaw = new byte[160];
            for (int i = 0; i < 160; i++) {
                asALaw[i] = G711.muLawToALaw(said[i]);
                asMuLaw[i] = G711.aLawToMuLaw(said[i]);
            }
            ann.say(500, 1_000, said);
            RtpPacket heard = bob.nextThatIs(asALaw);
            assertTrue(heard.marker());
            ann.say(503, 1_480, said);
            RtpPacket later = bob.next();
            assertEquals((heard.sequence() + 3) & 0xFFFF, later.sequence());
            assertEquals(heard.timestamp() + 480, later.timestamp());
            assertEquals(heard.ssrc(), later.ssrc());
            bob.say(9, 9, said);
            ann.nextThatIs(asMuLaw);
        }
    }

    @Test
    void aBridgeEndsPlaybackAndMusic() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS);
                var bob = new Phone(Codec.PCMU, EVENTS)) {
            ann.stream.music(sound(ramp(160)));
            ann.stream.play("prompt", List.of(sound(new byte[80_000])));
            ann.stream.bridge(bob.stream);
            assertEquals("prompt incomplete", ann.told());
            ann.stream.play("too late", List.of(sound(ramp(160))));
            assertEquals("too late incomplete", ann.told());
            bob.say(1, 1, ramp(160));
            RtpPacket relayed = ann.nextThatIs(ramp(160));
            ann.stream.unbridge();
            RtpPacket silence = ann.next();
            assertTrue(silence.marker());
            assertEquals((relayed.sequence() + 1) & 0xFFFF, silence.sequence());
            assertTrue(silence.timestamp() - relayed.timestamp() >= 160);
            assertArrayEquals(silence(), payload(silence));
        }
    }

    @Test
    void keysPassABridgeInTheTypeOfTheOtherSideAndAreTold() throws IOException {
        try (var ann = new Phone(Codec.PCMU, OptionalInt.of(96));
                var bob = new Phone(Codec.PCMU, OptionalInt.of(110))) {
            bridge(ann, bob);
            ann.press('9', 96);
            assertEquals("digit 9", ann.told());
            RtpPacket packet = bob.next();
            while (packet.payloadType() != 110) {
                packet = bob.next();
            }
            assertEquals('9', TelephoneEvent.parse(packet.payload()).orElseThrow().key());
        }
    }

    @Test
    void digitsCanBeSentInsideABridge() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS);
                var bob = new Phone(Codec.PCMU, EVENTS)) {
            bridge(ann, bob);
            bob.stream.sendDigits("5");
            RtpPacket packet = bob.next();
            while (packet.payloadType() != 101) {
                packet = bob.next();
            }
            assertEquals('5', TelephoneEvent.parse(packet.payload()).orElseThrow().key());
        }
    }

    @Test
    void whoHoldsHearsNothingOfTheBridgeUntilItResumes() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS);
                var bob = new Phone(Codec.PCMU, EVENTS)) {
            bridge(ann, bob);
            bob.connect(Direction.RECEIVE_ONLY);
            bob.awaitCommands();
            ann.say(1, 160, Tones.noise(1, 160));
            ann.press('1', 101);
            assertEquals("digit 1", ann.told());
            bob.connect(Direction.SEND_RECEIVE);
            bob.awaitCommands();
            ann.say(9, 3_200, ramp(160));
            RtpPacket first = bob.next();
            assertTrue(first.marker());
            while (first.payloadType() == 101) {
                // The key was told at its first packet; its last may come after the resume.
                first = bob.next();
            }
            assertArrayEquals(ramp(160), payload(first));
        }
    }

    @Test
    void whoIsNotToSendIsNotHeard() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS)) {
            ann.connect(Direction.SEND_ONLY);
            ann.press('1', 101);
            eventually(() -> dropped("direction") == 3);
            ann.connect(Direction.SEND_RECEIVE);
            ann.press('2', 101);
            assertEquals("digit 2", ann.told());
        }
    }

    @Test
    void hostilePacketsDisturbNobody() throws IOException {
        var random = new Random(13);
        try (var ann = new Phone(Codec.PCMU, EVENTS);
                var bob = new Phone(Codec.PCMA, EVENTS)) {
            bridge(ann, bob);
            for (int i = 0; i < 20_000; i++) {
                byte[] bytes = new byte[random.nextInt(64)];
                random.nextBytes(bytes);
                if (bytes.length > 1 && random.nextBoolean()) {
                    bytes[0] = (byte) 0x80;
                    bytes[1] = (byte) (random.nextBoolean() ? 101 : 8 * random.nextInt(2));
                }
                ann.send(bytes);
            }
            bob.press('5', 101);
            assertEquals("digit 5", bob.told());
            assertTrue(dropped("malformed") > 0);
            assertEquals(0, meters.counter("strowger.rtp.failures").count());
        }
    }

    @Test
    void aNewBridgePartsTheOldOne() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS);
                var bob = new Phone(Codec.PCMU, EVENTS);
                var cid = new Phone(Codec.PCMU, EVENTS)) {
            bridge(ann, bob);
            bridge(ann, cid);
            cid.say(1, 1, ramp(160));
            ann.nextThatIs(ramp(160));
            assertArrayEquals(silence(), payload(bob.next()));
        }
    }

    @Test
    void closingOneSideOfABridgeLeavesTheOtherInSilence() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS);
                var bob = new Phone(Codec.PCMU, EVENTS)) {
            bridge(ann, bob);
            bob.stream.close();
            eventually(() -> loop.openStreams() == 1);
            ann.drain();
            assertArrayEquals(silence(), payload(ann.next()));
        }
    }

    @Test
    void packetsFromElsewhereAreDroppedAndCounted() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS);
                var mallory = new DatagramSocket(0, LOOPBACK)) {
            ann.press('1', 101);
            assertEquals("digit 1", ann.told());
            byte[] packet = keyPacket('6', 101, 90_000);
            mallory.send(new DatagramPacket(packet, packet.length, LOOPBACK, ann.stream.port()));
            eventually(() -> dropped("foreign_source") == 1);
            ann.press('2', 101);
            assertEquals("digit 2", ann.told());
        }
    }

    @Test
    void whoWasThereFirstGivesWayToTheAddressThatTheFarEndNamed() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS);
                var mallory = new DatagramSocket(0, LOOPBACK)) {
            byte[] packet = keyPacket('6', 101, 90_000);
            mallory.send(new DatagramPacket(packet, packet.length, LOOPBACK, ann.stream.port()));
            assertEquals("digit 6", ann.told());
            ann.press('1', 101);
            assertEquals("digit 1", ann.told());
            double before = dropped("foreign_source");
            mallory.send(new DatagramPacket(packet, packet.length, LOOPBACK, ann.stream.port()));
            eventually(() -> dropped("foreign_source") == before + 1);
        }
    }

    @Test
    void audioFollowsToWhereTheFirstPacketCameFrom() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS);
                var behindNat = new DatagramSocket(0, LOOPBACK)) {
            behindNat.setSoTimeout(20_000);
            byte[] packet = keyPacket('1', 101, 1);
            behindNat.send(new DatagramPacket(packet, packet.length, LOOPBACK, ann.stream.port()));
            assertEquals("digit 1", ann.told());
            var received = new DatagramPacket(new byte[2_048], 2_048);
            behindNat.receive(received);
            assertEquals(172, received.getLength());
        }
    }

    @Test
    void whatIsNoPacketOfOursIsDroppedAndCounted() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS)) {
            ann.send(new byte[] {1, 2, 3});
            ann.send(new byte[3_000]);
            ann.send(packet(18, false, 1, 1, new byte[20]));
            ann.send(packet(101, false, 1, 1, new byte[3]));
            eventually(() -> dropped("malformed") == 2);
            eventually(() -> dropped("too_long") == 1);
            eventually(() -> dropped("payload_type") == 1);
        }
    }

    @Test
    void addressesThatCannotBeReachedDisturbNobody() throws IOException {
        MediaStream lost = loop.open(new Told()).orElseThrow();
        try (var ann = new Phone(Codec.PCMU, EVENTS)) {
            lost.connect(
                    new InetSocketAddress("2001:db8::1", 9),
                    Codec.PCMU,
                    EVENTS,
                    Direction.SEND_RECEIVE);
            eventually(() -> dropped("send_failed") > 2);
            assertArrayEquals(silence(), payload(ann.next()));
        }
        lost.close();
    }

    @Test
    void nothingIsSentToAnAddressOfZeros() throws IOException {
        try (var ann = new Phone(Codec.PCMU, EVENTS)) {
            ann.stream.connect(
                    new InetSocketAddress("0.0.0.0", ann.socket.getLocalPort()),
                    Codec.PCMU,
                    EVENTS,
                    Direction.SEND_RECEIVE);
            ann.stream.play("unheard", List.of(sound(Tones.noise(1, 800))));
            assertEquals("unheard complete", ann.told());
            ann.connect(Direction.SEND_RECEIVE);
            ann.stream.play("heard", List.of(sound(ramp(160))));
            assertArrayEquals(ramp(160), ann.hear(160));
        }
    }

    @Test
    void aListenerThatFailsDisturbsNobody() throws IOException {
        MediaListener broken =
                new MediaListener() {
                    @Override
                    public void digit(char digit) {
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public void playbackEnded(Object token, boolean complete) {
                        throw new IllegalStateException("broken");
                    }
                };
        MediaStream stream = loop.open(broken).orElseThrow();
        try (var ann = new Phone(Codec.PCMU, EVENTS)) {
            stream.connect(
                    new InetSocketAddress(LOOPBACK, 9), Codec.PCMU, EVENTS, Direction.SEND_RECEIVE);
            stream.play("broken", List.of());
            eventually(() -> meters.counter("strowger.rtp.failures").count() == 1);
            assertArrayEquals(silence(), payload(ann.next()));
        }
        stream.close();
    }

    @Test
    void aClosedStreamFreesItsPortAndTakesNoCommands() {
        int port = aFreePort();
        try (var tiny = MediaLoop.start(new MediaSettings(LOOPBACK, port, port + 1), meters)) {
            MediaStream first = tiny.open(new Told()).orElseThrow();
            assertEquals(port, first.port());
            assertTrue(tiny.open(new Told()).isEmpty());
            assertEquals(1, meters.counter("strowger.rtp.ports.exhausted").count());
            first.close();
            first.close();
            assertFalse(first.sendDigits("1"));
            eventually(() -> tiny.openStreams() == 0);
            assertEquals(port, tiny.open(new Told()).orElseThrow().port());
        }
    }

    @Test
    void aPortThatSomebodyElseHasIsPassedOver() throws IOException {
        int port = aFreePort();
        try (var tiny = MediaLoop.start(new MediaSettings(LOOPBACK, port, port), meters)) {
            try (var other = new DatagramSocket(port, LOOPBACK)) {
                assertEquals(port, other.getLocalPort());
                assertTrue(tiny.open(new Told()).isEmpty());
            }
            assertEquals(port, tiny.open(new Told()).orElseThrow().port());
        }
    }

    @Test
    void portsAreEvenAndRestBeforeTheyAreUsedAgain() {
        MediaStream first = loop.open(new Told()).orElseThrow();
        int port = first.port();
        assertEquals(0, port % 2);
        first.close();
        eventually(() -> loop.openStreams() == 0);
        assertTrue(loop.open(new Told()).orElseThrow().port() > port);
    }

    @Test
    void aClosedLoopOpensNothing() {
        MediaStream open = loop.open(new Told()).orElseThrow();
        loop.close();
        assertTrue(loop.open(new Told()).isEmpty());
        assertFalse(open.stopPlaying());
        open.close();
    }

    @Test
    void portsWithoutAnEvenOneAreRefused() {
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new MediaSettings(LOOPBACK, 20_001, 20_001));
        assertEquals(
                "RTP ports 20001-20001: expected a range within 1-65535 with an even port in it",
                refused.getMessage());
    }

    private void bridge(Phone one, Phone other) throws IOException {
        one.stream.bridge(other.stream);
        one.awaitCommands();
        one.drain();
        other.drain();
    }

    private int aFreePort() {
        MediaStream stream = loop.open(new Told()).orElseThrow();
        stream.close();
        eventually(() -> loop.openStreams() == 0);
        return stream.port();
    }

    private double dropped(String reason) {
        return meters.counter("strowger.rtp.dropped", "reason", reason).count();
    }

    private static void eventually(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertFalse(Thread.interrupted(), "it never came to pass");
            LockSupport.parkNanos(1_000_000);
        }
    }

    /// Returns where the music goes on.
    private static int assertMusic(byte[] music, int from, byte[] heard) {
        for (int i = 0; i < heard.length; i++) {
            assertEquals(music[(from + i) % music.length], heard[i], "sample " + (from + i));
        }
        return from + heard.length;
    }

    private static Sound sound(byte[] samples) {
        return new Sound("test", samples);
    }

    private static byte[] silence() {
        byte[] samples = new byte[160];
        Arrays.fill(samples, Codec.PCMU.silence());
        return samples;
    }

    private static byte[] ramp(int length) {
        byte[] samples = new byte[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (byte) (i % 120);
        }
        return samples;
    }

    private static byte[] payload(RtpPacket packet) {
        byte[] payload = new byte[packet.payload().remaining()];
        packet.payload().duplicate().get(payload);
        return payload;
    }

    private static byte[] packet(
            int type, boolean marker, int sequence, int timestamp, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(12 + payload.length);
        RtpPacket.writeHeader(out, type, marker, sequence, timestamp, 0x5EED);
        return out.put(payload).array();
    }

    private static byte[] keyPacket(char key, int type, int timestamp) {
        ByteBuffer payload = ByteBuffer.allocate(4);
        new TelephoneEvent(TelephoneEvent.codeOf(key), true, 10, 800).writeTo(payload);
        return packet(type, true, timestamp / 160, timestamp, payload.array());
    }

    /// What a stream told, in words.
    private static final class Told implements MediaListener {
        private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

        @Override
        public void digit(char digit) {
            words.add("digit " + digit);
        }

        @Override
        public void playbackEnded(Object token, boolean complete) {
            words.add(token + (complete ? " complete" : " incomplete"));
        }
    }

    /// A far end: a socket, and the stream of ours that is connected to it.
    private final class Phone implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(0, LOOPBACK);
        private final Told told = new Told();
        private final Codec codec;
        private final OptionalInt events;
        private final MediaStream stream;
        private int now;

        Phone(Codec codec, OptionalInt events) throws IOException {
            this.codec = codec;
            this.events = events;
            socket.setSoTimeout(20_000);
            stream = loop.open(told).orElseThrow();
            connect(Direction.SEND_RECEIVE);
        }

        void connect(Direction direction) {
            var here = new InetSocketAddress(LOOPBACK, socket.getLocalPort());
            assertTrue(stream.connect(here, codec, events, direction));
        }

        /// In a bridge only: commands are carried out in order, and this one is told at once.
        void awaitCommands() {
            stream.play("here", List.of());
            assertEquals("here incomplete", told());
        }

        String told() {
            try {
                String words = told.words.poll(20, SECONDS);
                assertNotNull(words, "nothing was told");
                return words;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        RtpPacket next() throws IOException {
            var datagram = new DatagramPacket(new byte[2_048], 2_048);
            socket.receive(datagram);
            return RtpPacket.parse(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()))
                    .orElseThrow();
        }

        RtpPacket nextThatIs(byte[] payload) throws IOException {
            RtpPacket packet = next();
            while (!Arrays.equals(payload, payload(packet))) {
                packet = next();
            }
            return packet;
        }

        /// So many samples, from the first frame that is not silence.
        byte[] hear(int samples) throws IOException {
            RtpPacket packet = next();
            byte silence = codec.silence();
            while (isAll(silence, payload(packet))) {
                packet = next();
            }
            ByteBuffer heard = ByteBuffer.allocate(samples);
            heard.put(packet.payload());
            while (heard.hasRemaining()) {
                heard.put(next().payload());
            }
            return heard.array();
        }

        /// Takes what has arrived; what is still on its way shows that it is silence.
        void drain() throws IOException {
            socket.setSoTimeout(1);
            try {
                for (int i = 0; i < 1_000; i++) {
                    next();
                }
            } catch (SocketTimeoutException e) {
                socket.setSoTimeout(20_000);
            }
        }

        void say(int sequence, int timestamp, byte[] samples) throws IOException {
            send(packet(codec.payloadType(), false, sequence, timestamp, samples));
        }

        /// Presses a key whose three ends arrive.
        void press(char key, int type) throws IOException {
            now += 1_280;
            for (int i = 0; i < 3; i++) {
                send(keyPacket(key, type, now));
            }
        }

        void send(byte[] bytes) throws IOException {
            socket.send(new DatagramPacket(bytes, bytes.length, LOOPBACK, stream.port()));
        }

        @Override
        public void close() {
            stream.close();
            socket.close();
        }

        private boolean isAll(byte sample, byte[] samples) {
            for (byte each : samples) {
                if (each != sample) {
                    return false;
                }
            }
            return true;
        }
    }
}
