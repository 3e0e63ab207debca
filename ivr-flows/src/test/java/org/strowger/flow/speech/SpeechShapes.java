package org.strowger.flow.speech;

import com.ibm.icu.util.ULocale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The languages, with what is particular about each.
final class SpeechShapes {
    static final SequencedMap<String, SpeechShape> ALL = all();

    private static final String M = "%spellout-cardinal-masculine";
    private static final String F = "%spellout-cardinal-feminine";
    private static final String N = "%spellout-cardinal-neuter";
    private static final String NUMBERING = "%spellout-numbering";
    private static final String ORDINAL_M = "%spellout-ordinal-masculine";

    private SpeechShapes() {}

    static SpeechShape of(String tag) {
        return SpeechShape.in(ALL, tag);
    }

    static SpelloutRules rules(String tag) {
        return new SpelloutRules(ULocale.forLanguageTag(tag), of(tag).own());
    }

    private static SequencedMap<String, SpeechShape> all() {
        SequencedMap<String, SpeechShape> all = new LinkedHashMap<>();
        all.put("en", english(""));
        all.put("en-GB", english("-verbose").replacing(Map.of(NUMBERING, NUMBERING + "-verbose")));
        all.put("de", german());
        all.put("fr", french());
        all.put("fr-BE", french());
        all.put("fr-CH", french());
        all.put("es", spanish());
        all.put("it", italian());
        all.put("pl", polish());
        all.put("ru", russian());
        all.put("ar", arabic());
        all.put("fa", persian());
        all.put(
                "hi",
                shape(100, "number", NUMBERING, "ordinal", ORDINAL_M)
                        .naming(Map.of("वाँ", "ordinal-suffix")));
        all.put("ko", korean());
        all.put("zh", chinese());
        all.put("ja", japanese());
        all.put("el", greek());
        return all;
    }

    private static SpeechShape shape(int whole, String... namesAndSets) {
        SequencedMap<String, String> ways = new LinkedHashMap<>();
        for (int i = 0; i < namesAndSets.length; i += 2) {
            ways.put(namesAndSets[i], namesAndSets[i + 1]);
        }
        return new SpeechShape(ways, whole == 0, whole, Map.of(), Map.of(), Map.of(), "", "");
    }

    private static SpeechShape english(String verbose) {
        return shape(
                        0,
                        "number",
                        NUMBERING + verbose,
                        "ordinal",
                        "%spellout-ordinal" + verbose,
                        "year",
                        NUMBERING + "-year")
                .naming(Map.of("and", "number-and", "oh", "number-oh"));
    }

    private static SpeechShape german() {
        return shape(
                        1_000,
                        "number",
                        NUMBERING,
                        "m",
                        M,
                        "f",
                        F,
                        "ordinal",
                        "%spellout-ordinal",
                        "day",
                        "%spellout-ordinal-r",
                        "year",
                        NUMBERING + "-year")
                .naming(Map.of("hundert", "number-hundred"));
    }

    private static SpeechShape french() {
        return shape(100, "number", NUMBERING, "f", F, "ordinal", "%ordinal", "day", "%day")
                .adding(
                        "\n%day:\n0: ="
                                + M
                                + "=;\n1: premier;\n2: ="
                                + M
                                + "=;\n"
                                + frenchOrdinals());
    }

    /// From a hundred on ours, because CLDR's cannot be cut into words ("mill" "e deuxième").
    private static String frenchOrdinals() {
        StringBuilder rules = new StringBuilder("%ordinal:\n0: =" + ORDINAL_M + "=;\n");
        rule(rules, 100, "centième");
        rule(rules, 101, "cent >%ordinal-rest>");
        rule(rules, 200, "<" + M + "< centième");
        rule(rules, 201, "<" + M + "< cent >%ordinal-rest>");
        rule(rules, 1000, "millième");
        rule(rules, 1001, "mille >%ordinal-rest>");
        rule(rules, 2000, "<" + M + "< millième");
        rule(rules, 2001, "<" + M + "< mille >%ordinal-rest>");
        rules.append(
                "%ordinal-rest:\n0: =" + ORDINAL_M + "=;\n1: unième;\n2: =" + ORDINAL_M + "=;\n");
        rule(rules, 100, "=%ordinal=");
        return rules.toString();
    }

    private static SpeechShape spanish() {
        return shape(0, "number", NUMBERING, "m", M, "f", F, "ordinal", ORDINAL_M)
                .naming(Map.of("y", "number-and"));
    }

    private static SpeechShape italian() {
        return shape(
                        1_000, "number", NUMBERING, "m", M, "f", F, "ordinal", ORDINAL_M, "day",
                        "%day")
                .correcting(Map.of("cent", "cento", "tré", "tre"))
                .adding("\n%day:\n0: =" + NUMBERING + "=;\n1: primo;\n2: =" + NUMBERING + "=;\n");
    }

    private static SpeechShape polish() {
        return shape(
                        0,
                        "number",
                        NUMBERING,
                        "m",
                        M,
                        "f",
                        F,
                        "n",
                        N,
                        "ordinal",
                        ORDINAL_M,
                        "day",
                        ORDINAL_M + "-genitive",
                        "hour",
                        "%spellout-ordinal-feminine",
                        "year",
                        ORDINAL_M + "-genitive")
                .wholeBelow(1_000)
                .correcting(
                        Map.of(
                                "szesdziesiąty",
                                "sześćdziesiąty",
                                "szesdziesiątego",
                                "sześćdziesiątego",
                                "dziewiętdziesiąty",
                                "dziewięćdziesiąty",
                                "dziewiętdziesiątego",
                                "dziewięćdziesiątego"));
    }

