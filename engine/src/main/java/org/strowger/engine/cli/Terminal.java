package org.strowger.engine.cli;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.strowger.yaml.Problem;

/// Whom a command talks with: what they type, what they are shown, and what they have set.
///
/// @param out for what was asked for
/// @param err for why it was not done
record Terminal(
        BufferedReader in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        InstantSource clock) {
    /// All was well.
    static final int WELL = 0;

    /// What was asked for was not done, or something is wrong with what was looked at.
    static final int FAILED = 1;

    /// The command was not understood.
    static final int MISUSED = 2;

    Terminal {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /// The time, to the second.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    int failed(String message) {
        err.println("strowger: " + message);
        return FAILED;
    }

    int failed(List<Problem> problems) {
        problems.forEach(err::println);
        return FAILED;
    }

    int misused(String message) {
        err.println("strowger: " + message);
        return MISUSED;
    }
}
