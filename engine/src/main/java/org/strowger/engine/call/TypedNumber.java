package org.strowger.engine.call;

/// A number that is being typed at a telephone: `#` or a silence ends it.
final class TypedNumber {
    /// Longer than any number, pin or reason.
    private static final int LONGEST = 32;

    private final StringBuilder digits = new StringBuilder();

    /// Takes a key; anything but digits and `#` does nothing.
    ///
    /// @return whether the number is complete
    boolean type(char key) {
        if (key >= '0' && key <= '9' && digits.length() < LONGEST) {
            digits.append(key);
        }
        return key == '#';
    }

    boolean isEmpty() {
        return digits.isEmpty();
    }

    String digits() {
        return digits.toString();
    }

    /// Typed keys are nobody's to read.
    @Override
    public String toString() {
        return "***";
    }
}
