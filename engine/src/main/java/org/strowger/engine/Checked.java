package org.strowger.engine;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The last resort of the readers: what a value's own constructor refuses is a problem of the file
/// too, at the place of the section it was read from.
final class Checked {
    private Checked() {}

    /// @param refuse takes what is wrong
    static <T> Optional<T> made(Consumer<String> refuse, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException e) {
            refuse.accept(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
