package org.strowger.flow.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.flow.speech.SpelloutRules.Rule;

/// The number table of one language, made from CLDR's rules.
///
/// Numbers below a hundred are written down, so that they sound whole in languages that run them
/// together; above, CLDR's rules are kept, their text cut into words.
final class SpeechTable {
    private static final Pattern SUB = Pattern.compile("([<>=])(%[^<>=]*)[<>=]");
    private static final Pattern PLURAL = Pattern.compile("\\$\\(cardinal,(.*?)\\)\\$");
    private static final Pattern FORM = Pattern.compile("(\\w+)\\{(.*?)}");
    private static final String[] SCALES = {
        "hundred",
        "thousand",
        "ten-thousand",
        "lakh",
        "million",
        "crore",
        "hundred-million",
        "billion",
        "ten-billion",
        "hundred-billion"
    };

    private final SpelloutRules rules;
    private final SpeechShape shape;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Long> highest = new LinkedHashMap<>();
    private final Map<String, Boolean> ordinal = new LinkedHashMap<>();
    private final SpeechEntries entries = new SpeechEntries();

    SpeechTable(SpelloutRules rules, SpeechShape shape) {
        this.rules = rules;
        this.shape = shape;
    }

    /// The entries: words first, then the ways.
    Map<String, String> make() {
        shape.ways().forEach((name, set) -> names.putIfAbsent(resolved(set), name));
        shape.ways().forEach((name, set) -> reach(resolved(set), name, false, limit(name)));
        new TreeMap<>(shape.named()).forEach((text, id) -> word(id, "", text));
        make(false);
        make(true);
        shape.ways().forEach((name, set) -> alias(name, resolved(set)));
        special("number-minus", "-x");
        special("number-point", "x,x");
        special("number-point", "x.x");
        return entries.ledToBy(shape.ways().keySet());
    }

    private void make(boolean ordinals) {
        List<String> sets =
                names.keySet().stream()
                        .filter(s -> SpeechShape.in(ordinal, s) == ordinals)
                        .toList();
        sets.forEach(this::single);
        sets.forEach(this::below);
        sets.forEach(this::above);
    }

    private String numberSet() {
        return resolved(shape.set("number"));
    }

    private String resolved(String set) {
        return rules.resolved(shape.instead().getOrDefault(set, set));
    }

    /// The first number that a set is used for: in a private one, nothing is said for nothing.
    private long lowest(String set) {
        return set.startsWith("%private-") || ordinal.getOrDefault(set, false) ? 1 : 0;
    }

    private static long limit(String name) {
        return switch (name) {
            case "ordinal", "year" -> 9_999;
            case "day", "hour" -> 31;
            default -> Quantities.HIGHEST;
        };
    }

    private void alias(String name, String set) {
        if (!SpeechShape.in(names, set).equals(name)) {
            entries.put("like." + name, SpeechShape.in(names, set));
            entries.put("rule." + name + ".100", "=" + SpeechShape.in(names, set));
        }
    }

    /// The word of the first way that has such a rule.
    private void special(String id, String head) {
        for (String set : names.keySet()) {
            String bare = rules.special(set, head).replaceAll("[<>=]%[^<>=]*[<>=]", "").trim();
            if (!entries.hasWord(id) && bare.matches("[^=#$]+")) {
                entries.name(id, corrected(bare));
            }
        }
    }

    /// Notes a set, and the sets that it leads to, with the highest number each is used for.
    private void reach(String set, String name, boolean isOrdinal, long most) {
        if (highest.getOrDefault(set, -1L) >= most) {
            return;
        }
        highest.put(set, most);
        names.putIfAbsent(set, name);
        ordinal.putIfAbsent(set, isOrdinal || set.contains("ordinal"));
        List<Rule> above = rulesAbove(set);
        for (int i = 0; i < above.size(); i++) {
            Rule rule = above.get(i);
            long end = i + 1 < above.size() ? Math.min(most, above.get(i + 1).base() - 1) : most;
            if (rule.base() <= most) {
                reachFrom(rule, set, Math.max(end, rule.base()));
            }
        }
    }

    private void reachFrom(Rule rule, String from, long end) {
        Matcher sub = SUB.matcher(rule.text());
        while (sub.find()) {
            String set = resolved(sub.group(2));
            long most =
                    switch (sub.group(1)) {
                        case "<" -> end / rule.divisor();
                        case ">" -> Math.min(end, rule.divisor() - 1);
                        default -> end;
                    };
            boolean isOrdinal =
                    SpeechShape.in(ordinal, from) && !set.matches(".*(cardinal|numbering|lead).*");
            reach(set, nameOf(set, from), isOrdinal, most);
        }
    }

