package org.strowger.flow.release;

/// A line of a difference between two texts.
///
/// The lines kept and removed, one after the other, are the old text; the lines kept and added are
/// the new one.
///
/// @param text with the line feed that ends it; the last line of a text may have none
public record DiffLine(Kind kind, String text) {

    /// In which of the two texts a line is.
    public enum Kind {
        /// In both.
        KEPT,
        /// In the old one only.
        REMOVED,
        /// In the new one only.
        ADDED
    }
}
