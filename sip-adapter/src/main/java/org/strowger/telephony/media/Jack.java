package org.strowger.telephony.media;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;

/// Where one stream is plugged into the [Switchboard]: with whom it talks, or to whom it listens,
/// who listens to it, and so what it hears; and what it says and is played in this tick.
final class Jack {
    private final Line line;
    private final Switchboard switchboard;
    private final short[] said = new short[RtpOutput.SAMPLES_PER_TICK];
    private final byte[] programme = new byte[RtpOutput.SAMPLES_PER_TICK];

    // What the switchboard was asked for. At most one of the first three is there.
    @Nullable Jack peer;
    @Nullable Room room;
    @Nullable Jack target;
    Ear ear = Ear.MONITOR;
    final Set<Jack> listeners = new LinkedHashSet<>();

    // What the stream says of itself.
    private boolean sends;
    private boolean playing;
    private boolean recorded;

    // What follows from all that.
    private List<Jack> voices = List.of();
    private List<Jack> programmes = List.of(this);
    private boolean wanted;

    /// The way to the far end that is plugged in.
    interface Line {
        /// Sends on a packet of speech that the peer said; says why not.
        MediaMeters.@Nullable Drop relay(RtpPacket packet, Codec codec);

        /// Sends on a packet that tells of a key; says why not.
        MediaMeters.@Nullable Drop relayKey(RtpPacket packet);

        /// Presses a key that the peer pressed.
        void press(char key);
    }

    Jack(Line line, Switchboard switchboard) {
        this.line = line;
        this.switchboard = switchboard;
        Arrays.fill(programme, Codec.PCMU.silence());
    }

    Line line() {
        return line;
    }

    /// Whether audio may be sent to the far end.
    boolean sends() {
        return sends;
    }

    void send(boolean sending) {
        if (sends != sending) {
            sends = sending;
            switchboard.changed();
        }
    }

    /// Whether the far end hears a playback in place of all else.
    boolean playing() {
        return playing;
    }

    /// Lets a playback take the place of all else that the far end hears, or gives it back.
    void play(boolean playback) {
        if (playing != playback) {
            playing = playback;
            switchboard.changed();
        }
    }

    /// Has what the far end says and hears kept for a recording.
    void record(boolean recording) {
        recorded = recording;
        switchboard.changed();
    }

    /// What the far end says in this tick; silence unless it is [#wanted].
    short[] said() {
        return said;
    }

    /// What is played to the far end in this tick, in mu-law: playback, music or silence.
    byte[] programme() {
        return programme;
    }

    /// Whether it is in a bridge or a conference, or listens.
    boolean engaged() {
        return peer != null || room != null || target != null;
    }

    /// Whether it hears what its peer says and nothing else, so that packets can go on as they
    /// came.
    boolean relays() {
        return peer != null && !playing && target == null && voices.size() == 1;
    }

    /// Whether it hears its own programme and nothing else.
    boolean hearsNobody() {
        return voices.isEmpty() && programmes.size() == 1;
    }

    /// Whose voices it hears.
    List<Jack> voices() {
        return voices;
    }

    /// Whether somebody needs [#said].
    boolean wanted() {
        return wanted;
    }

    /// Adds up what it hears.
    void mixInto(Mix mix) {
        mix.clear();
        for (Jack each : programmes) {
            mix.addMuLaw(each.programme);
        }
        for (Jack each : voices) {
            mix.add(each.said);
        }
    }

    void forgetWhoWantsIt() {
        wanted = false;
    }

    /// Finds out what it hears: its programme, and with it, unless a playback takes the place of
    /// everything, whom it talks with, who whispers to it, and who barges in on either. Who listens
    /// hears its target, and what that one hears.
    void findSources() {
        if (!engaged() && listeners.isEmpty()) {
            voices = List.of();
            programmes = List.of(this);
            return;
        }
        var heard = new LinkedHashSet<Jack>();
        var played = new LinkedHashSet<Jack>();
        hear(heard, played);
        heard.remove(this);
        voices = List.copyOf(heard);
        programmes = List.copyOf(played);
    }

    /// Has the sources know that they are wanted, where packets are not enough.
    void wantSources() {
        wanted |= recorded;
        if (recorded || !relays()) {
            voices.forEach(voice -> voice.wanted = true);
        }
    }

    private void hear(Set<Jack> heard, Set<Jack> played) {
        if (!played.add(this) || playing) {
            return;
        }
        if (peer != null) {
            peer.beHeard(heard);
        }
        if (room != null) {
            room.members().stream()
                    .filter(each -> each != this)
                    .forEach(each -> each.beHeard(heard));
        }
        for (Jack listener : listeners) {
            if (listener.ear != Ear.MONITOR) {
                heard.add(listener);
            }
        }
        if (target != null) {
            heard.add(target);
            if (target.sends) {
                target.hear(heard, played);
            }
        }
    }

    private void beHeard(Set<Jack> heard) {
        heard.add(this);
        for (Jack listener : listeners) {
            if (listener.ear == Ear.BARGE) {
                heard.add(listener);
            }
        }
    }
}
