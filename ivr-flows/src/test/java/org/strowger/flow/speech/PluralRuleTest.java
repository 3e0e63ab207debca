package org.strowger.flow.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The plural classes of whole numbers, as CLDR has them.
class PluralRuleTest {

    static Stream<String> tags() {
        return SpeechShapes.ALL.keySet().stream();
    }

    @ParameterizedTest
    @CsvSource({
        "en, other one other other other other other other",
        "fr, one one other other other other other other",
        "pl, many one few many many many few many",
        "ru, many one few many many one few one",
        "ar, zero one two few many many many other",
        "ja, other other other other other other other other"
    })
    void callersBeforeYou(String tag, String classes) {
        SpokenLanguage language = SpokenLanguage.of(tag).orElseThrow();
        String found =
                Arrays.stream(new long[] {0, 1, 2, 5, 11, 21, 22, 101})
                        .mapToObj(n -> language.plural(n).keyword())
                        .collect(Collectors.joining(" "));
        assertEquals(classes, found);
    }

    @ParameterizedTest
    @MethodSource("tags")
    void everyClassIsCldrs(String tag) {
        SpokenLanguage language = SpokenLanguage.of(tag).orElseThrow();
        PluralRules rules = PluralRules.forLocale(ULocale.forLanguageTag(tag));
        LongStream.concat(
                        LongStream.rangeClosed(0, 2_000),
                        LongStream.concat(
                                LongStream.iterate(2_001, n -> n <= 1_000_000, n -> n + 97),
                                LongStream.of(999_999, 1_000_000, 1_000_001, 2_000_000, 1_500_000)))
                .forEach(
                        n ->
                                assertEquals(
                                        rules.select((double) n),
                                        language.plural(n).keyword(),
                                        () -> tag + " " + n));
    }

    @Test
    void aCountBelowZeroIsTakenByItsMagnitude() {
        SpokenLanguage english = SpokenLanguage.of("en").orElseThrow();
        assertEquals(PluralClass.ONE, english.plural(-1));
        assertEquals(PluralClass.OTHER, english.plural(Long.MIN_VALUE));
    }
}
