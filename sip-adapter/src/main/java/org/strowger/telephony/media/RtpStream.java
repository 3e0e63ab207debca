package org.strowger.telephony.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.telephony.ConferenceId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.media.MediaMeters.Drop;

/// One stream as the media thread sees it: everything in here happens on that thread.
final class RtpStream implements Jack.Line {
    private static final Logger LOG = LoggerFactory.getLogger(RtpStream.class);

    /// So that one flooded stream cannot keep the others from their tick.
    private static final int MOST_PACKETS_AT_A_TIME = 64;

    private static final short[] SILENCE = new short[RtpOutput.SAMPLES_PER_TICK];

    private final int port;
    private final Outlet outlet;
    private final MediaListener listener;
    private final Workbench workbench;
    private final MediaMeters meters;
    private final Switchboard switchboard;
    private final Jack jack;
    private final Deck deck;
    private final Inlet inlet;
    private final Programme programme = new Programme();
    private final DigitSender digits = new DigitSender();
    private @Nullable Agreement agreement;

    /// Where the first valid packet came from: all others have to, and ours go there, whatever the
    /// far end says its address is (symmetric RTP, RFC 4961).
    private @Nullable SocketAddress source;

    /// What this tick sends in place of speech.
    private DigitSender.@Nullable Step key;

    /// The playback whose last this tick sends.
    private @Nullable Object over;

    private boolean closed;
    private boolean failed;

    RtpStream(
            int port,
            Outlet outlet,
            MediaListener listener,
            Workbench workbench,
            MediaMeters meters,
            Switchboard switchboard,
            Recorder recorder) {
        this.port = port;
        this.outlet = outlet;
        this.listener = listener;
        this.workbench = workbench;
        this.meters = meters;
        this.switchboard = switchboard;
        this.jack = new Jack(this, switchboard);
        this.deck = new Deck(jack, listener, meters, recorder);
        this.inlet = new Inlet(jack, this::tellDigit, meters);
    }

    DatagramChannel channel() {
        return outlet.channel();
    }

    int port() {
        return port;
    }

    Jack jack() {
        return jack;
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
            outlet.sendTo(null);
        }
        agreement = agreed;
        jack.send(agreed.direction().sends());
        outlet.changeSource();
    }

    void play(Object token, List<Sound> sounds) {
        tellEnded(jack.peer == null ? programme.play(token, sounds) : token, false);
    }

    void stopPlaying() {
        jack.play(false);
        tellEnded(programme.stop(), false);
    }

    void music(Sound sound) {
        if (!jack.engaged()) {
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
        if (other.closed || jack.peer == other.jack) {
            return;
        }
        switchboard.bridge(jack, other.jack);
        fallSilent();
        other.fallSilent();
    }

    void unbridge() {
        if (jack.peer != null) {
            switchboard.part(jack);
        }
    }

    void join(ConferenceId conference) {
        if (jack.room != null && jack.room.id().equals(conference)) {
            return;
        }
        switchboard.join(jack, conference);
        fallSilent();
    }

    void leave() {
        if (jack.room != null) {
            switchboard.part(jack);
        }
    }

    void listen(RtpStream target, Ear ear) {
        if (target.closed) {
            return;
        }
        switchboard.listen(jack, target.jack, ear);
        fallSilent();
    }

    void stopListening() {
        if (jack.target != null) {
            switchboard.part(jack);
        }
    }

    void mute(boolean mute) {
        inlet.mute(mute);
    }

    /// What this stream records with.
    Deck deck() {
        return deck;
    }

    /// Frees the channel; the listener hears nothing more but the end of a recording.
    void close() throws IOException {
        closed = true;
        deck.stop();
        switchboard.remove(jack);
        outlet.close();
    }

    /// Lets time pass without sending, because the loop was kept from running.
    void skip(int ticks) {
        outlet.pass(ticks);
        if (!jack.relays()) {
            outlet.changeSource();
        }
        inlet.skip(ticks);
        deck.skip(ticks);
    }

    /// Finds out what there is to hear in the next 20 ms: what the far end says, and what we play.
    void prepare() {
        inlet.prepare();
        if (agreement == null) {
            return;
        }
        boolean playing = programme.playing();
        jack.play(playing);
        if (playing) {
            over = programme.fillFromPlayback(jack.programme());
            return;
        }
        key = digits.next(outlet.clock()).orElse(null);
        if (key == null) {
            programme.fillFromMusic(jack.programme());
        } else {
            Arrays.fill(jack.programme(), Codec.PCMU.silence());
        }
    }

    /// Sends what 20 ms ask for, and records it.
    void tick() {
        try {
            if (agreement != null && jack.sends()) {
                speak(agreement);
            }
            tellEnded(over, true);
            if (deck.running()) {
                deck.add(jack.said(), sent());
            }
        } finally {
            over = null;
            key = null;
            outlet.pass(1);
        }
    }

    private void speak(Agreement agreed) {
        if (key != null) {
            count(outlet.sendKey(agreed, key));
        } else if (jack.hearsNobody()) {
            outlet.sendMuLaw(agreed, jack.programme());
        } else if (!jack.relays()) {
            jack.mixInto(workbench.mix());
            outlet.sendLinear(agreed, workbench.mix().saturated());
        }
    }

    /// What the far end is sent in this tick, also where packets went by as they came.
    private short[] sent() {
        if (!jack.sends() || key != null || (jack.relays() && digits.busy())) {
            return SILENCE;
        }
        jack.mixInto(workbench.mix());
        return workbench.mix().saturated();
    }

    /// Takes in what has arrived.
    ///
    /// @param beforeEach done after a packet was taken and before it is heard
    void receive(Runnable beforeEach) {
        for (int i = 0; i < MOST_PACKETS_AT_A_TIME && !closed; i++) {
            ByteBuffer in = workbench.incoming().clear();
            SocketAddress from;
            try {
                from = outlet.channel().receive(in);
            } catch (IOException e) {
                meters.dropped(Drop.RECEIVE_FAILED);
                return;
            }
            if (from == null) {
                return;
            }
            beforeEach.run();
            if (!closed) {
                accept((InetSocketAddress) from, in.flip());
            }
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
            switchboard.refresh();
            count(packet == null ? Drop.MALFORMED : hear(agreed, from, packet));
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
        outlet.sendTo(from);
        return codec == null || key ? inlet.hearKey(packet) : inlet.hearSpeech(packet, codec);
    }

    @Override
    public @Nullable Drop relay(RtpPacket packet, Codec from) {
        Agreement agreed = agreement;
        return agreed == null || !relaysNow() ? null : outlet.relay(agreed, packet, from);
    }

    @Override
    public @Nullable Drop relayKey(RtpPacket packet) {
        Agreement agreed = agreement;
        return agreed == null || !relaysNow() ? null : outlet.relayKey(agreed, packet);
    }

    @Override
    public void press(char key) {
        if (jack.sends()) {
            sendDigits(String.valueOf(key));
        }
    }

    /// Whether this end hears its peer now: it is not on hold, and we press no keys.
    private boolean relaysNow() {
        return jack.sends() && !digits.busy();
    }

    /// What is heard next has nothing to do with what was heard before, which ends.
    private void fallSilent() {
        outlet.changeSource();
        programme.stopMusic();
        stopPlaying();
    }

    private void count(@Nullable Drop refused) {
        if (refused != null) {
            meters.dropped(refused);
        }
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
