package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.strowger.engine.call.TriedCentre.First;
import org.strowger.engine.flow.FlowLibrary;
import org.strowger.engine.flow.PromptLibrary;
import org.strowger.engine.flow.SilentSpeech;
import org.strowger.flow.check.Surroundings;

/// Whatever happens, in whatever state of a call and its agents: what comes of it is on the page of
/// the states, and when all is over nothing is left.
class StatesTest {
    private static final Map<String, String> FLOWS =
            new TreeMap<>(
                    Map.of(
                            "menu",
                            """
                            start: question
                            nodes:
                              question:
                                menu: { prompt: goodbye, choices: { 1: line, 9: line }, give_up: hangup }
                              line: { queue: { name: support, max_wait: 10m, on_timeout: sorry, on_full: sorry }, next: sorry }
                              sorry: { say: not-valid, next: hangup }
                            """,
                            "line",
                            """
                            start: line
                            nodes:
                              line: { queue: { name: sales, on_full: hangup, on_no_agents: hangup } }
                            """,
                            "mailbox",
                            """
                            start: speak
                            nodes:
                              speak: { voicemail: { box: general, prompt: goodbye, queue: support }, next: sorry }
                              sorry: { say: not-valid, next: hangup }
                            """,
                            "callback",
                            """
                            start: later
                            nodes:
                              later: { callback: { queue: support }, next: sorry }
                              sorry: { say: not-valid, next: hangup }
                            """,
                            "outside",
                            """
                            start: away
                            nodes:
                              away: { transfer: { to: "+442071838750", on_busy: sorry, on_no_answer: sorry }, next: hangup }
                              sorry: { say: not-valid, next: hangup }
                            """,
                            "outside-and-back",
                            """
                            start: away
                            nodes:
                              away: { transfer: { to: "+442071838750", mode: attended }, next: sorry }
                              sorry: { say: not-valid, next: hangup }
                            """,
                            "to-anna",
                            """
                            start: away
                            nodes:
                              away: { transfer: { agent: anna, mode: attended }, next: sorry }
                              sorry: { say: not-valid, next: hangup }
                            """,
                            "to-carla",
                            """
                            start: away
                            nodes:
                              away: { transfer: { agent: carla, mode: attended }, next: sorry }
                              sorry: { say: not-valid, next: hangup }
                            """,
                            "afterwards",
                            """
                            start: words
                            on_hangup: tell
                            nodes:
                              words: { say: goodbye, next: hangup }
                              tell: { http: { method: POST, url: "https://crm.example/x", timeout: 2s }, next: hangup, on_error: end }
                              end: { hangup: true }
                            """));

    /// Tells which of the crossings a build tries.
    private static final long SEED = 20_261_122;

    private static final int SAMPLE = 3_000;

    private static final Path PAGE = Path.of("..", "docs", "reference", "call-states.md");

    /// Whoever is in these is nowhere any more, or there only until the core has spoken.
    private static final Set<String> FORGOTTEN =
            Set.of("KeptPlace$Stage$Over", "FeatureCall$Stage$Over", "Ring$Progress.GONE");

    @TempDir private static Path folder;
    private static FlowLibrary flows;
    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger("org.strowger");
    private static Level before;

    @BeforeAll
    static void loadFlows() throws IOException {
        for (var flow : FLOWS.entrySet()) {
            Files.writeString(
                    folder.resolve(flow.getKey() + ".yaml"),
                    "flow: %s\nschema: 1\nlanguage: en-GB\n%s"
                            .formatted(flow.getKey(), flow.getValue()));
        }
        flows =
                new FlowLibrary(
                        folder,
                        folder.resolve("calendars"),
                        Surroundings.unknown(),
                        new PromptLibrary(
                                folder.resolve("prompts"),
                                folder.resolve("spoken"),
                                new SilentSpeech()));
        flows.reload();
        assertEquals(List.of(), flows.problems());
        before = ROOT.getLevel();
        ROOT.setLevel(Level.ERROR);
        LOG.start();
        ROOT.addAppender(LOG);
    }

    @AfterAll
    static void stopListening() {
        ROOT.detachAppender(LOG);
        ROOT.setLevel(before);
    }

    static List<Situation> situations() {
        return Situation.all();
    }

    private static TriedCentre at(Situation situation, First first) {
        TriedCentre centre = new TriedCentre(flows, first, _ -> {});
        situation.way().accept(centre);
        centre.network.asked();
        return centre;
    }

    // The page.

    @Test
    void thePageSaysWhatHappens() throws IOException {
        String written = new StatesPage(flows).written();
        if (Boolean.getBoolean("write.docs")) {
            Files.writeString(PAGE, written);
        }
        assertEquals(
                Files.readString(PAGE),
                written,
                "the page is not what the engine does: -Dwrite.docs=true writes it anew");
    }

    @Test
    void everyStateIsReached() throws Exception {
        SortedSet<String> reached = new TreeSet<>();
        for (Situation situation : Situation.all()) {
            TriedCentre centre =
                    new TriedCentre(flows, First.CORE, c -> reached.addAll(statesOf(c)));
            situation.way().accept(centre);
            reached.addAll(statesOf(centre));
            Ending.CALLER_HANGS_UP.of(centre);
        }
        SortedSet<String> missing = StateWalk.all();
        missing.removeAll(reached);
        missing.removeAll(FORGOTTEN);
        assertEquals(new TreeSet<>(), missing);
    }

