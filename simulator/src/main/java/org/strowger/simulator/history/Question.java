package org.strowger.simulator.history;

import static org.strowger.yaml.Quoted.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.SettingsFile;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.cluster.EventLogException;
import org.strowger.engine.cluster.RecordedJournal;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.simulator.command.Options;
import org.strowger.simulator.command.Options.Misused;
import org.strowger.simulator.history.WhatIf.Extent;
import org.strowger.simulator.history.WhatIf.Rules;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Yardstick;
import org.strowger.yaml.Problem;

/// Which recorded days are asked about, and where the record is, as command lines say it.
final class Question {
    static final List<String> VALUED =
            List.of(
                    "--from",
                    "--until",
                    "--zone",
                    "--log",
                    "--replications",
                    "--show",
                    "--seed",
                    "--threads");

    private static final int REPLICATIONS = 5;
    private static final int SHOWN = 5;
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration INTERVAL = Duration.ofMinutes(30);

    private Question() {}

    static EngineSettings settings(Path file) throws RefusedDay {
        return switch (SettingsFile.read(file, System.getenv())) {
            case SettingsFile.Result.Ok(var settings) -> settings;
            case SettingsFile.Result.Refused(var problems) ->
                    throw new RefusedDay(
                            problems.stream()
                                    .map(Problem::toString)
                                    .collect(Collectors.joining("\n")));
        };
    }

    static Span span(Options options) throws Misused {
        ZoneId zone = zone(options.text("--zone"));
        Instant from = moment("--from", options.required("--from"), zone);
        Optional<String> end = options.text("--until");
        Instant until =
                end.isPresent()
                        ? moment("--until", end.get(), zone)
                        : from.atZone(zone).plusDays(1).toInstant();
        if (!from.isBefore(until) || Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw new Misused(
                    "--until must be after --from, by %d days at most".formatted(LONGEST.toDays()));
        }
        return new Span(from, until, zone, Duration.ZERO, INTERVAL);
    }

    private static ZoneId zone(Optional<String> name) throws Misused {
        try {
            return name.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException e) {
            throw new Misused(
                    "--zone expects a time zone such as Europe/Berlin, but found "
                            + quoted(name.orElse("")));
        }
    }

    /// A day begins at midnight.
    private static Instant moment(String option, String text, ZoneId zone) throws Misused {
        try {
            return text.length() <= "2026-11-10".length()
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new Misused(
                    "%s expects a day such as 2026-11-10 or a time such as 2026-11-10T14:30, but found %s"
                            .formatted(option, quoted(text)));
        }
    }

    static Extent extent(Options options) throws Misused {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Extent(
                options.count("--replications", 1, 1_000).orElse(REPLICATIONS),
                options.count("--threads", 1, 256).orElse(processors),
                options.count("--show", 0, 100).orElse(SHOWN),
                options.count("--seed", 0, Integer.MAX_VALUE).orElse(1));
    }

    /// What a record has of a span.
    ///
    /// @param log a folder with a journal, or the queue_log of an Asterisk
    /// @param inForce the settings that were in force: a queue_log does not have them
    /// @param warnings is told what of the record is wrong and left out
    static RecordedDay day(
            Path log, Span span, Optional<EngineSettings> inForce, Consumer<String> warnings)
            throws RefusedDay {
        RecordedDay day = read(log, span, inForce, warnings);
        day.gaps().forEach(gap -> warnings.accept("not played: " + gap));
        return day;
    }

    private static RecordedDay read(
            Path log, Span span, Optional<EngineSettings> inForce, Consumer<String> warnings)
            throws RefusedDay {
        try {
            if (Files.isDirectory(log)) {
                return JournalDay.of(RecordedJournal.open(log), span);
            }
            if (!Files.isRegularFile(log)) {
                throw new RefusedDay(log + " is neither the folder of a journal nor a queue_log");
            }
            EngineSettings settings =
                    inForce.orElseThrow(
                            () ->
                                    new RefusedDay(
                                            "a queue_log does not say by what rules calls went:"
                                                    + " give the settings that were in force"));
            return QueueLogDay.of(log, span, settings, warnings);
        } catch (IOException e) {
            throw new RefusedDay(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (EventLogException e) {
            throw new RefusedDay(String.valueOf(e.getMessage()));
        }
    }

    /// Where the engine keeps the journal of a centre.
    static Path journal(EngineSettings settings) {
        return settings.data().resolve("journal").resolve(settings.centre());
    }

    static Rules rules(EngineSettings settings) {
        SortedMap<AgentId, RoutingProfile> profiles = new TreeMap<>();
        for (AgentProfile agent : settings.agents()) {
            profiles.put(agent.id(), agent.routing());
        }
        return new Rules(settings.policy(), profiles, Yardstick.of(settings));
    }

    /// As they were recorded.
    ///
    /// @param yardstick what calls are counted by: a journal does not know what was promised
    static Rules recorded(RecordedDay day, Yardstick yardstick) {
        return new Rules(day.policy(), new TreeMap<>(), yardstick);
    }
}
