package org.strowger.telephony.media;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.Sound;

/// What one far end hears from us: a playback, or the music beneath it.
final class Programme {
    private @Nullable Playback playback;
    private @Nullable Sound music;
    private int musicPosition;

    boolean playing() {
        return playback != null;
    }

    /// Begins a playback and returns the token of the one that it ends, if any.
    @Nullable Object play(Object token, List<Sound> sounds) {
        Object ended = stop();
        playback = new Playback(token, sounds);
        return ended;
    }

    /// Ends the playback and returns its token; null when none runs.
    @Nullable Object stop() {
        Object ended = playback == null ? null : playback.token;
        playback = null;
        return ended;
    }

    /// Begins music, or lets it go on when it is the same.
    void music(Sound sound) {
        if (music != sound) {
            music = sound;
            musicPosition = 0;
        }
    }

    void stopMusic() {
        music = null;
    }

    /// Fills a frame with the next of the playback, and returns its token when that was the last.
    @Nullable Object fillFromPlayback(byte[] frame) {
        Playback running = playback;
        if (running == null) {
            return null;
        }
        running.fill(frame);
        return running.over() ? stop() : null;
    }

    /// Fills a frame with the next of the music, if there is any; what is missing is silence.
    void fillFromMusic(byte[] frame) {
        int filled = 0;
        while (music != null && music.length() > 0 && filled < frame.length) {
            int copied = music.copy(musicPosition, frame, filled, frame.length - filled);
            filled += copied;
            musicPosition = (musicPosition + copied) % music.length();
        }
        silence(frame, filled);
    }

    private static void silence(byte[] frame, int from) {
        for (int i = from; i < frame.length; i++) {
            frame[i] = Codec.PCMU.silence();
        }
    }

    private static final class Playback {
        private final Object token;
        private final List<Sound> sounds;
        private int next;
        private int position;

        Playback(Object token, List<Sound> sounds) {
            this.token = token;
            this.sounds = sounds;
            skipWhatIsOver();
        }

        void fill(byte[] frame) {
            int filled = 0;
            while (filled < frame.length && !over()) {
                int copied = sounds.get(next).copy(position, frame, filled, frame.length - filled);
                filled += copied;
                position += copied;
                skipWhatIsOver();
            }
            silence(frame, filled);
        }

        boolean over() {
            return next == sounds.size();
        }

        private void skipWhatIsOver() {
            while (!over() && position >= sounds.get(next).length()) {
                next++;
                position = 0;
            }
        }
    }
}