    private static SpeechShape russian() {
        return shape(
                        0,
                        "number",
                        NUMBERING,
                        "f",
                        F,
                        "m",
                        M,
                        "ordinal",
                        "%ordinal",
                        "day",
                        "%spellout-ordinal-neuter",
                        "year",
                        "%ordinal-genitive")
                .wholeBelow(1_000)
                .correcting(Map.of("четвертое", "четвёртое", "четвертого", "четвёртого"))
                .adding(
                        russianOrdinals("%ordinal", ORDINAL_M, "ый")
                                + russianOrdinals(
                                        "%ordinal-genitive", ORDINAL_M + "-genitive", "ого"));
    }

    /// From two hundred on ours: CLDR 48 has "двести" for the two hundredth.
    private static String russianOrdinals(String set, String small, String ending) {
        List<String> stems =
                List.of("двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти");
        List<String> hundreds =
                List.of(
                        "двести",
                        "триста",
                        "четыреста",
                        "пятьсот",
                        "шестьсот",
                        "семьсот",
                        "восемьсот",
                        "девятьсот");
        StringBuilder rules = new StringBuilder("\n" + set + ":\n0: =" + small + "=;\n");
        rule(rules, 100, "сот" + ending);
        rule(rules, 101, "сто >" + set + ">");
        for (int i = 0; i < stems.size(); i++) {
            rule(rules, 200 + 100 * i, stems.get(i) + "сот" + ending);
            rule(rules, 201 + 100 * i, hundreds.get(i) + " >" + set + ">");
        }
        rule(rules, 1000, "тысячн" + ending);
        rule(rules, 1001, "одна тысяча >" + set + ">");
        for (int i = 0; i < stems.size(); i++) {
            rule(rules, 2000 + 1000 * i, stems.get(i) + "тысячн" + ending);
            String thousands = i < 3 ? "тысячи" : "тысяч";
            rule(
                    rules,
                    2001 + 1000 * i,
                    "<%spellout-cardinal-feminine< " + thousands + " >" + set + ">");
        }
        return rules.toString();
    }

    private static SpeechShape arabic() {
        return shape(100, "number", NUMBERING, "ordinal", ORDINAL_M, "day", ORDINAL_M)
                .naming(Map.of("و", "number-and"));
    }

    private static SpeechShape persian() {
        return shape(
                        0,
                        "number",
                        NUMBERING,
                        "ordinal",
                        "%spellout-ordinal",
                        "day",
                        "%spellout-ordinal")
                .naming(Map.of("و", "number-and"))
                .adding(persianOrdinals());
    }

    /// CLDR has no ordinals for Persian: the last word of the number takes an ending, which is `م`,
    /// or `‌ام` after a vowel sign; three has its own.
    private static String persianOrdinals() {
        String cardinal = "%spellout-cardinal";
        String ordinal = "%spellout-ordinal";
        StringBuilder rules = new StringBuilder("\n" + ordinal + ":\n");
        SpelloutRules persian = new SpelloutRules(ULocale.forLanguageTag("fa"), "");
        for (int n = 0; n < 20; n++) {
            rule(rules, n, persianOrdinal(persian.spellout(n, cardinal)));
        }
        for (int n = 20; n < 1000; n += n < 100 ? 10 : 100) {
            String text = persian.spellout(n, cardinal);
            rule(rules, n, persianOrdinal(text));
            rule(rules, n + 1, text + " و >" + ordinal + ">");
        }
        rule(rules, 1000, "<" + cardinal + "< هزارم");
        rule(rules, 1001, "<" + cardinal + "< هزار و >" + ordinal + ">");
        return rules.toString();
    }

    private static void rule(StringBuilder rules, int base, String text) {
        rules.append(base).append(": ").append(text).append(";\n");
    }

    private static String persianOrdinal(String number) {
        return switch (number) {
            case "سه" -> "سوم";
            case "سی" -> "سی‌ام";
            default -> number + "م";
        };
    }

    private static SpeechShape korean() {
        return shape(
                        1_000,
                        "number",
                        NUMBERING,
                        "ordinal",
                        "%spellout-ordinal-native-count",
                        "count",
                        "%spellout-cardinal-native-attributive",
                        "hour",
                        "%spellout-cardinal-native-attributive")
                .naming(Map.of("번째", "ordinal-suffix"));
    }

    private static SpeechShape chinese() {
        return shape(
                        100,
                        "number",
                        "%spellout-cardinal",
                        "ordinal",
                        "%ordinal",
                        "count",
                        "%spellout-cardinal-alternate2")
                .naming(Map.of("第", "ordinal-prefix"))
                .prefixed("第零")
                .adding("\n%ordinal:\n0: 第=%spellout-cardinal=;\n");
    }

    private static SpeechShape japanese() {
        return shape(10_000, "number", "%spellout-cardinal", "ordinal", "%spellout-ordinal")
                .naming(Map.of("第", "ordinal-prefix"))
                .prefixed("第")
                .correcting(Map.of("〇", "ゼロ", "・", "点"));
    }

    private static SpeechShape greek() {
        return shape(
                        0,
                        "number",
                        N,
                        "f",
                        F,
                        "ordinal",
                        "%spellout-ordinal-masculine",
                        "day",
                        "%day")
                .correcting(
                        Map.of(
                                "χίλιάδες",
                                "χιλιάδες",
                                "εννενήντα",
                                "ενενήντα",
                                "δεκατρεις",
                                "δεκατρείς"))
                .adding("\n%day:\n0: =" + F + "=;\n1: πρώτη;\n2: =" + F + "=;\n");
    }
}
