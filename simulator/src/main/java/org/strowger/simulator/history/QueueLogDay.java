package org.strowger.simulator.history;

import static org.strowger.yaml.Quoted.quoted;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.history.RecordedDay.End;
import org.strowger.simulator.scenario.Span;
import org.strowger.yaml.Spelling;

/// A day as the `queue_log` of an Asterisk has it.
///
/// Lines that are wrong are told with their number and left out. Clocks are set now and then: a
/// line a little earlier than the one before it counts as at the same time, and one that is far
/// ahead is believed when the next line is of that time too.
final class QueueLogDay {
    private static final int MOST_TOLD = 20;

    /// One line in so many may be damaged.
    private static final int ONE_IN = 10;

    private static final Duration STEP_BACK = Duration.ofMinutes(5);

    /// Nobody calls for longer than that only where a centre was shut, or a time is wrong.
    private static final Duration SILENCE = Duration.ofDays(7);

    /// Asterisk counts whole seconds here, but in milliseconds; whose telephone was busy or turned
    /// the call down at once has rung no longer.
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /// Events that say nothing of calls and agents.
    private static final List<String> PASSED_OVER =
            List.of(
                    "CONFIGRELOAD",
                    "DID",
                    "INFO",
                    "AGENTDUMP",
                    "AGENTLOGIN",
                    "AGENTLOGOFF",
                    "MEMBERPENALTY",
                    "PENALTY",
                    "SYSCOMPAT",
                    "CALLSTATUS");

    private final Path file;
    private final EngineSettings settings;
    private final Span span;
    private final DayBuilder day;
    private final Consumer<String> warnings;
    private final LogNames names;
    private final LogMembers members;
    private final SortedSet<String> strangers = new TreeSet<>();
    private Instant last = Instant.EPOCH;

    /// A line so far ahead that the next one is waited for.
    private @Nullable QueueLogLine doubted;

    private long wrong;
    private long damaged;
    private long right;

    private QueueLogDay(Path file, Span span, EngineSettings settings, Consumer<String> warnings) {
        this.file = file;
        this.span = span;
        this.settings = settings;
        this.warnings = warnings;
        day = new DayBuilder(span);
        names = new LogNames(settings.agents());
        SortedMap<AgentId, RoutingProfile> profiles = new TreeMap<>();
        for (AgentProfile agent : settings.agents()) {
            profiles.put(agent.id(), agent.routing());
        }
        members = new LogMembers(day, profiles);
    }

