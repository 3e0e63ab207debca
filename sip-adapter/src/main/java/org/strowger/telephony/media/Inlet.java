package org.strowger.telephony.media;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.media.MediaMeters.Drop;

/// What comes in from one far end, once it is known to be from there: speech for the peer and for
/// those who mix it, and keys.
final class Inlet {
    private final Jack jack;
    private final Consumer<Character> keys;
    private final Playout playout;
    private final DigitDetector detector = new DigitDetector();
    private boolean muted;

    /// Whether speech may wait in the playout, or the last tick's where others hear it.
    private boolean waiting;

    /// The timestamp of the last key that was pressed anew for the peer.
    private OptionalInt pressed = OptionalInt.empty();

    /// @param keys is told each key once
    Inlet(Jack jack, Consumer<Character> keys, MediaMeters meters) {
        this.jack = jack;
        this.keys = keys;
        this.playout = new Playout(meters);
    }

    void mute(boolean mute) {
        muted = mute;
        playout.clear();
    }

    /// Puts what is said in the next 20 ms where others hear it.
    void prepare() {
        if (jack.wanted()) {
            playout.pull(jack.said());
            waiting = true;
        } else if (waiting) {
            playout.clear();
            Arrays.fill(jack.said(), (short) 0);
            waiting = false;
        }
    }

    /// Lets ticks pass whose audio nobody hears.
    void skip(int ticks) {
        playout.skip(ticks);
    }

    /// Passes speech on at once to a peer who hears nothing else, and keeps it for those who mix.
    @Nullable Drop hearSpeech(RtpPacket packet, Codec codec) {
        if (muted) {
            return null;
        }
        if (jack.wanted()) {
            playout.push(packet, codec);
            waiting = true;
        }
        Jack peer = jack.peer;
        return peer != null && peer.relays() ? peer.line().relay(packet, codec) : null;
    }

    /// Tells a key at the first packet that tells of it, and passes it on to the peer.
    @Nullable Drop hearKey(RtpPacket packet) {
        TelephoneEvent event = TelephoneEvent.parse(packet.payload()).orElse(null);
        if (event == null) {
            return Drop.MALFORMED;
        }
        Optional<Character> key =
                detector.hear(packet.ssrc(), packet.timestamp(), packet.marker(), event);
        Drop refused = muted || jack.peer == null ? null : pass(packet, key, jack.peer);
        key.ifPresent(keys);
        return refused;
    }

    /// Packets of keys go on as they came where speech does. To a peer who hears more than one, the
    /// key is pressed anew: packets of two clocks cannot be numbered as one stream.
    private @Nullable Drop pass(RtpPacket packet, Optional<Character> key, Jack peer) {
        if (!peer.relays()) {
            key.ifPresent(peer.line()::press);
            if (key.isPresent()) {
                pressed = OptionalInt.of(packet.timestamp());
            }
            return null;
        }
        boolean passed = pressed.isPresent() && pressed.getAsInt() == packet.timestamp();
        return passed ? null : peer.line().relayKey(packet);
    }
}
