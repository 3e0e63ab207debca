package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import org.strowger.yaml.YamlValue;

/// What agents choose from, by its name or by its number in the list: reasons for a pause, and what
/// a call came to.
final class Reasons {
    private static final int MOST = 99;
    private static final Pattern FORM = Pattern.compile("[\\p{L}0-9][\\p{L}0-9 _.,'/-]{0,62}");
    private static final String EXPECTED = "a reason (letters, digits and spaces, at most 63)";

    private Reasons() {}

    static List<String> read(YamlValue list) {
        SequencedSet<String> reasons = new LinkedHashSet<>();
        for (YamlValue item : list.list()) {
            item.text(FORM, EXPECTED)
                    .filter(reason -> !reasons.add(reason))
                    .ifPresent(
                            reason ->
                                    item.refuse(
                                            "the reason " + quoted(reason) + " is there twice"));
        }
        if (reasons.size() > MOST) {
            list.refuse("expected " + MOST + " reasons at most, but found " + reasons.size());
        }
        if (list.isList() && reasons.isEmpty()) {
            list.refuse("expected at least one reason");
        }
        return new ArrayList<>(reasons);
    }
}
