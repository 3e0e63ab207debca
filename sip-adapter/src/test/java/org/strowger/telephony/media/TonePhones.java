package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.peers.Recording;

/// A loop with phones that each say a tone of their own, and hear which tones reach them.
///
/// Nobody sleeps: one more stream, which hears silence every 20 ms, is the clock that all phones
/// send by.
final class TonePhones implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static final int TICKS_TO_JUDGE = 15;
    private static final int MOST_TRIES = 40;
    private static final double HEARD = -35;
    private static final double NOT_HEARD = -50;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final MediaLoop loop = MediaLoop.start(new MediaSettings(LOOPBACK, 22_001, 22_199), meters);
    private final Map<String, Phone> phones = new LinkedHashMap<>();
    private final DatagramSocket clock;

    TonePhones() throws IOException {
        clock = new DatagramSocket(0, LOOPBACK);
        clock.setSoTimeout(20_000);
        MediaStream ticking = loop.open(new Told()).orElseThrow();
        ticking.connect(
                new InetSocketAddress(LOOPBACK, clock.getLocalPort()),
                Codec.PCMU,
                OptionalInt.empty(),
                Direction.SEND_RECEIVE);
    }

    /// A phone that says a tone.
    Phone phone(String name, int frequency, Codec codec) throws IOException {
        var phone = new Phone(frequency, codec);
        phones.put(name, phone);
        return phone;
    }

    /// Takes a phone away whose stream is closed.
    void unplug(String name) {
        Phone phone = phones.remove(name);
        if (phone != null) {
            phone.close();
        }
    }

    /// Has 20 ms pass so often, in which everybody says their tone.
    void pass(int ticks) throws IOException {
        for (int i = 0; i < ticks; i++) {
            clock.receive(new DatagramPacket(new byte[2_048], 2_048));
            for (Phone phone : phones.values()) {
                phone.say();
                phone.collect();
            }
        }
    }

    /// Waits until everybody named hears these and nobody else; all others hear nobody.
    ///
    /// @param expected "anna: ben carla"
    void expectHeard(String... expected) throws IOException {
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        phones.keySet().forEach(name -> wanted.put(name, new TreeSet<>()));
        for (String line : expected) {
            int colon = line.indexOf(": ");
            wanted.put(
                    line.substring(0, colon),
                    new TreeSet<>(Arrays.asList(line.substring(colon + 2).split(" ", -1))));
        }
        Map<String, Set<String>> heard = Map.of();
        for (int i = 0; i < MOST_TRIES && !heard.equals(wanted); i++) {
            heard = heard();
        }
        assertEquals(wanted, heard);
    }

    double count(String counter) {
        return meters.get(counter).counter().count();
    }

    double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    /// Who hears whose tone; a tone that is neither loud nor gone is named with a `?`.
    private Map<String, Set<String>> heard() throws IOException {
        phones.values().forEach(phone -> phone.heard.reset());
        pass(TICKS_TO_JUDGE);
        Map<String, Set<String>> heard = new LinkedHashMap<>();
        phones.forEach((name, phone) -> heard.put(name, voicesIn(phone.heard.recording())));
        return heard;
    }

    private Set<String> voicesIn(Recording audio) {
        var voices = new TreeSet<String>();
        phones.forEach(
                (name, phone) -> {
                    double level =
                            audio.toneLevel(phone.frequency, Duration.ZERO, audio.duration());
                    if (level > HEARD) {
                        voices.add(name);
                    } else if (level > NOT_HEARD) {
                        voices.add(name + "?");
                    }
                });
        return voices;
    }

    @Override
    public void close() {
        loop.close();
        clock.close();
        phones.values().forEach(Phone::close);
        assertEquals(0, loop.openStreams());
        assertEquals(0, gauge("strowger.rtp.conferences"));
        assertEquals(0, gauge("strowger.rtp.recordings"));
        assertEquals(0, count("strowger.rtp.failures"));
    }

    /// What a stream told, in words.
    static final class Told implements MediaListener {
        final BlockingQueue<String> words = new LinkedBlockingQueue<>();
        final BlockingQueue<String> recordings = new LinkedBlockingQueue<>();

        @Override
        public void digit(char digit) {
            words.add("digit " + digit);
        }

        @Override
        public void playbackEnded(Object token, boolean complete) {
            words.add(token + (complete ? " complete" : " incomplete"));
        }

        @Override
        public void recordingEnded(RecordingId recording, Duration length, boolean spoken) {
            recordings.add("%s %d %s".formatted(recording, length.toMillis(), spoken));
        }

        static String next(BlockingQueue<String> told) {
            try {
                String words = told.poll(30, TimeUnit.SECONDS);
                assertNotNull(words, "nothing was told");
                return words;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /// Linear samples that grow.
    static final class Ear {
        private final List<short[]> frames = new ArrayList<>();

        void add(short[] frame) {
            frames.add(frame);
        }

        void reset() {
            frames.clear();
        }

        Recording recording() {
            short[] all = new short[frames.stream().mapToInt(frame -> frame.length).sum()];
            int at = 0;
            for (short[] frame : frames) {
                System.arraycopy(frame, 0, all, at, frame.length);
                at += frame.length;
            }
            return Recording.of(all);
        }
    }

    /// A far end that says a tone whenever it is not silent.
    final class Phone implements AutoCloseable {
        final Told told = new Told();
        final Ear heard = new Ear();
        final StringBuilder keysHeard = new StringBuilder();
        final MediaStream stream = loop.open(told).orElseThrow();
        private final DigitDetector detector = new DigitDetector();
        private final DatagramChannel channel = DatagramChannel.open();
        private final Codec codec;
        private final int ssrc;
        int frequency;
        boolean silent;

        /// Whether every second packet comes after the next, and that one twice.
        boolean shaken;

        private byte[] held = new byte[0];
        private int ticks = 77;

        Phone(int frequency, Codec codec) throws IOException {
            this.frequency = frequency;
            this.codec = codec;
            this.ssrc = frequency * 31;
            channel.bind(new InetSocketAddress(LOOPBACK, 0)).configureBlocking(false);
            connect(Direction.SEND_RECEIVE);
        }

        void connect(Direction direction) throws IOException {
            stream.connect(
                    (InetSocketAddress) channel.getLocalAddress(),
                    codec,
                    OptionalInt.of(MediaStream.TELEPHONE_EVENT),
                    direction);
        }

        /// Waits until all that was asked of the stream has been done.
        void awaitCommands() {
            stream.play("here", List.of());
            String words = Told.next(told.words);
            while (!words.startsWith("here ")) {
                words = Told.next(told.words);
            }
        }

        void say() throws IOException {
            ticks++;
            if (silent) {
                return;
            }
            byte[] tone = tone();
            if (shaken && ticks % 2 == 0) {
                held = tone;
                return;
            }
            send(codec.payloadType(), ticks, tone);
            if (shaken) {
                send(codec.payloadType(), ticks - 1, held);
                send(codec.payloadType(), ticks, tone);
            }
        }

        /// Presses a key in this tick: it and its end are told at once.
        void press(char key) throws IOException {
            ticks += 8;
            ByteBuffer payload = ByteBuffer.allocate(TelephoneEvent.LENGTH);
            new TelephoneEvent(TelephoneEvent.codeOf(key), true, 10, 800).writeTo(payload);
            send(MediaStream.TELEPHONE_EVENT, ticks, payload.array());
        }

        void send(int type, int number, byte[] payload) throws IOException {
            ByteBuffer out = ByteBuffer.allocate(RtpPacket.HEADER_LENGTH + payload.length);
            RtpPacket.writeHeader(out, type, false, number & 0xFFFF, number * 160, ssrc);
            out.put(payload).flip();
            channel.send(out, new InetSocketAddress(LOOPBACK, stream.port()));
        }

        /// Hears what has arrived.
        void collect() throws IOException {
            ByteBuffer in = ByteBuffer.allocate(2_048);
            while (channel.receive(in) != null) {
                hear(RtpPacket.parse(in.flip()).orElseThrow());
                in = ByteBuffer.allocate(2_048);
            }
        }

        private void hear(RtpPacket packet) {
            if (packet.payloadType() == MediaStream.TELEPHONE_EVENT) {
                TelephoneEvent event = TelephoneEvent.parse(packet.payload()).orElseThrow();
                detector.hear(packet.ssrc(), packet.timestamp(), packet.marker(), event)
                        .ifPresent(keysHeard::append);
                return;
            }
            Codec spoken = Codec.ofPayloadType(packet.payloadType()).orElseThrow();
            short[] frame = new short[packet.payload().remaining()];
            for (int i = 0; i < frame.length; i++) {
                frame[i] = spoken.toLinear(packet.payload().get(i));
            }
            heard.add(frame);
        }

        private byte[] tone() {
            byte[] samples = new byte[160];
            for (int i = 0; i < samples.length; i++) {
                double phase = 2 * Math.PI * frequency * (ticks * 160L + i) / 8_000;
                samples[i] = codec.fromLinear((short) Math.round(4_000 * Math.sin(phase)));
            }
            return samples;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A mu-law tone of this many ticks.
    static Sound sound(int frequency, int ticks) {
        byte[] samples = new byte[160 * ticks];
        for (int i = 0; i < samples.length; i++) {
            double phase = 2 * Math.PI * frequency * i / 8_000;
            samples[i] = G711.toMuLaw((short) Math.round(4_000 * Math.sin(phase)));
        }
        return new Sound("tone", samples);
    }
}