    private static String nameOf(String set, String from) {
        String bare =
                set.replace("%private-", "%")
                        .replace("%spellout-", "")
                        .replace("%", "")
                        .replace("cardinal-", "");
        return bare.isEmpty() ? from : bare;
    }

    /// The rules that hold from a hundred on; one that began lower and goes on is moved to 100.
    private List<Rule> rulesAbove(String set) {
        List<Rule> above = new ArrayList<>();
        for (Rule rule : rules.set(set)) {
            if (rule.base() < 100) {
                above.clear();
                above.add(new Rule(100, rule.divisor(), rule.text()));
            } else if (rule.base() == 100) {
                above.clear();
                above.add(rule);
            } else {
                above.add(rule);
            }
        }
        return above;
    }

    private List<String> tokensBelow(long n, String set) {
        String text = rules.spellout(n, set);
        if (text.matches(".*[0-9].*")) {
            return List.of();
        }
        if (!shape.apart()) {
            String stripped = text.replaceFirst("^[oia]\u00AD", "").replace("\u00AD", "");
            String bare = stripped.replaceFirst("^[ ,-]+", "").trim();
            return bare.isEmpty() ? List.of() : withPrefix(corrected(bare));
        }
        return cut(text);
    }

    private List<String> withPrefix(String text) {
        String first = text.substring(0, 1);
        if (text.length() > 1 && shape.prefixes().contains(first)) {
            return List.of(first, text.substring(1));
        }
        int blank = text.lastIndexOf(' ');
        boolean apart = blank > 0 && shape.named().containsKey(text.substring(blank + 1));
        return apart ? List.of(text.substring(0, blank), text.substring(blank + 1)) : List.of(text);
    }

    /// The words of a text; soft hyphens are within words.
    private List<String> cut(String text) {
        return Arrays.stream(text.replace("\u00AD", "").split("[ ,\u200B-]+", -1))
                .filter(token -> !token.isBlank())
                .map(this::corrected)
                .toList();
    }

    private String corrected(String token) {
        return shape.corrected().getOrDefault(token, token);
    }

    private void single(String set) {
        for (long n = lowest(set); n <= Math.min(99, SpeechShape.in(highest, set)); n++) {
            List<String> tokens = tokensBelow(n, set);
            if (tokens.size() == 1) {
                String prefix = SpeechShape.in(ordinal, set) ? "ordinal-" : "number-";
                word(prefix + n, set, tokens.getFirst());
            }
        }
    }

    private String word(String id, String set, String text) {
        return entries.word(id, names.getOrDefault(set, ""), text);
    }

    private void below(String set) {
        String name = SpeechShape.in(names, set);
        String base = SpeechShape.in(ordinal, set) ? "ordinal" : "number";
        boolean first = name.equals(base);
        String likeSet = resolved(shape.set(base));
        String before = first ? "" : wordBefore(set, likeSet);
        if (!first) {
            entries.put("like." + name, base);
        }
        if (!before.isEmpty()) {
            entries.put("before." + name, word(base + "-before", set, before));
        }
        for (long n = lowest(set); n <= Math.min(99, SpeechShape.in(highest, set)); n++) {
            List<String> expected = new ArrayList<>(tokensBelow(n, likeSet));
            if (!before.isEmpty()) {
                expected.addFirst(before);
            }
            List<String> tokens = tokensBelow(n, set);
            String ids = ids(base + "-" + n, set, tokens);
            if (first ? !ids.equals(plain(base, n)) : !tokens.equals(expected)) {
                entries.put("below." + name + "." + n, ids);
            }
        }
    }

    /// What NumberTable takes where nothing is written down.
    private String plain(String base, long n) {
        String whole = base + "-" + n;
        return entries.hasWord(whole)
                ? whole
                : "number-" + (n - n % 10) + " " + base + "-" + n % 10;
    }

    private String ids(String id, String set, List<String> tokens) {
        List<String> ids = new ArrayList<>();
        tokens.forEach(token -> ids.add(word(id, set, token)));
        return String.join(" ", ids);
    }

    /// The word that a set puts before every number of another.
    private String wordBefore(String set, String likeSet) {
        List<String> one = tokensBelow(1, set);
        boolean same = one.size() == 2 && one.subList(1, 2).equals(tokensBelow(1, likeSet));
        return same ? one.getFirst() : "";
    }

    private void above(String set) {
        List<Rule> above = rulesAbove(set);
        for (int i = 0;
                i < above.size() && above.get(i).base() <= SpeechShape.in(highest, set);
                i++) {
            Rule exact = above.get(i);
            Rule rest = exact;
            if (i + 1 < above.size() && above.get(i + 1).base() == exact.base() + 1) {
                i++;
                rest = above.get(i);
            }
            if (soundsAsOne(set, exact)) {
                whole(set, exact, rest);
            } else {
                put(set, exact, parts(set, exact, true), parts(set, rest, false));
            }
        }
    }

