package org.strowger.flow.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.flow.speech.Spoken.CannotSay;
import org.strowger.flow.speech.Spoken.Words;

/// Whatever is said was in the vocabulary before: else a caller would hear a gap.
class VocabularyTest {
    private static final int VALUES = 1_500;
    private static final List<Currency> CURRENCIES = List.of(Currency.values());

    static Stream<String> tags() {
        return SpeechShapes.ALL.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("tags")
    void everyWordThatIsSaidIsInTheVocabulary(String tag) {
        SpokenLanguage language = SpokenLanguage.of(tag).orElseThrow();
        for (SayKind kind : SayKind.values()) {
            SortedMap<String, Word> vocabulary = language.vocabulary(Set.of(kind));
            Random random = new Random(42);
            for (int i = 0; i < VALUES; i++) {
                assertKnown(tag + " " + kind, vocabulary, any(language, kind, random));
            }
        }
    }

    private static void assertKnown(
            String what, SortedMap<String, Word> vocabulary, Spoken spoken) {
        switch (spoken) {
            case Words(var words) -> {
                assertTrue(!words.isEmpty(), what);
                for (Word word : words) {
                    assertEquals(word, vocabulary.get(word.id()), () -> what + " " + word.id());
                }
            }
            case CannotSay(String reason) -> fail(what + ": " + reason);
        }
    }

    private static Spoken any(SpokenLanguage language, SayKind kind, Random random) {
        long high = (long) Math.pow(10, random.nextInt(12)) * (1 + random.nextInt(9));
        long n = random.nextBoolean() ? high : random.nextLong(high) + 1;
        return switch (kind) {
            case DIGITS -> language.digits(random.nextInt(10_000) + "*#");
            case NUMBER ->
                    random.nextBoolean()
                            ? language.number(random.nextBoolean() ? n : -n)
                            : language.number(random.nextInt() / 1000.0);
            case ORDINAL -> language.ordinal(1 + random.nextInt(9_999));
            case CURRENCY ->
                    language.currency(
                            random.nextBoolean() ? n : random.nextInt(100_000) / -100.0,
                            CURRENCIES.get(random.nextInt(CURRENCIES.size())).name());
            case DATE -> language.date(LocalDate.of(1, 1, 1).plusDays(random.nextInt(9_998 * 365)));
            case TIME -> language.time(LocalTime.of(random.nextInt(24), random.nextInt(60)));
            case DURATION -> language.duration(Duration.ofSeconds(random.nextInt(9_999 * 3_600)));
            case PHONE ->
                    language.phone((random.nextBoolean() ? "+" : "0") + random.nextLong(1L << 40));
            case SPELL -> language.spell("Zz-9@a." + (char) ('a' + random.nextInt(26)));
        };
    }

    @ParameterizedTest
    @MethodSource("tags")
    void wordsOfTheVocabularyAreKeptByTheirId(String tag) {
        SpokenLanguage language = SpokenLanguage.of(tag).orElseThrow();
        language.vocabulary(Set.of(SayKind.values()))
                .forEach((id, word) -> assertEquals(id, word.id()));
        assertTrue(language.vocabulary(Set.of()).isEmpty());
    }

    @Test
    void aWordNeedsANameThatCanBeAFiles() {
        for (String id : new String[] {"", "Zero", "a.b", "../x", "x".repeat(65)}) {
            try {
                new Word(id, "text");
            } catch (IllegalArgumentException expected) {
                continue;
            }
            fail(id);
        }
    }

    @Test
    void theLanguagesAreKnownByTheirPrimaryTags() {
        assertEquals(
                "[ar, de, el, en, es, fa, fr, hi, it, ja, ko, pl, ru, zh]",
                SpokenLanguage.known().toString());
        assertEquals(SpokenLanguage.of("en-GB"), SpokenLanguage.of("en-IE"));
        assertEquals(SpokenLanguage.of("en"), SpokenLanguage.of("en-US"));
        assertEquals(SpokenLanguage.of("zh"), SpokenLanguage.of("zh-Hant-TW"));
        assertTrue(SpokenLanguage.of("xx").isEmpty());
        assertTrue(SpokenLanguage.of("").isEmpty());
        assertTrue(SpokenLanguage.of("-").isEmpty());
        assertTrue(SpokenLanguage.of("de_DE").isEmpty());
    }
}
