package org.strowger.engine.flow;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.strowger.telephony.Sound;

/// The sounds of what the switch itself says, read once, so that no call waits for one.
public final class Announcements {
    /// The one that all built-in announcements are in.
    private static final String LANGUAGE = "en-GB";

    private final Map<Announcement, Sound> sounds;

    private Announcements(Map<Announcement, Sound> sounds) {
        this.sounds = sounds;
    }

    /// The centre's recordings, or else the built-in ones.
    ///
    /// @throws IOException when a recording of the centre cannot be read; the message says which
    public static Announcements in(PromptLibrary library) throws IOException {
        Map<Announcement, Sound> sounds = new EnumMap<>(Announcement.class);
        for (Announcement announcement : Announcement.values()) {
            sounds.put(announcement, library.recording(LANGUAGE, announcement.recording()));
        }
        return new Announcements(sounds);
    }

    /// A text, spoken in the language of the built-in announcements.
    ///
    /// @throws IOException when it cannot be spoken; the message says why
    public static Sound text(PromptLibrary library, String words) throws IOException {
        return library.speech(LANGUAGE, words, false);
    }

    /// A recording of the centre, or a built-in one.
    ///
    /// @throws IOException when there is none; the message says what was looked for
    public static Sound recording(PromptLibrary library, String id) throws IOException {
        return library.recording(LANGUAGE, id);
    }

    public Sound sound(Announcement announcement) {
        return Objects.requireNonNull(sounds.get(announcement));
    }
}
