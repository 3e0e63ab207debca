package org.strowger.flow.calendar;

import static org.strowger.yaml.Quoted.quoted;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlValue;

/// Reads a time zone, which must be one of the IANA database's names: only these know when clocks
/// change.
public final class ZoneReader {
    private static final NavigableSet<String> KNOWN =
            Collections.unmodifiableNavigableSet(new TreeSet<>(ZoneId.getAvailableZoneIds()));

    private ZoneReader() {}

    /// The zone that a value names; empty, and refused, when there is none of this name.
    public static Optional<ZoneId> read(YamlValue value) {
        Optional<String> name = value.text();
        if (name.isPresent() && !KNOWN.contains(name.get())) {
            value.refuse(() -> "no time zone " + quoted(name.get()) + guess(name.get()));
        }
        return name.filter(KNOWN::contains).map(ZoneId::of);
    }

    private static String guess(String name) {
        String guess =
                meant(name)
                        .map(near -> ", did you mean '" + near + "'?")
                        .orElseGet(() -> Spelling.didYouMean(name, KNOWN));
        return guess.isEmpty()
                ? ": a zone is named by area and city, such as Europe/London"
                : guess;
    }

    /// The zone that differs in case only, or whose city the name is.
    private static Optional<String> meant(String name) {
        String written = name.replace(' ', '_').toLowerCase(Locale.ROOT);
        return KNOWN.stream()
                .filter(
                        zone -> {
                            String known = zone.toLowerCase(Locale.ROOT);
                            return known.equals(written) || known.endsWith("/" + written);
                        })
                .findFirst();
    }
}
