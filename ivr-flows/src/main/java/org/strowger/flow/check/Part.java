package org.strowger.flow.check;

import java.util.ArrayList;
import java.util.List;
import org.strowger.flow.speech.PluralClass;

/// Where in a node something stands: keys from the node down, and numbers from 0 for items of a
/// list.
record Part(List<String> keys) {
    /// The node as a whole.
    static final Part WHOLE = new Part(List.of());

    Part {
        keys = List.copyOf(keys);
    }

    static Part of(String... keys) {
        return new Part(List.of(keys));
    }

    Part within(String key) {
        List<String> deeper = new ArrayList<>(keys);
        deeper.add(key);
        return new Part(deeper);
    }

    Part item(int number) {
        return within(String.valueOf(number));
    }

    Part form(PluralClass form) {
        return within(form.keyword());
    }
}