    private static SortedSet<String> statesOf(TriedCentre centre) {
        SortedSet<String> states = StateWalk.in(centre);
        centre.call().ifPresent(call -> states.add("CallView$State." + call.state()));
        centre.services.noted.forEach(callback -> states.add("Callback$State." + callback.state()));
        return states;
    }

    // What is left.

    @ParameterizedTest
    @MethodSource("situations")
    void nothingIsLeftWhateverHappensAndHoweverItEnds(Situation situation) {
        end(situation, 5);
    }

    @ParameterizedTest
    @MethodSource("situations")
    @Tag("slow")
    void nothingIsLeftWhateverHappensInWhicheverWayItEnds(Situation situation) {
        end(situation, 1);
    }

    /// Tries the endings of a situation.
    ///
    /// @param oneOf one of so many is tried
    private static void end(Situation situation, int oneOf) {
        int count = 0;
        SortedSet<String> problems = new TreeSet<>();
        for (First first : First.values()) {
            for (Happening each : Happening.in(at(situation, first))) {
                for (Ending ending : Ending.values()) {
                    count++;
                    if (count % oneOf != 0) {
                        continue;
                    }
                    TriedCentre centre = at(situation, first);
                    each.now(centre).ifPresent(now -> now.what().accept(centre));
                    check(
                            situation.name() + ", " + each.name() + ", " + ending,
                            centre,
                            ending,
                            problems);
                }
            }
        }
        assertEquals("", String.join("\n", problems));
    }

    private static void check(
            String what, TriedCentre centre, Ending ending, Set<String> problems) {
        try {
            for (String left : ending.of(centre)) {
                problems.add(what + ": " + left);
            }
        } catch (RuntimeException | AssertionError e) {
            problems.add(what + ": " + e);
        }
        for (ILoggingEvent error : LOG.list) {
            String cause =
                    Optional.ofNullable(error.getThrowableProxy())
                            .map(
                                    thrown ->
                                            thrown.getMessage()
                                                    + " at "
                                                    + thrown.getStackTraceElementProxyArray()[0]
                                                    + thrown.getStackTraceElementProxyArray()[1])
                            .orElse("");
            problems.add(what + ": " + error.getFormattedMessage() + " " + cause);
        }
        LOG.list.clear();
    }

    // What crosses on the way.

    /// Something that happens before the nth step on the way to a situation.
    private record Crossing(
            Situation situation, First first, int step, String what, Ending ending) {
        @Override
        public String toString() {
            return "%s, %s before step %d, %s first, %s"
                    .formatted(situation.name(), what, step, first, ending);
        }
    }

    /// Every one of them that there is.
    private static List<Crossing> crossings() {
        List<Crossing> all = new ArrayList<>();
        for (Situation situation : Situation.all()) {
            for (First first : First.values()) {
                for (Map.Entry<Integer, List<String>> step : steps(situation, first).entrySet()) {
                    for (String what : step.getValue()) {
                        for (Ending ending : Ending.values()) {
                            all.add(new Crossing(situation, first, step.getKey(), what, ending));
                        }
                    }
                }
            }
        }
        return all;
    }

    /// What can happen before each step on the way.
    private static Map<Integer, List<String>> steps(Situation situation, First first) {
        Map<Integer, List<String>> steps = new TreeMap<>();
        TriedCentre centre =
                new TriedCentre(
                        flows,
                        first,
                        c ->
                                steps.put(
                                        c.steps(),
                                        Happening.in(c).stream().map(Happening::name).toList()));
        situation.way().accept(centre);
        return steps;
    }

    private static void cross(Crossing crossing, Set<String> problems) {
        boolean[] done = new boolean[1];
        TriedCentre centre =
                new TriedCentre(
                        flows,
                        crossing.first(),
                        c -> {
                            if (c.steps() == crossing.step() && !done[0]) {
                                done[0] = true;
                                Happening.in(c).stream()
                                        .filter(each -> each.name().equals(crossing.what()))
                                        .findFirst()
                                        .ifPresent(each -> each.what().accept(c));
                            }
                        });
        try {
            crossing.situation().way().accept(centre);
        } catch (RuntimeException | AssertionError e) {
            problems.add(crossing + ": " + e);
        }
        check("" + crossing, centre, crossing.ending(), problems);
    }

    @Test
    void nothingIsLeftWhateverCrossesOnTheWay() {
        cross(SAMPLE);
    }

    @Test
    @Tag("slow")
    void nothingIsLeftWhateverCrossesAnywhereOnTheWay() {
        cross(Integer.MAX_VALUE);
    }

    private static void cross(int most) {
        List<Crossing> all = crossings();
        Collections.shuffle(all, new Random(SEED));
        SortedSet<String> problems = new TreeSet<>();
        all.stream().limit(most).forEach(each -> cross(each, problems));
        assertEquals("", String.join("\n", problems), "seed " + SEED);
    }
}
