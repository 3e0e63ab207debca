package org.strowger.telephony.media;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.strowger.telephony.Sound;

/// The audio between us and one far end, on a UDP port of its own.
///
/// Any thread may ask things of it; nothing here waits. They are done on the media thread, in the
/// order in which they were asked. Each method that asks says whether the loop has taken it:
/// `false` means that the stream or its loop is closed, or that more is waiting than a healthy loop
/// ever has.
///
/// While it is connected and may send, it sends 20 ms of audio every 20 ms: the playback, else the
/// digits, else the music, else silence. While it is bridged it sends what the other far end sends
/// and nothing of its own but digits. While the far end holds, a playback goes on unheard; before
/// the first [#connect] it waits.
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
    /// bridge that either was in.
    public boolean bridge(MediaStream other) {
        if (other == this || other.loop != loop) {
            throw new IllegalArgumentException("expected another stream of the same loop");
        }
        return ask(() -> stream.bridge(other.stream));
    }

    /// Parts this far end from the one that it is bridged with, if any; both then hear silence.
    public boolean unbridge() {
        return ask(stream::unbridge);
    }

    /// Ends the stream, parting it from the other of a bridge; its port is free a moment later.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            loop.close(stream);
        }
    }

    private boolean ask(Runnable what) {
        return !closed.get() && loop.ask(stream, what);
    }
}
