package org.strowger.flow.speech;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A language that values are said in, or its form in a region.
///
/// What it says comes from a finite vocabulary, so that every sound can be there before a call.
public final class SpokenLanguage {
    private static final List<String> TAGS =
            List.of(
                    "ar", "de", "el", "en", "en-GB", "es", "fa", "fr", "fr-BE", "fr-CH", "hi", "it",
                    "ja", "ko", "pl", "ru", "zh");
    private static final Set<String> BRITISH = Set.of("AU", "GB", "IE", "IN", "NZ", "ZA");
    private static final SortedMap<String, SpokenLanguage> ALL = all();

    private final List<String> files;
    private volatile @Nullable Parts loaded;

    /// What the tables were made into.
    private record Parts(
            PluralRule plurals, Quantities quantities, Moments moments, Characters characters) {

        Parts(Grammar grammar) {
            this(
                    grammar.plurals(),
                    new Quantities(grammar),
                    new Moments(grammar),
                    new Characters(grammar));
        }
    }

    private SpokenLanguage(List<String> files) {
        this.files = List.copyOf(files);
    }

    private static SortedMap<String, SpokenLanguage> all() {
        SortedMap<String, SpokenLanguage> all = new TreeMap<>();
        for (String tag : TAGS) {
            String primary = Locale.forLanguageTag(tag).getLanguage();
            List<String> files = new ArrayList<>(List.of("numbers-" + tag, "phrases-" + primary));
            if (tag.equals("en-GB")) {
                files.add("phrases-en-GB");
            }
            all.put(tag, new SpokenLanguage(files));
        }
        return Collections.unmodifiableSortedMap(all);
    }

    /// The tables are read when the language is first needed; whoever reads them at the same moment
    /// gets the same.
    private Parts parts() {
        Parts parts = loaded;
        if (parts == null) {
            parts = new Parts(new Grammar(new Table(files)));
            loaded = parts;
        }
        return parts;
    }

    /// The language of a BCP 47 tag: in the form of its region where that is known to differ, else
    /// the language itself.
    public static Optional<SpokenLanguage> of(String bcp47Tag) {
        Locale locale = Locale.forLanguageTag(bcp47Tag);
        String primary = locale.getLanguage();
        boolean british = primary.equals("en") && BRITISH.contains(locale.getCountry());
        String regional = british ? "en-GB" : primary + "-" + locale.getCountry();
        return Optional.ofNullable(ALL.get(regional))
                .or(() -> Optional.ofNullable(ALL.get(primary)));
    }

    /// The primary tags of the languages that there are.
    public static SortedSet<String> known() {
        SortedSet<String> known = new TreeSet<>(ALL.keySet());
        known.removeIf(tag -> tag.contains("-"));
        return known;
    }

    /// Everything that values of these kinds can ever need, by id.
    public SortedMap<String, Word> vocabulary(Set<SayKind> kinds) {
        SortedMap<String, Word> words = new TreeMap<>();
        for (SayKind kind : SayKind.values()) {
            if (kinds.contains(kind)) {
                addVocabulary(kind, words);
            }
        }
        return words;
    }

    private void addVocabulary(SayKind kind, SortedMap<String, Word> words) {
        switch (kind) {
            case DIGITS -> parts().characters().addDigits(words);
            case NUMBER -> parts().quantities().addNumbers(words);
            case ORDINAL -> parts().quantities().addOrdinals(words);
            case CURRENCY -> parts().quantities().addAmounts(words);
            case DATE -> parts().moments().addDates(words);
            case TIME -> parts().moments().addTimes(words);
            case DURATION -> parts().quantities().addDurations(words);
            case PHONE -> parts().characters().addPhone(words);
            case SPELL -> parts().characters().addLetters(words);
        }
    }

    /// The form of a noun that goes with a count; a negative count is taken by its magnitude.
    public PluralClass plural(long n) {
        return parts().plurals().of(n == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(n));
    }

    /// Every digit by itself, leading zeros too.
    public Spoken digits(String digits) {
        return parts().characters().digits(digits);
    }

    public Spoken number(long n) {
        return parts().quantities().number(n);
    }

    /// A number with its decimals, at most six of them, digit by digit.
    public Spoken number(double n) {
        return parts().quantities().number(n);
    }

    /// The place in an order, from the first to the 9,999th.
    public Spoken ordinal(long n) {
        return parts().quantities().ordinal(n);
    }

    /// An amount of money, rounded to what the currency has (ISO 4217).
    public Spoken currency(double amount, String isoCode) {
        return parts().quantities().currency(amount, isoCode);
    }

    public Spoken date(LocalDate date) {
        return parts().moments().date(date);
    }

    /// The time of day; seconds are not said.
    public Spoken time(LocalTime time) {
        return parts().moments().time(time);
    }

    /// Hours, minutes and seconds, without the parts that are zero.
    public Spoken duration(Duration duration) {
        return parts().quantities().duration(duration);
    }

    /// A telephone number in groups.
    public Spoken phone(String number) {
        return parts().characters().phone(number);
    }

    /// Letters, digits and the signs of addresses, one by one.
    public Spoken spell(String text) {
        return parts().characters().spell(text);
    }
}
