package org.strowger.engine.call;

import java.util.OptionalInt;

/// A number that is being typed at a telephone: `#` or a silence ends it.
final class TypedNumber {
    /// Longer than any number, pin or reason.
    private static final int LONGEST = 32;

    /// The most digits of the number of a choice.
    private static final int LONGEST_CHOICE = 3;

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

    /// The number of a choice, from what was typed or dialled, which may be anything; empty when it
    /// is none.
    static OptionalInt choice(String typed) {
        boolean isNumber =
                !typed.isEmpty()
                        && typed.length() <= LONGEST_CHOICE
                        && typed.chars().allMatch(key -> key >= '0' && key <= '9');
        return isNumber ? OptionalInt.of(Integer.parseInt(typed)) : OptionalInt.empty();
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
