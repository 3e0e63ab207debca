package org.strowger.flow.speech;

import java.util.regex.Pattern;

/// A word or a few that are spoken as one sound.
///
/// @param id its name among the recordings of its language, the same in every release
/// @param text what is synthesised where there is no recording of that name
public record Word(String id, String text) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9_-]{1,64}");

    /// The breath between two groups of digits: its text, a comma, synthesises to near silence.
    public static final Word PAUSE = new Word("pause-group", ",");

    public Word {
        if (!FORM.matcher(id).matches() || text.isEmpty()) {
            throw new IllegalArgumentException("not a word: " + id + " '" + text + "'");
        }
    }
}
