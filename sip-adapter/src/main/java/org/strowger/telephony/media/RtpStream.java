package org.strowger.telephony.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.telephony.Sound;
import org.strowger.telephony.media.MediaMeters.Drop;

/// One stream as the media thread sees it: everything in here happens on that thread.
final class RtpStream {
    private static final Logger LOG = LoggerFactory.getLogger(RtpStream.class);

    /// So that one flooded stream cannot keep the others from their tick.
    private static final int MOST_PACKETS_AT_A_TIME = 64;

    private final DatagramChannel channel;
    private final int port;
    private final MediaListener listener;
    private final Workbench workbench;
    private final MediaMeters meters;
    private final RtpOutput output;
    private final Programme programme = new Programme();
    private final DigitSender digits = new DigitSender();

    private final DigitDetector detector = new DigitDetector();
    private @Nullable Agreement agreement;

    /// Where the first valid packet came from: all others have to, and ours go there, whatever the
    /// far end says its address is (symmetric RTP, RFC 4961).
    private @Nullable SocketAddress source;

    private @Nullable RtpStream peer;
    private boolean closed;
    private boolean failed;

    RtpStream(
            DatagramChannel channel,
            int port,
            MediaListener listener,
            Workbench workbench,
            MediaMeters meters,
            RtpOutput output) {
        this.channel = channel;
        this.port = port;
        this.listener = listener;
        this.workbench = workbench;
        this.meters = meters;
        this.output = output;
    }

    DatagramChannel channel() {
        return channel;
    }

    int port() {
        return port;
    }

    boolean isClosed() {
        return closed;
    }

    /// Counts a failure that is ours, and logs the first: a broken stream would fill the log.
    void failed(Throwable failure) {
        meters.failed();
        if (!failed) {
            LOG.warn("RTP port {} failed", port, failure);
        }
        failed = true;
    }

    void connect(Agreement agreed) {
        boolean moved = agreement == null || !agreement.remote().equals(agreed.remote());
        if (moved) {
            source = null;
        }
        agreement = agreed;
        output.changeSource();
    }

    void play(Object token, List<Sound> sounds) {
        tellEnded(peer == null ? programme.play(token, sounds) : token, false);
    }

    void stopPlaying() {
        tellEnded(programme.stop(), false);
    }

    void music(Sound sound) {
        if (peer == null) {
            programme.music(sound);
        }
    }

    void stopMusic() {
        programme.stopMusic();
    }

    void sendDigits(String keys) {
        if (agreement != null && agreement.telephoneEvents().isEmpty()) {
            meters.dropped(Drop.NO_TELEPHONE_EVENTS);
        } else if (!digits.add(keys)) {
            meters.dropped(Drop.TOO_MANY_DIGITS);
        }
    }

    void bridge(RtpStream other) {
        if (other.closed || peer == other) {
            return;
        }
        unbridge();
        other.unbridge();
        peer = other;
        other.peer = this;
        output.changeSource();
        other.output.changeSource();
        fallSilent();
        other.fallSilent();
    }

    void unbridge() {
        RtpStream other = peer;
        if (other == null) {
            return;
        }
        peer = null;
        other.peer = null;
        output.changeSource();
        other.output.changeSource();
    }

    /// Frees the channel; the listener hears nothing more.
    void close() throws IOException {
        closed = true;
        unbridge();
        channel.close();
    }

    /// Lets time pass without sending, because the loop was kept from running.
    void skip(int ticks) {
        output.pass(ticks);
        if (peer == null) {
            output.changeSource();
        }
    }

    /// Sends what 20 ms ask for.
    void tick() {
        try {
            if (agreement != null) {
                speak(agreement);
            }
        } finally {
            output.pass(1);
        }
    }

    private void speak(Agreement agreed) {
        if (programme.playing()) {
            Object over = programme.fillFromPlayback(workbench.frame());
            sendFrame(agreed);
            tellEnded(over, true);
            return;
        }
        Optional<DigitSender.Step> key = digits.next(output.clock());
        if (key.isPresent()) {
            sendKey(agreed, key.get());
        } else if (peer == null) {
            programme.fillFromMusic(workbench.frame());
            sendFrame(agreed);
        }
    }

    private void sendFrame(Agreement agreed) {
        if (!agreed.direction().sends()) {
            return;
        }
        Codec codec = agreed.codec();
        ByteBuffer out = workbench.outgoing().clear();
        output.generate(out, codec.payloadType(), false, output.clock());
        for (byte sample : workbench.frame()) {
            out.put(codec.transcode(Codec.PCMU, sample));
        }
        send(agreed, out.flip());
    }

    private void sendKey(Agreement agreed, DigitSender.Step step) {
        if (!agreed.direction().sends()) {
            return;
        }
        if (agreed.telephoneEvents().isEmpty()) {
            meters.dropped(Drop.NO_TELEPHONE_EVENTS);
            return;
        }
        ByteBuffer out = workbench.outgoing().clear();
        int payloadType = agreed.telephoneEvents().getAsInt();
        output.generate(out, payloadType, step.marker(), step.timestamp());
        step.event().writeTo(out);
        send(agreed, out.flip());
    }

