package org.strowger.flow.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What we say, against what CLDR's rules say through ICU4J: the same words, wherever CLDR is
/// right.
///
/// Where it is not, SpeechShapes has the correction: Greek accents, Polish sixtieth and ninetieth,
/// Russian ё and the ordinals from two hundred on, Persian ordinals (CLDR has none), French
/// ordinals from a hundred on ("cent unième", where CLDR's "cent-et-unième" would double the
/// words), Chinese and Japanese zero (零 and ゼロ for 〇). Decimals are read digit by digit in every
/// language, where CLDR reads Polish ones as a number and Russian ones as fractions. Italian loses
/// a vowel where two words meet ("centottanta"), which words that are played one by one do not.
class SpelloutTest {

    static Stream<String> tags() {
        return SpeechShapes.ALL.keySet().stream();
    }

    private static SpokenLanguage language(String tag) {
        return SpokenLanguage.of(tag).orElseThrow();
    }

    /// Words without what stands between them, in one spelling.
    private static String joined(String tag, String text) {
        String bare = text.replaceAll("[ \u00AD,\u200B-]+", "");
        if (tag.equals("it")) {
            return bare.replace("tré", "tre")
                    .replace("centoo", "cento")
                    .replace("centoun", "centun");
        }
        for (Map.Entry<String, String> corrected : SpeechShapes.of(tag).corrected().entrySet()) {
            bare = bare.replace(corrected.getKey(), corrected.getValue());
        }
        return bare;
    }

    private static String cldr(String tag, SpelloutRules rules, String way, long n) {
        String set = SpeechShapes.of(tag).set(way);
        return joined(tag, rules.spellout(n, set));
    }

    @ParameterizedTest
    @MethodSource("tags")
    void theTablesAreWhatCldrMakes(String tag) throws IOException {
        String committed =
                Files.readString(
                        SpeechTables.FOLDER.resolve(SpeechTables.file(tag)),
                        StandardCharsets.UTF_8);
        assertEquals(
                SpeechTables.text(tag), committed, "run SpeechTables.main and look at the diff");
    }

    @ParameterizedTest
    @MethodSource("tags")
    void numbersAreSaidAsCldrSpellsThem(String tag) {
        SpelloutRules rules = SpeechShapes.rules(tag);
        for (long n = 0; n < 10_000; n++) {
            assertNumber(tag, rules, n);
        }
        Random random = new Random(42);
        for (int i = 0; i < 1_500; i++) {
            long power = (long) Math.pow(10, random.nextInt(12));
            assertNumber(tag, rules, power * (1 + random.nextInt(9)));
            assertNumber(tag, rules, power + random.nextInt(1_000));
            assertNumber(tag, rules, random.nextLong(10 * power));
        }
        assertNumber(tag, rules, Quantities.HIGHEST);
    }

    private static void assertNumber(String tag, SpelloutRules rules, long n) {
        String said = joined(tag, Heard.text(language(tag).number(n)));
        assertEquals(cldr(tag, rules, "number", n), said, () -> tag + " " + n);
    }

    @ParameterizedTest
    @MethodSource("tags")
    void ordinalsAreSaidAsCldrSpellsThem(String tag) {
        SpelloutRules rules = SpeechShapes.rules(tag);
        for (long n = 1; n <= Quantities.HIGHEST_ORDINAL; n += n < 1_100 ? 1 : 13) {
            long place = n;
            String said = joined(tag, Heard.text(language(tag).ordinal(n)));
            assertEquals(cldr(tag, rules, "ordinal", n), said, () -> tag + " " + place);
        }
    }

    @ParameterizedTest
    @MethodSource("tags")
    void belowZeroThereIsOneWordMore(String tag) {
        String positive = Heard.text(language(tag).number(1234));
        String negative = Heard.text(language(tag).number(-1234));
        assertTrue(negative.endsWith(" " + positive), negative);
        assertEquals(1, negative.split(" ", -1).length - positive.split(" ", -1).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en", "es", "fr", "it", "ar", "fa", "hi", "ko", "zh", "el"})
    void decimalsAreSaidAsCldrSpellsThem(String tag) {
        SpelloutRules rules = SpeechShapes.rules(tag);
        String set = SpeechShapes.of(tag).set("number");
        for (double n : new double[] {1.5, 3.14, 20.05, 1234.567}) {
            String cldr = joined(tag, rules.spellout(n, set)).replace("punto", "coma");
            assertEquals(cldr, joined(tag, Heard.text(language(tag).number(n))), tag);
        }
    }

    @Test
    void decimalsOfPolishAndRussianAreSaidDigitByDigit() {
        assertEquals("trzy przecinek jeden cztery", Heard.text(language("pl").number(3.14)));
        assertEquals("три запятая один четыре", Heard.text(language("ru").number(3.14)));
    }

    @ParameterizedTest
    @MethodSource("tags")
    void fewWordsAreEnoughForEveryNumber(String tag) {
        int words = language(tag).vocabulary(Set.of(SayKind.NUMBER)).size();
        assertTrue(words <= 150, () -> tag + " has " + words);
    }
}
