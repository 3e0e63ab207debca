package org.strowger.flow;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.speech.PluralClass;
import org.strowger.flow.speech.SayKind;

/// A part of what a flow has a caller hear, as it is written.
public sealed interface Prompt {

    /// A recording, by its name among the prompts of the caller's language.
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

    /// Words to be spoken.
    ///
    /// @param texts by language; the flow's own is among them
    /// @param ssml whether they are in the Speech Synthesis Markup Language (W3C)
    record Text(SortedMap<String, String> texts, boolean ssml) implements Prompt {
        public Text {
            texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        }
    }

    record Silence(Duration lasts) implements Prompt {}

    /// A value to be spoken in the caller's language.
    ///
    /// @param currency an ISO 4217 code; only of an amount of money
    record SayAs(SayKind kind, Expression value, Optional<Expression> currency) implements Prompt {}

    /// One of several prompts, by how the caller's language counts.
    ///
    /// @param forms at least one for [PluralClass#OTHER], which stands for every class not given
    record Plural(Expression count, SortedMap<PluralClass, List<Prompt>> forms) implements Prompt {
        public Plural {
            forms = Collections.unmodifiableSortedMap(new TreeMap<>(forms));
        }
    }

    /// What no key cuts short, even where the rest may be; keys pressed meanwhile are forgotten.
    record Uninterrupted(List<Prompt> prompts) implements Prompt {
        public Uninterrupted {
            prompts = List.copyOf(prompts);
        }
    }
}
