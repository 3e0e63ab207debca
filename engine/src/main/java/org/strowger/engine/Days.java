package org.strowger.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.yaml.YamlValue;

/// How long something is kept: whole days, `90d`.
final class Days {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,5}d");
    private static final int MOST = 3_650;
    private static final String EXPECTED = "whole days from 1d to " + MOST + "d such as 90d";

    private Days() {}

    static Optional<Duration> read(YamlValue value) {
        Optional<Integer> days =
                value.text(FORM, EXPECTED)
                        .map(text -> Integer.parseInt(text.substring(0, text.length() - 1)));
        if (days.isPresent() && (days.get() < 1 || days.get() > MOST)) {
            value.refuse("expected " + EXPECTED + ", but found " + days.get() + "d");
            return Optional.empty();
        }
        return days.map(Duration::ofDays);
    }
}
