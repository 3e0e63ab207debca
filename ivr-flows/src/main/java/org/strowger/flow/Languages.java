package org.strowger.flow;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds a language among those that there are.
public final class Languages {
    private Languages() {}

    /// The very language; or else the first of the same mother tongue, as `en-GB` for `en-IE`.
    public static Optional<String> nearest(String wanted, List<String> languages) {
        return languages.stream()
                .filter(language -> language.equalsIgnoreCase(wanted))
                .findFirst()
                .or(
                        () ->
                                languages.stream()
                                        .filter(l -> primary(l).equals(primary(wanted)))
                                        .findFirst());
    }

    /// `en` of `en-GB`.
    public static String primary(String language) {
        int region = language.indexOf('-');
        return (region < 0 ? language : language.substring(0, region)).toLowerCase(Locale.ROOT);
    }
}
