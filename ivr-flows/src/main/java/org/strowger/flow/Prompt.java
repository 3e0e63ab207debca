package org.strowger.flow;

import java.util.regex.Pattern;

/// Something a caller hears.
public sealed interface Prompt {

    /// A recording, by its name among the prompts of the flow's language.
    ///
    /// The name can be part of a file's name: it has no dots and no slashes.
    record Recorded(String id) implements Prompt {
        static final Pattern FORM = Pattern.compile("[a-z0-9_-]{1,64}");

        public Recorded {
            if (!FORM.matcher(id).matches()) {
                throw new IllegalArgumentException("not a prompt id: " + id);
            }
        }
    }

    /// Words to be spoken in the flow's language.
    record Text(String text) implements Prompt {}

    /// A number to be spoken in the flow's language.
    @SuppressWarnings("AvoidCommonTypeNames") // never seen without its Prompt
    record Number(int value) implements Prompt {}
}