    /// @throws RefusedDay when too few lines are right, or none is of the day, or no agent shows
    static RecordedDay of(Path file, Span span, EngineSettings settings, Consumer<String> warnings)
            throws IOException, RefusedDay {
        QueueLogDay reading = new QueueLogDay(file, span, settings, warnings);
        // Names of callers may be in any encoding, and are not looked at.
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    reading.read(number, line);
                }
            }
        }
        return reading.built();
    }

    private RecordedDay built() throws RefusedDay {
        endDoubt();
        if (wrong > MOST_TOLD) {
            warnings.accept("%s: and %d more lines are wrong".formatted(file, wrong - MOST_TOLD));
        }
        if (right == 0) {
            throw new RefusedDay(file + " has no line of a queue_log");
        }
        if (damaged > MOST_TOLD && damaged * ONE_IN > damaged + right) {
            throw new RefusedDay(
                    "%s is damaged: %,d of %,d lines are none of a queue_log, or out of time"
                            .formatted(file, damaged, damaged + right));
        }
        if (last.isBefore(span.from())) {
            throw new RefusedDay("%s ends at %s, before %s".formatted(file, last, span.from()));
        }
        members.leaveOutWhoShowsNowhere();
        RecordedDay built = day.built(settings.policy(), last);
        if (built.staff().isEmpty() && !built.stays().isEmpty()) {
            throw new RefusedDay(
                    "%s shows no agent of the settings at work on that day%s"
                            .formatted(
                                    file,
                                    strangers.isEmpty() ? "" : ", only " + quotedStrangers()));
        }
        return built;
    }

    private String quotedStrangers() {
        int most = 3;
        List<String> some = strangers.stream().limit(most).map(name -> quoted(name)).toList();
        return String.join(", ", some) + (strangers.size() > most ? " and others" : "");
    }

    private void refuse(int number, String why) {
        wrong++;
        if (wrong <= MOST_TOLD) {
            warnings.accept("%s:%d: %s".formatted(file, number, why));
        }
    }

    private void damaged(int number, String why) {
        damaged++;
        refuse(number, why);
    }

    // Lines, in order of time.

    private void read(int number, String text) throws RefusedDay {
        switch (QueueLogLine.read(number, text)) {
            case QueueLogLine.Result.Ok(var line) -> read(line);
            case QueueLogLine.Result.Refused(var why) -> damaged(number, why);
        }
    }

    private void read(QueueLogLine line) throws RefusedDay {
        QueueLogLine before = doubted;
        doubted = null;
        if (before != null && follows(line.at(), before.at())) {
            take(before);
        } else if (before != null) {
            tooFarAhead(before);
        }
        if (follows(line.at(), last)) {
            take(line);
        } else if (line.at().isAfter(last)) {
            doubted = line;
        } else {
            damaged(line.number(), "the time is before that of the line before it");
        }
    }

    /// There is no next line: the only one there is is believed.
    private void endDoubt() throws RefusedDay {
        QueueLogLine before = doubted;
        if (before != null && right == 0) {
            take(before);
        } else if (before != null) {
            tooFarAhead(before);
        }
    }

    private void tooFarAhead(QueueLogLine line) {
        damaged(
                line.number(),
                "the time is more than %d days after that of the lines around it"
                        .formatted(SILENCE.toDays()));
    }

    private static boolean follows(Instant at, Instant before) {
        return !at.isBefore(before.minus(STEP_BACK)) && !at.isAfter(before.plus(SILENCE));
    }

    private void take(QueueLogLine line) throws RefusedDay {
        Instant at = line.at().isBefore(last) ? last : line.at();
        if (right == 0) {
            begin(at);
        }
        last = at;
        right++;
        on(line.at(at));
    }

    private void begin(Instant at) throws RefusedDay {
        if (!at.isBefore(span.until())) {
            throw new RefusedDay(
                    "%s begins at %s, after the end of what is asked for".formatted(file, at));
        }
        day.begins(at);
    }

    // What they tell.

    private void on(QueueLogLine line) {
        switch (line.event()) {
            case "ENTERQUEUE" -> enter(line);
            case "CONNECT" -> connect(line);
            case "COMPLETEAGENT",
                    "COMPLETECALLER",
                    "TRANSFER",
                    "BLINDTRANSFER",
                    "ATTENDEDTRANSFER" ->
                    day.ended(line.call(), line.at());
            case "ABANDON" -> day.left(line.call(), End.GAVE_UP, line.at());
            case "EXITWITHKEY" -> day.left(line.call(), End.CHOSE_TO_LEAVE, line.at());
            case "EXITWITHTIMEOUT" -> day.left(line.call(), End.SENT_ON, line.at());
            case "EXITEMPTY" -> day.left(line.call(), End.CUT, line.at());
            case "QUEUESTART" -> day.cut(line.at());
            case "RINGNOANSWER" -> rangInVain(line);
            case "RINGCANCELED" -> {
                // The caller hung up meanwhile: that has its own line.
            }
            case "ADDMEMBER", "REMOVEMEMBER", "PAUSE", "UNPAUSE", "PAUSEALL", "UNPAUSEALL" ->
                    agent(line).ifPresent(agent -> onMember(agent, line));
            default -> {
                if (!PASSED_OVER.contains(line.event())) {
                    refuse(line.number(), "there is no event " + quoted(line.event()));
                }
            }
        }
    }

    private void onMember(AgentId agent, QueueLogLine line) {
        Instant at = line.at();
        switch (line.event()) {
            case "ADDMEMBER" ->
                    members.joined(agent, line.queue(), line.data().contains("PAUSED"), at);
            case "REMOVEMEMBER" -> members.left(agent, line.queue(), at);
            case "PAUSE" -> members.paused(agent, line.queue(), true, at);
            case "UNPAUSE" -> members.paused(agent, line.queue(), false, at);
            case "PAUSEALL" -> members.pausedInAll(agent, true, at);
            default -> members.pausedInAll(agent, false, at);
        }
    }

    private void enter(QueueLogLine line) {
        Optional<QueueId> queue =
                settings.policy().queues().keySet().stream()
                        .filter(id -> id.value().equals(line.queue()))
                        .findFirst();
        if (queue.isEmpty()) {
            refuse(
                    line.number(),
                    "no queue of the settings is called "
                            + quoted(line.queue())
                            + Spelling.didYouMean(
                                    line.queue(),
                                    settings.policy().queues().keySet().stream()
                                            .map(QueueId::value)
                                            .toList()));
            return;
        }
        day.came(line.call(), queue.get(), 0, SkillNeed.none(), Optional.empty(), line.at());
    }

    /// `CONNECT|hold time|channel|ring time`
    private void connect(QueueLogLine line) {
        see(line);
        day.connected(line.call(), line.at());
        if (line.hasCount(2)) {
            day.rang(line.ring().toNanos() / 1e9, line.at());
        }
    }

    /// `RINGNOANSWER|ring time in milliseconds`
    private void rangInVain(QueueLogLine line) {
        if (!see(line)) {
            return;
        }
        if (line.hasCount(0) && line.ring().compareTo(AT_ONCE) <= 0) {
            day.refused(line.at());
        } else {
            day.missed(line.at());
        }
    }

    /// Sees an agent at work.
    ///
    /// @return whether it is one of the settings
    private boolean see(QueueLogLine line) {
        Optional<AgentId> agent = agent(line);
        agent.ifPresent(
                id -> members.seen(id, line.queue(), line.at().minus(line.ring()), line.at()));
        return agent.isPresent();
    }

    /// Who works after the day tells nothing of the day.
    private Optional<AgentId> agent(QueueLogLine line) {
        if (!line.at().isBefore(span.until())) {
            return Optional.empty();
        }
        Optional<AgentId> agent = names.agent(line.agent());
        if (agent.isEmpty() && strangers.add(line.agent())) {
            refuse(
                    line.number(),
                    "no agent of the settings is called "
                            + quoted(LogNames.said(line.agent()))
                            + Spelling.didYouMean(LogNames.said(line.agent()), names.all()));
        }
        return agent;
    }
}