    /// Whether each multiple is to be a sound of its own: where the language is made so, and where
    /// an ordinal runs together, as in Polish "dwutysięczny".
    private boolean soundsAsOne(String set, Rule exact) {
        boolean runsTogether = exact.text().matches("<[^<]*<\\p{L}.*");
        return exact.divisor() >= 100
                && (exact.base() < shape.whole()
                        || (shape.apart() && SpeechShape.in(ordinal, set) && runsTogether));
    }

    /// Writes down each multiple of the divisor as one word.
    private void whole(String set, Rule exact, Rule rest) {
        Matcher sub = Pattern.compile(">(%[^<>=]*)>").matcher(rest.text());
        String then = sub.find() ? ">" + SpeechShape.in(names, resolved(sub.group(1))) : "";
        long end = Math.min(exact.divisor() * 10, endOf(set, exact.base()));
        for (long n = exact.base(); n < end; n += exact.divisor()) {
            String prefix = SpeechShape.in(ordinal, set) ? "ordinal-" : "number-";
            put(
                    set,
                    new Rule(n, exact.divisor(), ""),
                    List.of(word(prefix + n, set, asOne(n, set))),
                    List.of(word("number-" + n, set, asOne(n, numberSet())), then));
        }
    }

    private String asOne(long n, String set) {
        return corrected(rules.spellout(n, set).replace("\u00AD", "").trim());
    }

    /// The base of the next rule that is not the other half of this one.
    private long endOf(String set, long base) {
        return rules.set(set).stream()
                .mapToLong(Rule::base)
                .filter(next -> next > base + 1)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private void put(String set, Rule rule, List<String> exact, List<String> rest) {
        String key = "rule." + SpeechShape.in(names, set) + "." + rule.base();
        boolean onlyPassesOn = exact.size() == 1 && exact.getFirst().startsWith("=");
        boolean ownDivisor = rule.divisor() != power(rule);
        String one = String.join(" ", exact);
        String other = String.join(" ", rest);
        entries.put(
                ownDivisor && !onlyPassesOn ? key + "/" + rule.divisor() : key,
                one.equals(other) ? one : one + "|" + other);
    }

    /// A rule's text as words and numbers within; at an exact multiple, what is said for the
    /// nothing that is left runs together with the text before it.
    private List<String> parts(String set, Rule rule, boolean exact) {
        String text = exact ? withoutRest(rule.text()) : rule.text();
        List<String> parts = new ArrayList<>();
        Matcher sub = SUB.matcher(text);
        int at = 0;
        while (sub.find()) {
            parts.addAll(literal(set, rule, text.substring(at, sub.start()), exact));
            parts.add(sub.group(1) + SpeechShape.in(names, resolved(sub.group(2))));
            at = sub.end();
        }
        parts.addAll(literal(set, rule, text.substring(at), exact));
        return parts;
    }

    private String withoutRest(String text) {
        Matcher sub = Pattern.compile(">(%[^<>=]*)>").matcher(text);
        return sub.replaceAll(found -> Matcher.quoteReplacement(rules.spellout(0, found.group(1))));
    }

    private List<String> literal(String set, Rule rule, String text, boolean exact) {
        String prefix = SpeechShape.in(ordinal, set) && exact ? "ordinal-" : "number-";
        String id = prefix + scale(rule);
        Matcher plural = PLURAL.matcher(text);
        if (plural.find()) {
            String before = text.substring(0, plural.start());
            String after = text.substring(plural.end());
            String noun = prefix + SCALES[zeros(rule) - 2];
            return List.of("*" + inflected(noun, before, plural.group(1), after));
        }
        return cut(text).stream().map(token -> word(id, set, token)).toList();
    }

    private String inflected(String id, String before, String forms, String after) {
        Map<String, String> texts = new TreeMap<>();
        Matcher form = FORM.matcher(forms);
        while (form.find()) {
            texts.put(form.group(1), (before + form.group(2) + after).trim());
        }
        texts.forEach(
                (plural, text) -> {
                    if (plural.equals("other") || !text.equals(texts.get("other"))) {
                        entries.name(id + "-" + plural, text);
                    }
                });
        return id;
    }

    private static int zeros(Rule rule) {
        return Long.toString(rule.base()).length() - 1;
    }

    /// The power of ten in a rule's base.
    private static long power(Rule rule) {
        return Math.powExact(10L, zeros(rule));
    }

    private static String scale(Rule rule) {
        String scale = SCALES[zeros(rule) - 2];
        if (rule.base() == power(rule)) {
            return scale;
        }
        return rule.text().contains("<") ? scale + "s" : Long.toString(rule.base());
    }
}
