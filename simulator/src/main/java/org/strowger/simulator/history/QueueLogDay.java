package org.strowger.simulator.history;

import static org.strowger.yaml.Quoted.quoted;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.history.RecordedDay.End;
import org.strowger.simulator.scenario.Span;
import org.strowger.yaml.Spelling;

/// A day as the `queue_log` of an Asterisk has it: `time|call|queue|agent|event|data...`.
///
/// An agent is who the part after the technology says (`PJSIP/anna` is anna), and must be in the
/// settings. Who is not seen to join a queue was there from the beginning. Lines that are wrong are
/// told with their number and left out.
final class QueueLogDay {
    private static final int MOST_TOLD = 20;
    private static final int FIELDS = 5;
    private static final Pattern TIME = Pattern.compile("[0-9]{1,11}(\\.[0-9]{1,6})?");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final String PAUSED = "paused";

    /// Events that say nothing of calls and agents.
    private static final List<String> PASSED_OVER =
            List.of(
                    "QUEUESTART",
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

    /// One line.
    private record Line(Instant at, String call, String queue, String agent, List<String> data) {}

    private final Path file;
    private final EngineSettings settings;
    private final Span span;
    private final DayBuilder day;
    private final Consumer<String> warnings;
    private final SortedMap<String, RoutingProfile> agents = new TreeMap<>();
    private final SortedMap<AgentId, SortedSet<String>> memberships = new TreeMap<>();
    private final SortedSet<String> strangers = new TreeSet<>();
    private Instant last = Instant.EPOCH;
    private int number;
    private long wrong;
    private long right;

    private QueueLogDay(Path file, Span span, EngineSettings settings, Consumer<String> warnings) {
        this.file = file;
        this.span = span;
        this.settings = settings;
        this.warnings = warnings;
        day = new DayBuilder(span);
        for (AgentProfile agent : settings.agents()) {
            agents.put(agent.id().value(), agent.routing());
        }
    }

    /// @throws RefusedDay when no line is right
    static RecordedDay of(Path file, Span span, EngineSettings settings, Consumer<String> warnings)
            throws IOException, RefusedDay {
        QueueLogDay reading = new QueueLogDay(file, span, settings, warnings);
        // Names of callers may be in any encoding, and are not looked at.
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reading.number++;
                reading.read(line);
            }
        }
        return reading.built();
    }

    private RecordedDay built() throws RefusedDay {
        if (wrong > MOST_TOLD) {
            warnings.accept("%s: and %d more lines are wrong".formatted(file, wrong - MOST_TOLD));
        }
        if (right == 0) {
            throw new RefusedDay(file + " has no line of a queue_log");
        }
        if (last.isBefore(span.from())) {
            throw new RefusedDay("%s ends at %s, before %s".formatted(file, last, span.from()));
        }
        return day.built(settings.policy(), last);
    }

    private void refuse(String why) {
        wrong++;
        if (wrong <= MOST_TOLD) {
            warnings.accept("%s:%d: %s".formatted(file, number, why));
        }
    }

    private void read(String text) {
        if (text.isBlank()) {
            return;
        }
        List<String> fields = List.of(text.split("\\|", -1));
        if (fields.size() < FIELDS) {
            refuse("expected time|call|queue|agent|event, but found " + fields.size() + " fields");
            return;
        }
        if (!TIME.matcher(fields.getFirst()).matches()) {
            refuse("expected seconds since 1970, but found " + quoted(fields.getFirst()));
            return;
        }
        Instant at = instant(fields.getFirst());
        if (at.isBefore(last)) {
            refuse("the time is before that of the line before it");
            return;
        }
        last = at;
        right++;
        on(
                fields.get(4),
                new Line(
                        at,
                        fields.get(1),
                        fields.get(2),
                        fields.get(3),
                        fields.subList(FIELDS, fields.size())));
    }

    private static Instant instant(String seconds) {
        int point = seconds.indexOf('.');
        if (point < 0) {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        }
        String fraction = (seconds.substring(point + 1) + "000000000").substring(0, 9);
        return Instant.ofEpochSecond(
                Long.parseLong(seconds.substring(0, point)), Long.parseLong(fraction));
    }

    private void on(String event, Line line) {
        switch (event) {
            case "ENTERQUEUE" -> enter(line);
            case "CONNECT" -> connect(line);
            case "COMPLETEAGENT",
                    "COMPLETECALLER",
                    "TRANSFER",
                    "BLINDTRANSFER",
                    "ATTENDEDTRANSFER" ->
                    day.ended(line.call(), line.at());
            case "ABANDON", "EXITWITHKEY" -> day.left(line.call(), End.GAVE_UP, line.at());
            case "EXITWITHTIMEOUT" -> day.left(line.call(), End.SENT_ON, line.at());
            case "EXITEMPTY" -> day.left(line.call(), End.CUT, line.at());
            case "RINGNOANSWER" -> {
                if (agent(line).isPresent()) {
                    day.missed(line.at());
                }
            }
            case "ADDMEMBER" -> agent(line, true).ifPresent(agent -> join(agent, line));
            case "REMOVEMEMBER" -> agent(line).ifPresent(agent -> leave(agent, line));
            case "PAUSE", "PAUSEALL" ->
                    agent(line).ifPresent(agent -> day.away(agent, PAUSED, line.at()));
            case "UNPAUSE", "UNPAUSEALL" ->
                    agent(line).ifPresent(agent -> day.back(agent, PAUSED, line.at()));
            case "RINGCANCELED" -> {
                // The caller hung up meanwhile: that has its own line.
            }
            default -> {
                if (!PASSED_OVER.contains(event)) {
                    refuse("there is no event " + quoted(event));
                }
            }
        }
    }

    private void enter(Line line) {
        Optional<QueueId> queue =
                settings.policy().queues().keySet().stream()
                        .filter(id -> id.value().equals(line.queue()))
                        .findFirst();
        if (queue.isEmpty()) {
            refuse(
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
    private void connect(Line line) {
        agent(line);
        day.connected(line.call(), line.at());
        if (line.data().size() > 2 && SECONDS.matcher(line.data().get(2)).matches()) {
            day.rang(Integer.parseInt(line.data().get(2)), line.at());
        }
    }

    private void join(AgentId agent, Line line) {
        memberships.computeIfAbsent(agent, _ -> new TreeSet<>()).add(line.queue());
    }

    private void leave(AgentId agent, Line line) {
        SortedSet<String> queues = memberships.computeIfAbsent(agent, _ -> new TreeSet<>());
        queues.remove(line.queue());
        if (queues.isEmpty()) {
            day.signedOut(agent, line.at());
        }
    }

    private Optional<AgentId> agent(Line line) {
        return agent(line, false);
    }

    /// The agent of a line; who is not seen to have come is there from the beginning.
    ///
    /// @param joins whether the agent comes with this line
    private Optional<AgentId> agent(Line line, boolean joins) {
        String name = line.agent().substring(line.agent().lastIndexOf('/') + 1);
        int end = name.indexOf('@');
        String id = end < 0 ? name : name.substring(0, end);
        RoutingProfile profile = agents.get(id);
        if (profile == null) {
            if (strangers.add(id)) {
                refuse(
                        "no agent of the settings is called "
                                + quoted(id)
                                + Spelling.didYouMean(id, agents.keySet()));
            }
            return Optional.empty();
        }
        AgentId agent = new AgentId(id);
        boolean isNew = !memberships.containsKey(agent);
        memberships.computeIfAbsent(agent, _ -> new TreeSet<>());
        if (joins || isNew) {
            day.signedIn(agent, profile, joins ? line.at() : span.from());
        }
        return Optional.of(agent);
    }
}
