package org.strowger.flow.exchange;

import java.util.Comparator;
import org.strowger.yaml.Position;

/// What of the source has no counterpart here, or one that differs, and where it stands.
///
/// @param line counted from 1
/// @param column counted from 1
public record Note(String file, int line, int column, String what) {
    static final Comparator<Note> FIRST_IN_FILE_FIRST =
            Comparator.comparingInt(Note::line).thenComparingInt(Note::column);

    static Note at(Position place, String what) {
        return new Note(place.file(), place.line(), place.column(), what);
    }

    /// `ivr.conf.xml:12:7: what`, which editors and terminals turn into a link.
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + what;
    }
}
