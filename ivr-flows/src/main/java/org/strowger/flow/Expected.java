package org.strowger.flow;

import java.util.NavigableSet;
import java.util.Optional;
import org.strowger.flow.FlowNode.Extensions;

/// The entries that a question takes.
sealed interface Expected {

    /// Whether the keys are an answer as they stand.
    boolean accepts(String keys);

    /// Whether more keys can make an answer of these, which are at least one.
    boolean canGrow(String keys);

    /// Whether an answer can go on with a key.
    default boolean uses(String keys) {
        return accepts(keys) || canGrow(keys);
    }

    /// One of some choices, or the number of an extension.
    record Choices(NavigableSet<String> choices, Optional<Extensions> extensions)
            implements Expected {

        @Override
        public boolean accepts(String keys) {
            return choices.contains(keys) || isExtension(keys);
        }

        boolean isExtension(String keys) {
            return extensions.isPresent()
                    && keys.length() == extensions.get().length()
                    && beginsExtension(keys, extensions.get());
        }

        /// In the order of choices, one that begins with the keys and goes on would come next.
        @Override
        public boolean canGrow(String keys) {
            String next = choices.higher(keys);
            return (next != null && next.startsWith(keys))
                    || (extensions.isPresent()
                            && keys.length() < extensions.get().length()
                            && beginsExtension(keys, extensions.get()));
        }

        private static boolean beginsExtension(String keys, Extensions extensions) {
            return extensions.starts().indexOf(keys.charAt(0)) >= 0
                    && keys.chars().allMatch(Expected::isDigit);
        }
    }

    /// A row of digits.
    ///
    /// @param decimal whether one `*` may stand among them, for the decimal point
    record Digits(int min, int max, boolean decimal) implements Expected {

        @Override
        public boolean accepts(String keys) {
            return keys.length() >= min && keys.length() <= max && isWellFormed(keys);
        }

        @Override
        public boolean canGrow(String keys) {
            return keys.length() < max && isWellFormed(keys);
        }

        private boolean isWellFormed(String keys) {
            int points = 0;
            for (int i = 0; i < keys.length(); i++) {
                char key = keys.charAt(i);
                if (decimal && key == '*') {
                    points++;
                } else if (!isDigit(key)) {
                    return false;
                }
            }
            return points <= 1;
        }
    }

    private static boolean isDigit(int key) {
        return key >= '0' && key <= '9';
    }
}
