package org.strowger.telephony.media;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.strowger.telephony.ConferenceId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Listen;

/// The audio between us and one far end, on a UDP port of its own.
///
/// Any thread may ask things of it; nothing here waits. They are done on the media thread, in the
/// order in which they were asked. Each method that asks says whether the loop has taken it:
/// `false` means that the stream or its loop is closed, or that more is waiting than a healthy loop
/// ever has.
///
/// While it is connected and may send, it sends 20 ms of audio every 20 ms: the playback, else the
/// digits, else the music, else silence. While it is bridged it sends what the other far end sends
/// and nothing of its own but digits; in a conference, or while somebody whispers to it or it
/// listens, it sends the sum of those whom it hears. While the far end holds, a playback goes on
/// unheard; before the first [#connect] it waits.
///
/// It sends to the address that it was connected to until the first valid packet arrives, and from
/// then to where that came from (RFC 4961). Packets from elsewhere are dropped, but for those from
/// the very address that it was connected to, which has the last word; a new SSRC from the same
/// address is welcome.
public final class MediaStream implements AutoCloseable {
    /// The payload type in which we ask for telephone events.
    public static final int TELEPHONE_EVENT = 101;

    private final MediaLoop loop;
    private final RtpStream stream;
    private final AtomicBoolean closed = new AtomicBoolean();

    MediaStream(MediaLoop loop, RtpStream stream) {
        this.loop = loop;
        this.stream = stream;
    }

    /// The UDP port that the far end is to send to.
    public int port() {
        return stream.port();
    }

    /// Begins to exchange audio, or changes with whom and how.
    ///
    /// @param remote where the far end says that it listens; never a name
    /// @param codec what we send; both codecs are understood
    /// @param telephoneEvents the payload type in which the far end takes keys, if it takes any
    /// @param direction which way audio may go, seen from our side
    public boolean connect(
            InetSocketAddress remote,
            Codec codec,
            OptionalInt telephoneEvents,
            Direction direction) {
        var agreement = new Agreement(remote, codec, telephoneEvents, direction);
        return ask(() -> stream.connect(agreement));
    }

    /// Plays sounds one after another, in place of the playback that runs. In a bridge the playback
    /// ends before it began.
    ///
    /// @param token what [MediaListener#playbackEnded] will be told
    public boolean play(Object token, List<Sound> sounds) {
        List<Sound> copy = List.copyOf(sounds);
        return ask(() -> stream.play(token, copy));
    }

    /// Ends the playback that runs, if any.
    public boolean stopPlaying() {
        return ask(stream::stopPlaying);
    }

    /// Plays one sound over and over beneath every playback, until the stream is bridged.
    ///
    /// It goes on where it was after a playback; in a bridge nothing begins.
    public boolean music(Sound sound) {
        return ask(() -> stream.music(sound));
    }

    /// Ends the music, if any; a playback that runs goes on.
    public boolean stopMusic() {
        return ask(stream::stopMusic);
    }

    /// Presses keys, one after another: `0-9`, `*`, `#`, `A-D`, at most 64 waiting at a time.
    ///
    /// More, or keys for a far end that takes none, are dropped and counted.
    public boolean sendDigits(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (TelephoneEvent.codeOf(digits.charAt(i)) < 0) {
                throw new IllegalArgumentException(
                        "key %d of %d: expected 0-9, *, # or A-D"
                                .formatted(i + 1, digits.length()));
            }
        }
        return ask(() -> stream.sendDigits(digits));
    }

    /// Lets this far end and another hear each other; ends playback and music on both, and any
    /// bridge or conference that either was in or listening that it did.
    public boolean bridge(MediaStream other) {
        requireNeighbour(other);
        return ask(() -> stream.bridge(other.stream));
    }

    /// Parts this far end from the one that it is bridged with, if any; both then hear silence.
    public boolean unbridge() {
        return ask(stream::unbridge);
    }

    /// Has this far end hear everybody in a conference, and be heard by them; the first to join
    /// makes the conference.
    ///
    /// It leaves the bridge or conference that it was in, stops listening, and its playback and
    /// music end. A playback that is begun later is heard in place of the conference. At most 32
    /// are in one conference: who comes later is counted and hears silence.
    public boolean join(ConferenceId conference) {
        return ask(() -> stream.join(conference));
    }

    /// Parts this far end from its conference, if any; it hears silence then. The last to leave
    /// ends the conference.
    public boolean leave() {
        return ask(stream::leave);
    }

    /// Has this far end hear what another says and hears, whatever that one's bridge or conference
    /// is now or later, until [#stopListening] or one of the two closes.
    ///
    /// It leaves the bridge or conference that it was in, and its playback and music end. Who
    /// monitors is never heard; who is to be heard by others only or by more, says so by listening
    /// again. What this one plays is heard by nobody else, and keys of others are not passed on to
    /// it.
    public boolean listen(MediaStream target, Listen.Ear ear) {
        requireNeighbour(target);
        return ask(() -> stream.listen(target.stream, ear));
    }

    /// Ends [#listen]; this far end hears silence then.
    public boolean stopListening() {
        return ask(stream::stopListening);
    }

    /// Has nobody hear what this far end says, recordings included, or lets it be heard again. Its
    /// keys are told all the same, but not passed on to a bridge.
    public boolean mute(boolean muted) {
        return ask(() -> stream.mute(muted));
    }

    /// Records this far end: what it says on the left, what it is sent on the right, 8,000 samples
    /// of each a second. Keys make no sound. A recording that runs is ended first.
    ///
    /// What arrives is recorded 60 ms after it did, when jitter has been taken out of it, on both
    /// sides. [MediaListener#recordingEnded] tells the end, unless this has returned `false`.
    ///
    /// @param longest the recording ends by itself after this time, and after a day at the latest
    /// @param silence it ends by itself when the far end says nothing for so long; nothing is
    ///   louder than -45 dBov for 60 ms then
    public boolean record(
            RecordingId recording,
            RecordingStore store,
            Duration longest,
            Optional<Duration> silence) {
        return !closed.get()
                && loop.askSurely(
                        stream,
                        () -> stream.deck().record(recording, store, longest, silence),
                        () -> stream.deck().refuse(recording, store));
    }

    /// Has the recording, if any, hold silence on both sides, or what is heard again. It goes on
    /// 300 ms after the pause has ended, so that nothing of the pause is in it that was still on
    /// its way.
    public boolean pauseRecording(boolean paused) {
        return ask(() -> stream.deck().pause(paused));
    }

    /// Ends the recording, if any.
    public boolean stopRecording() {
        return ask(stream.deck()::stop);
    }

    /// Ends the stream, parting it from everybody, and its recording; its port is free a moment
    /// later.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            loop.close(stream);
        }
    }

    private void requireNeighbour(MediaStream other) {
        if (other == this || other.loop != loop) {
            throw new IllegalArgumentException("expected another stream of the same loop");
        }
    }

    private boolean ask(Runnable what) {
        return !closed.get() && loop.ask(stream, what);
    }
}
