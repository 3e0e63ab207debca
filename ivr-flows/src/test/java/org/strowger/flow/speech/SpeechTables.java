package org.strowger.flow.speech;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.Precision;
import com.ibm.icu.text.DateFormatSymbols;
import com.ibm.icu.text.NumberingSystem;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.GregorianCalendar;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The maker of the committed tables `numbers-*.properties` from CLDR, through ICU4J.
///
/// `main` writes them; a test compares them.
final class SpeechTables {
    static final Path FOLDER = Path.of("src/main/resources/org/strowger/flow/speech");

    private SpeechTables() {}

    public static void main(String[] arguments) throws IOException {
        for (String tag : SpeechShapes.ALL.keySet()) {
            Files.writeString(FOLDER.resolve(file(tag)), text(tag), StandardCharsets.UTF_8);
        }
    }

    static String file(String tag) {
        return "numbers-" + tag + ".properties";
    }

    static String text(String tag) {
        ULocale locale = ULocale.forLanguageTag(tag);
        Map<String, String> entries =
                new LinkedHashMap<>(
                        new SpeechTable(SpeechShapes.rules(tag), SpeechShapes.of(tag)).make());
        addMonths(locale, entries);
        addUnit("hour", MeasureUnit.HOUR, locale, entries);
        addUnit("minute", MeasureUnit.MINUTE, locale, entries);
        addUnit("second", MeasureUnit.SECOND, locale, entries);
        for (Currency currency : Currency.values()) {
            addUnit(
                    currency.unit(),
                    com.ibm.icu.util.Currency.getInstance(currency.name()),
                    locale,
                    entries);
        }
        StringBuilder text =
                new StringBuilder(
                        "# Made by SpeechTables (src/test) from CLDR through ICU4J; not to be"
                                + " edited.\n");
        entries.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }

    private static void addMonths(ULocale locale, Map<String, String> entries) {
        String[] months =
                new DateFormatSymbols(new GregorianCalendar(locale), locale)
                        .getMonths(DateFormatSymbols.FORMAT, DateFormatSymbols.WIDE);
        for (int month = 1; month <= 12; month++) {
            String name = months[month - 1];
            if (!Character.isDigit(name.charAt(0))) {
                entries.put("word.month-" + month, name);
            }
        }
    }

    /// A noun's form for each class, as it stands beside a number of that class.
    private static void addUnit(
            String name, MeasureUnit unit, ULocale locale, Map<String, String> entries) {
        LocalizedNumberFormatter bare =
                NumberFormatter.withLocale(locale)
                        .symbols(NumberingSystem.LATIN)
                        .precision(Precision.integer());
        LocalizedNumberFormatter full =
                bare.unit(unit).unitWidth(NumberFormatter.UnitWidth.FULL_NAME);
        Map<String, String> forms = new LinkedHashMap<>();
        List<String> alone = new ArrayList<>();
        PluralRules rules = PluralRules.forLocale(locale);
        for (PluralClass plural : PluralClass.values()) {
            long sample = sample(rules, plural.keyword());
            if (sample >= 0) {
                String number = bare.format(sample).toString();
                String said = full.format(sample).toString();
                if (!said.contains(number)) {
                    alone.add(plural.keyword());
                }
                forms.put(plural.keyword(), said.replace(number, "").replace('\u00A0', ' ').trim());
            }
        }
        String other = forms.get("other");
        forms.computeIfPresent("many", (plural, text) -> ofMillions(locale, text));
        forms.forEach(
                (plural, text) -> {
                    if (plural.equals("other") || !text.equals(other)) {
                        entries.put("word." + name + "-" + plural, text);
                    }
                });
        if (!alone.isEmpty()) {
            entries.put("alone." + name, String.join(" ", alone));
        }
    }

    /// "Un millón de euros": CLDR's patterns leave the word out before whole millions.
    private static String ofMillions(ULocale locale, String noun) {
        return switch (locale.getLanguage()) {
            case "es" -> "de " + noun;
            case "it" -> "di " + noun;
            case "fr" -> ("aeéh".indexOf(noun.charAt(0)) < 0 ? "de " : "d’") + noun;
            default -> noun;
        };
    }

    private static long sample(PluralRules rules, String keyword) {
        for (long n : new long[] {2, 5, 3, 1, 0, 11, 100, 1_000_000}) {
            if (rules.select((double) n).equals(keyword)) {
                return n;
            }
        }
        return keyword.equals("other") ? 100 : -1;
    }
}
