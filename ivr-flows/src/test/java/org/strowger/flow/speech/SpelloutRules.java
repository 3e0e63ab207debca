package org.strowger.flow.speech;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// CLDR's spell-out rules of a locale, taken apart.
final class SpelloutRules {

    /// A rule as CLDR has it: what holds from a base on.
    record Rule(long base, long divisor, String text) {}

    private final Map<String, List<Rule>> sets = new LinkedHashMap<>();
    private final Map<String, String> special = new LinkedHashMap<>();
    private final RuleBasedNumberFormat open;
    private final String defaultSet;

    /// @param own rules of ours that follow CLDR's
    SpelloutRules(ULocale locale, String own) {
        RuleBasedNumberFormat spellout =
                new RuleBasedNumberFormat(locale, RuleBasedNumberFormat.SPELLOUT);
        defaultSet = spellout.getDefaultRuleSetName();
        String text = spellout.toString() + own;
        open = new RuleBasedNumberFormat(text.replace("%%", "%private-"), locale);
        String set = "";
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("%")) {
                set = line.substring(0, line.length() - 1).replace("%%", "%private-");
                sets.put(set, new ArrayList<>());
            } else if (!line.isBlank()) {
                add(set, line.replace("%%", "%private-"));
            }
        }
    }

    private void add(String set, String line) {
        int colon = line.indexOf(':');
        String head = line.substring(0, colon);
        String body = line.substring(colon + 1, line.lastIndexOf(';')).substring(1);
        if (!Character.isDigit(head.charAt(0)) || head.equals("0.x")) {
            special.put(set + " " + head, body);
            return;
        }
        int marks = (int) head.chars().filter(c -> c == '>').count();
        String[] baseAndRadix = head.replace(">", "").split("/", -1);
        long base = Long.parseLong(baseAndRadix[0]);
        long radix = baseAndRadix.length > 1 ? Long.parseLong(baseAndRadix[1]) : 10;
        SpeechShape.in(sets, set).add(new Rule(base, divisor(base, radix, marks), strip(body)));
    }

    private static String strip(String body) {
        return body.startsWith("'") ? body.substring(1) : body;
    }

    private static long divisor(long base, long radix, int marks) {
        int exponent = -marks;
        for (long rest = base; rest >= radix; rest /= radix) {
            exponent++;
        }
        long divisor = 1;
        for (int i = 0; i < exponent; i++) {
            divisor *= radix;
        }
        return divisor;
    }

    String defaultSet() {
        return defaultSet;
    }

    List<Rule> set(String name) {
        return sets.getOrDefault(name, List.of());
    }

    /// The set that a set which only passes on passes on to.
    String resolved(String name) {
        List<Rule> rules = set(name);
        if (rules.size() == 1 && rules.getFirst().text().matches("=[^=#0]*=")) {
            return resolved(rules.getFirst().text().replace("=", ""));
        }
        return name;
    }

    String special(String set, String head) {
        return special.getOrDefault(set + " " + head, "");
    }

    /// What CLDR says for a number, soft hyphens and all; nothing below the first rule.
    String spellout(long n, String set) {
        if (set(set).getFirst().base() > n) {
            return "";
        }
        return open.format(n, set);
    }

    String spellout(double n, String set) {
        return open.format(n, set);
    }
}