    private void send(Agreement agreed, ByteBuffer packet) {
        if (!agreed.reachable()) {
            return;
        }
        try {
            if (channel.send(packet, source == null ? agreed.remote() : source) == 0) {
                meters.dropped(Drop.SEND_FAILED);
            }
        } catch (IOException | IllegalArgumentException e) {
            // Unreachable, no buffers, an address of the wrong family: the next may fare better.
            meters.dropped(Drop.SEND_FAILED);
        }
    }

    /// Takes in what has arrived.
    ///
    /// @param beforeEach done after a packet was taken and before it is heard
    void receive(Runnable beforeEach) {
        for (int i = 0; i < MOST_PACKETS_AT_A_TIME && !closed; i++) {
            ByteBuffer in = workbench.incoming().clear();
            SocketAddress from;
            try {
                from = channel.receive(in);
            } catch (IOException e) {
                meters.dropped(Drop.RECEIVE_FAILED);
                return;
            }
            if (from == null) {
                return;
            }
            beforeEach.run();
            accept((InetSocketAddress) from, in.flip());
        }
    }

    private void accept(InetSocketAddress from, ByteBuffer datagram) {
        Agreement agreed = agreement;
        if (agreed == null) {
            meters.dropped(Drop.NOT_CONNECTED);
        } else if (isForeign(agreed, from)) {
            meters.dropped(Drop.FOREIGN_SOURCE);
        } else if (datagram.limit() == datagram.capacity()) {
            meters.dropped(Drop.TOO_LONG);
        } else {
            RtpPacket packet = RtpPacket.parse(datagram).orElse(null);
            Drop refused = packet == null ? Drop.MALFORMED : hear(agreed, from, packet);
            if (refused != null) {
                meters.dropped(refused);
            }
        }
    }

    /// Where the far end said that it is, it is; elsewhere (behind NAT) only the first who speaks,
    /// and only until the far end does speak from there. A stranger, or a phone that still sends to
    /// whom the port belonged before, can so be first and yet not stay.
    private boolean isForeign(Agreement agreed, InetSocketAddress from) {
        return source != null && !source.equals(from) && !agreed.remote().equals(from);
    }

    /// Hears a packet, or says why not.
    private @Nullable Drop hear(Agreement agreed, InetSocketAddress from, RtpPacket packet) {
        boolean key = agreed.carriesKeys(packet.payloadType());
        Codec codec = Codec.ofPayloadType(packet.payloadType()).orElse(null);
        if (!key && codec == null) {
            return Drop.PAYLOAD_TYPE;
        }
        if (!agreed.direction().receives()) {
            return Drop.DIRECTION;
        }
        source = from;
        if (key) {
            return hearKey(packet);
        }
        return peer == null || codec == null ? null : peer.relay(packet, codec);
    }

    private @Nullable Drop hearKey(RtpPacket packet) {
        TelephoneEvent event = TelephoneEvent.parse(packet.payload()).orElse(null);
        if (event == null) {
            return Drop.MALFORMED;
        }
        Drop refused = peer == null ? null : peer.relayKey(packet);
        detector.hear(packet.ssrc(), packet.timestamp(), packet.marker(), event)
                .ifPresent(this::tellDigit);
        return refused;
    }

    /// Sends speech that the other side of the bridge said, at once.
    private @Nullable Drop relay(RtpPacket packet, Codec from) {
        Agreement agreed = agreement;
        if (agreed == null || !relays(agreed)) {
            return null;
        }
        Codec codec = agreed.codec();
        ByteBuffer out = workbench.outgoing().clear();
        if (!output.relay(out, codec.payloadType(), packet)) {
            return Drop.LATE;
        }
        ByteBuffer payload = packet.payload();
        while (payload.hasRemaining()) {
            out.put(codec.transcode(from, payload.get()));
        }
        send(agreed, out.flip());
        return null;
    }

    private @Nullable Drop relayKey(RtpPacket packet) {
        Agreement agreed = agreement;
        if (agreed == null || !relays(agreed)) {
            return null;
        }
        if (agreed.telephoneEvents().isEmpty()) {
            return Drop.NO_TELEPHONE_EVENTS;
        }
        ByteBuffer out = workbench.outgoing().clear();
        if (!output.relay(out, agreed.telephoneEvents().getAsInt(), packet)) {
            return Drop.LATE;
        }
        send(agreed, out.put(packet.payload().duplicate()).flip());
        return null;
    }

    /// Whether this end hears the other one now: it is not on hold, and we press no keys.
    private boolean relays(Agreement agreed) {
        return agreed.direction().sends() && !digits.busy();
    }

    private void fallSilent() {
        programme.stopMusic();
        stopPlaying();
    }

    private void tellEnded(@Nullable Object playback, boolean complete) {
        try {
            if (playback != null) {
                listener.playbackEnded(playback, complete);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void tellDigit(char digit) {
        try {
            listener.digit(digit);
        } catch (RuntimeException e) {
            failed(e);
        }
    }
}
