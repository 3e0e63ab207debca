package org.strowger.flow.speech;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A noun in the forms that its language has for counts.
final class Forms {
    private final Map<PluralClass, Word> words = new EnumMap<>(PluralClass.class);
    private final Word other;
    private final List<PluralClass> withoutNumber;

    private Forms(Word other, List<PluralClass> withoutNumber) {
        this.other = other;
        this.withoutNumber = List.copyOf(withoutNumber);
    }

    /// The forms that there are; nothing where even the one for `other` is missing.
    static Optional<Forms> of(
            Function<PluralClass, Optional<Word>> found, List<PluralClass> withoutNumber) {
        return found.apply(PluralClass.OTHER)
                .map(
                        other -> {
                            Forms forms = new Forms(other, withoutNumber);
                            for (PluralClass plural : PluralClass.values()) {
                                found.apply(plural).ifPresent(w -> forms.words.put(plural, w));
                            }
                            return forms;
                        });
    }

    Word in(PluralClass plural) {
        return words.getOrDefault(plural, other);
    }

    /// Whether the form says the number itself, as an Arabic dual does.
    boolean saysTheNumber(PluralClass plural) {
        return withoutNumber.contains(plural);
    }

    Collection<Word> all() {
        return words.values();
    }
}
