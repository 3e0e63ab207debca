package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.result.CallFigures;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.result.NodeFigures;
import org.strowger.simulator.scenario.Scenario;

/// Calls through flows, by the production calls, on the same routing core as all others.
class FlowDayTest {
    private static final QueueId FIRST = new QueueId("first");
    private static final QueueId SECOND = new QueueId("second");

    /// Waits as long for a key as anybody thinks.
    private static final String PATIENT_MENU =
            """
            flow: line
            schema: 1
            start: main
            defaults: { input: { first_digit: 1m } }
            nodes:
              main:
                menu:
                  prompts: { 1: { text: "One or two?" } }
                  choices: { 1: { go: first }, 2: { go: second } }
                  give_up: second
              first: { queue: { name: first, skills: { one: 1 } } }
              second: { queue: { name: second, skills: { two: 1 } } }
            """;

    @TempDir private Path folder;

    private static List<Day> days(Scenario scenario) throws InterruptedException {
        List<Day> days = new ArrayList<>();
        new Replications(scenario, 1).run(days::add, _ -> {}, () -> false);
        return days;
    }

    private static Day day(Scenario scenario, List<String> log) {
        return Replications.witnessed(
                scenario,
                0,
                Detail.WINNER,
                (command, events) -> {
                    log.add(command.toString());
                    events.forEach(event -> log.add(event.toString()));
                });
    }

    private static CallFigures of(Day day, QueueId queue) {
        return Objects.requireNonNull(day.queues().get(queue));
    }

    private static NodeFigures node(Day day, String name) {
        return Objects.requireNonNull(day.nodes().get("line/" + name));
    }

    private static double sum(List<Day> days, ToDoubleFunction<Day> what) {
        return days.stream().mapToDouble(what).sum();
    }

    /// What several days say of something, and how sure it is.
    private record Estimate(double mean, double error) {
        static Estimate of(List<Day> days, ToDoubleFunction<Day> what) {
            double mean = days.stream().mapToDouble(what).average().orElseThrow();
            double squares =
                    days.stream().mapToDouble(what).map(x -> (x - mean) * (x - mean)).sum();
            return new Estimate(mean, Math.sqrt(squares / (days.size() - 1) / days.size()));
        }

        /// Student's t of 19 degrees of freedom and more, at 99 % for eight figures together.
        private static final double T = 3.9;

        void isLike(Estimate other, String what) {
            double room = T * Math.hypot(error, other.error);
            assertTrue(
                    Math.abs(mean - other.mean) <= room,
                    () -> "%s: %s and %s".formatted(what, this, other));
        }

        void is(double exact, String what) {
            isLike(new Estimate(exact, 0), what);
        }
    }

    @Test
    void theSampleIsTheSameDayEachTime() {
        Scenario scenario = FlowCentre.read(Path.of("../docs/samples/simulation/main-line.yaml"));
        List<String> log = new ArrayList<>();
        Day day = day(scenario, log);
        List<String> again = new ArrayList<>();
        day(scenario, again);
        assertEquals(log, again);
        assertTrue(day.nodes().containsKey("main-line/to-sales"), day::toString);
        assertTrue(day.queues().values().stream().allMatch(f -> f.answered() > 10), day::toString);
    }

    private static final String BUSY =
            """
            hours: "08:00-18:00"
            warm_up: 1h
            replications: 20
            patience: { exponential: 2m }
            talks: { exponential: 3m }
            """;

    @Test
    void whoeverAMenuSendsToAQueueWaitsThereLikeWhoeverComesStraight() throws Exception {
        List<Day> guided =
                days(
                        new FlowCentre(folder)
                                .flow(PATIENT_MENU)
                                .scenario(
                                        10,
                                        7,
                                        BUSY
                                                + """
                                                seed: 1
                                                sources:
                                                  all:
                                                    number: "100"
                                                    keys: { main: { 1: 0.6, 2: 0.4 } }
                                                    thinking: { exponential: 4s }
                                                    arrivals: { per_hour: 300 }
                                                """));
        List<Day> straight =
                days(
                        new FlowCentre(folder)
                                .scenario(
                                        10,
                                        7,
                                        BUSY
                                                + """
                                                seed: 2
                                                sources:
                                                  ones: { queue: first, needs: { one: 1 }, arrivals: { per_hour: 180 } }
                                                  twos: { queue: second, needs: { two: 1 }, arrivals: { per_hour: 120 } }
                                                """));
        for (QueueId queue : List.of(FIRST, SECOND)) {
            compare(guided, straight, queue, "calls", f -> f.offered());
            compare(guided, straight, queue, "waits", f -> f.waitsAnswered().sum() / f.answered());
            compare(guided, straight, queue, "abandoned", f -> f.abandoned());
            compare(guided, straight, queue, "in time", f -> f.answeredInTime());
        }
        assertTrue(sum(guided, day -> node(day, "first").hungUp()) > 100);
    }

    private static void compare(
            List<Day> guided,
            List<Day> straight,
            QueueId queue,
            String what,
            ToDoubleFunction<CallFigures> figure) {
        Estimate.of(guided, day -> figure.applyAsDouble(of(day, queue)))
                .isLike(
                        Estimate.of(straight, day -> figure.applyAsDouble(of(day, queue))),
                        queue + " " + what);
    }

    /// Who leaves a flow that has room for everybody leaves it as a Poisson process again (Mirasol,
    /// Operations Research 11(5), 1963), so the queue behind it is an M/M/c queue.
    @Test
    void timeInTheFlowAndTheWaitBehindItAreExact() throws Exception {
        int agents = 5;
        double erlangs = 4;
        List<Day> days =
                days(
                        new FlowCentre(folder)
                                .flow(PATIENT_MENU)
                                .scenario(
                                        agents,
                                        1,
                                        """
                                        hours: "00:00-24:00"
                                        warm_up: 2h
                                        replications: 20
                                        seed: 3
                                        patience: never
                                        talks: { exponential: 144s }
                                        sources:
                                          all:
                                            number: "100"
                                            keys: { main: { 1: 1 } }
                                            thinking: { exponential: 4s }
                                            arrivals: { per_hour: 100 }
                                        """));
        double waiting = erlangC(agents, erlangs);
        Estimate.of(days, day -> node(day, "main").seconds() / node(day, "main").reached())
                .is(4, "time in the flow");
        Estimate.of(days, day -> of(day, FIRST).waitsAnswered().sum() / of(day, FIRST).answered())
                .is(waiting * 144 / (agents - erlangs), "wait");
        Estimate.of(
                        days,
                        day ->
                                1.0
                                        - (double) of(day, FIRST).waitsAnswered().histogram()[0]
                                                / of(day, FIRST).answered())
                .is(waiting, "chance of a wait");
        Estimate.of(days, day -> of(day, FIRST).talks().sum() / of(day, FIRST).talks().count())
                .is(144, "talk");
    }

    /// The chance that a caller waits (Erlang, 1917).
    private static double erlangC(int agents, double erlangs) {
        double term = 1;
        double sum = 1;
        for (int i = 1; i < agents; i++) {
            term *= erlangs / i;
            sum += term;
        }
        double all = term * erlangs / agents * agents / (agents - erlangs);
        return all / (sum + all);
    }

    private static final String QUIET =
            """
            hours: "08:00-18:00"
            patience: never
            talks: 1m
            """;

    @Test
    void whoPressesNothingIsAskedAgainAndThenGivenUp() {
        List<String> log = new ArrayList<>();
        Day day =
                day(
                        new FlowCentre(folder)
                                .scenario(
                                        5,
                                        5,
                                        QUIET
                                                + """
                                                sources:
                                                  all:
                                                    number: "100"
                                                    keys: { main: { nothing: 1 } }
                                                    arrivals: { per_hour: 20 }
                                                """),
                        log);
        NodeFigures menu = node(day, "main");
        assertEquals(menu.reached(), node(day, "second").reached());
        // Three times the words, whose letters take 67 ms each, and 5 s.
        assertEquals(3 * (0.733 + 5), menu.seconds() / menu.reached(), 0.01);
    }

    @Test
    void aKeyThatIsNotThereIsAnotherAttempt() throws Exception {
        List<Day> days =
                days(
                        new FlowCentre(folder)
                                .scenario(
                                        20,
                                        5,
                                        QUIET
                                                + """
                                                replications: 20
                                                sources:
                                                  all:
                                                    number: "100"
                                                    keys: { main: { 9: 0.5, 1: 0.5 } }
                                                    thinking: 1s
                                                    arrivals: { per_hour: 100 }
                                                """));
        Estimate.of(
                        days,
                        day -> (double) node(day, "second").reached() / node(day, "main").reached())
                .is(0.125, "given up at the third attempt");
    }

    @Test
    void entriesArePressedKeyByKeyAndSecretsStayWithTheCaller() {
        List<String> log = new ArrayList<>();
        Day day =
                day(
                        new FlowCentre(folder)
                                .flow(
                                        """
                                        flow: line
                                        schema: 1
                                        start: ask
                                        vars: { pin: { type: string, secret: true } }
                                        nodes:
                                          ask:
                                            collect:
                                              into: pin
                                              prompts: { 1: { text: "Your PIN?" } }
                                              min: 4
                                              max: 4
                                              give_up: second
                                            next: first
                                          first: { queue: { name: first, skills: { one: 1 } } }
                                          second: { queue: { name: second, skills: { two: 1 } } }
                                        """)
                                .scenario(
                                        5,
                                        5,
                                        QUIET
                                                + """
                                                sources:
                                                  all:
                                                    number: "100"
                                                    keys: { ask: { "4719": 1 } }
                                                    thinking: 2s
                                                    arrivals: { per_hour: 20 }
                                                """),
                        log);
        NodeFigures asked = node(day, "ask");
        assertEquals(asked.reached(), of(day, FIRST).offered());
        assertEquals(2 + 3 * 0.3, asked.seconds() / asked.reached(), 0.001);
        assertFalse(log.stream().anyMatch(line -> line.contains("4719")));
    }

    @Test
    void agentsWhoMissOrRefuseAreNotTheLastWhoAreRung() {
        List<String> log = new ArrayList<>();
        Day day =
                day(
                        new FlowCentre(folder)
                                .rules("wrap_up: 10s, ring_time: 10s, retry_delay: 1s")
                                .scenario(
                                        3,
                                        3,
                                        QUIET
                                                + """
                                                answering: { delay: { uniform: { from: 2s, to: 6s } }, misses: 0.2, refuses: 0.2 }
                                                wrap_up: { exponential: 5s }
                                                sources:
                                                  all:
                                                    number: "100"
                                                    keys: { main: { 1: 0.5, 2: 0.5 } }
                                                    arrivals: { per_hour: 60 }
                                                  straight: { queue: first, needs: { one: 1 }, arrivals: { per_hour: 20 } }
                                                """),
                        log);
        long missed = day.agents().values().stream().mapToLong(agent -> agent.missed()).sum();
        assertTrue(missed > 100, () -> "missed: " + missed);
        for (QueueId queue : List.of(FIRST, SECOND)) {
            assertEquals(of(day, queue).offered(), of(day, queue).answered());
            assertTrue(of(day, queue).waitsAnswered().sum() / of(day, queue).answered() > 2);
        }
        assertTrue(of(day, FIRST).offered() > node(day, "first").reached());
        assertTrue(log.stream().anyMatch(line -> line.contains("refusal=REJECTED")));
    }

    private static final String TROUBLED =
            """
            hours: "08:00-18:00"
            patience: { exponential: 2m }
            talks: { exponential: 3m }
            redials: [ { chance: 0.5, after: { exponential: 5m }, most: 2 } ]
            transfers: [ { from: first, to: second, chance: 0.3 } ]
            faults:
              - { fault: restart, at: "10:00", for: 2m }
              - { fault: phones_lost, at: "14:00", for: 20m, who: [ one000 ] }
            sources:
              all:
                number: "100"
                keys: { main: { 1: 0.5, 2: 0.5 } }
                arrivals: { per_hour: 100 }
              straight: { queue: first, needs: { one: 1 }, arrivals: { per_hour: 20 } }
            """;

    /// Where ids are, but for them.
    @Test
    void callsOfBothKindsAreTheSameDayWithWitnessesAndWithout() {
        Scenario scenario = new FlowCentre(folder).scenario(3, 3, TROUBLED);
        Day alone = Replications.witnessed(scenario, 0, Detail.WINNER, Witness.NONE);
        assertTrue(of(alone, FIRST).offered() > node(alone, "first").reached());
        assertEquals(Days.written(day(scenario, new ArrayList<>())), Days.written(alone));
    }

    @Test
    void whatGoesWrongGoesWrongForCallsInFlowsToo() {
        List<String> log = new ArrayList<>();
        Day day = day(new FlowCentre(folder).scenario(3, 3, TROUBLED), log);
        for (QueueId queue : List.of(FIRST, SECOND)) {
            CallFigures f = of(day, queue);
            assertEquals(
                    f.offered(),
                    f.answered() + f.abandoned() + f.turnedAway() + f.leftOtherwise(),
                    f::toString);
            assertTrue(f.leftOtherwise() > 0, f::toString);
        }
        assertTrue(log.stream().anyMatch(line -> line.startsWith("TransferCall")));
        assertTrue(log.stream().anyMatch(line -> line.contains("again 1")));
        assertTrue(log.stream().anyMatch(line -> line.contains("refusal=UNREACHABLE")));
    }

    /// A line of one place that is taken all day; who is turned away tries ten times more.
    private Day turnedAway(String sources, List<String> log) {
        return day(
                new FlowCentre(folder)
                        .rules("wrap_up: 0s, max_length: 1, ring_time: 1m, retry_delay: 0s")
                        .scenario(
                                1,
                                1,
                                """
                                hours: "08:00-18:00"
                                patience: never
                                talks: 10h
                                redials: [ { chance: 0.5, after: 1m, most: 10 } ]
                                sources:
                                """
                                        + sources),
                log);
    }

    @Test
    void eachTryOfWhoIsTurnedAwayHasALotOfItsOwn() {
        CallFigures straight =
                of(
                        turnedAway(
                                "  all: { queue: first, needs: { one: 1 }, arrivals: { per_hour: 100 } }",
                                new ArrayList<>()),
                        FIRST);
        List<String> log = new ArrayList<>();
        CallFigures guided =
                of(
                        turnedAway(
                                """
                                  all:
                                    number: "100"
                                    keys: { main: { 1: 1 } }
                                    arrivals: { per_hour: 100 }
                                """,
                                log),
                        FIRST);
        assertEquals(2, (double) straight.turnedAway() / 1000, 0.3);
        assertEquals(2, (double) guided.turnedAway() / 1000, 0.3);
        List<String> tries = log.stream().filter(line -> line.startsWith("EnqueueCall[")).toList();
        long again = tries.stream().filter(line -> line.contains(" again ")).count();
        long third = tries.stream().filter(line -> line.contains(" again 2,")).count();
        assertEquals(0.5, (double) again / tries.size(), 0.1);
        assertEquals(0.125, (double) third / tries.size(), 0.05);
    }

    @Test
    void whoHangsUpInLineIsLostAtItsNode() {
        Day day =
                day(
                        new FlowCentre(folder)
                                .scenario(
                                        2,
                                        2,
                                        """
                                        hours: "08:00-18:00"
                                        patience: { exponential: 1m }
                                        talks: { exponential: 3m }
                                        sources:
                                          all:
                                            number: "100"
                                            keys: { main: { 1: 0.5, 2: 0.5 } }
                                            arrivals: { per_hour: 100 }
                                        """),
                        new ArrayList<>());
        assertTrue(of(day, FIRST).abandoned() > 20, day::toString);
        assertEquals(of(day, FIRST).abandoned(), node(day, "first").hungUp());
        assertEquals(of(day, SECOND).abandoned(), node(day, "second").hungUp());
        assertEquals(0, node(day, "main").hungUp());
        assertEquals(
                node(day, "main").reached(), of(day, FIRST).offered() + of(day, SECOND).offered());
    }

    private static final String TRUNK =
            """
            trunk: { address: "sip:{number}@192.0.2.10:5060", caller_id: "+442079460000", calls_per_hour: 6000, calls_at_once: 50 }
            transfers: { allowed: [ "+4420" ] }
            """;

    private static final String WITH_CALLBACKS =
            """
            flow: line
            schema: 1
            start: main
            nodes:
              main:
                menu:
                  prompts: { 1: { text: "One or two?" } }
                  choices: { 1: { go: first }, 2: { go: second } }
                  give_up: second
              first:
                queue: { name: first, skills: { one: 1 }, keys: { 1: call-back } }
              second: { queue: { name: second, skills: { two: 1 } } }
              call-back: { callback: { queue: first, expires: 2h, on_refused: bye }, next: bye }
              bye: { hangup: true }
            """;

    @Test
    void whoAsksToBeCalledBackIsAndTheLineIsFreeAgain() {
        List<String> log = new ArrayList<>();
        Day day =
                day(
                        new FlowCentre(folder)
                                .flow(WITH_CALLBACKS)
                                .centre(TRUNK)
                                .scenario(
                                        4,
                                        1,
                                        """
                                        hours: "08:00-18:00"
                                        patience: never
                                        talks: { exponential: 2m }
                                        sources:
                                          all:
                                            number: "100"
                                            keys: { main: { 1: 1 }, first: { 1: 0.5, nothing: 0.5 } }
                                            thinking: 2s
                                            arrivals: { per_hour: 100 }
                                        """),
                        log);
        List<String> kept =
                log.stream()
                        .filter(line -> line.startsWith("PlaceKept["))
                        .map(FlowDayTest::callOf)
                        .toList();
        assertTrue(kept.size() > 50, () -> kept.toString());
        for (String call : kept) {
            assertEquals(1, count(log, "CallConnected[", call), call);
            assertEquals(1, count(log, "CallEnded[", call), call);
        }
        assertEquals(0, count(log, "PlaceRetried[", ""));
        assertEquals(of(day, FIRST).offered(), of(day, FIRST).answered());
    }

    @Test
    void placesThatAreKeptOutliveARestartAndNobodyIsCalledDuringIt() {
        List<String> log = new ArrayList<>();
        day(
                new FlowCentre(folder)
                        .flow(WITH_CALLBACKS)
                        .centre(TRUNK)
                        .scenario(
                                2,
                                1,
                                """
                                hours: "08:00-18:00"
                                patience: never
                                talks: { exponential: 2m }
                                faults: [ { fault: restart, at: "10:00", for: 2m } ]
                                sources:
                                  all:
                                    number: "100"
                                    keys: { main: { 1: 1 }, first: { 1: 0.8, nothing: 0.2 } }
                                    thinking: 2s
                                    arrivals: { per_hour: 70 }
                                """),
                log);
        List<String> lost =
                log.stream()
                        .filter(line -> line.startsWith("CallLeftQueue["))
                        .filter(line -> line.contains("NODE_LOST"))
                        .map(FlowDayTest::callOf)
                        .toList();
        assertTrue(!lost.isEmpty(), "who waits on the telephone is lost");
        List<String> kept =
                log.stream()
                        .filter(line -> line.startsWith("PlaceKept["))
                        .map(FlowDayTest::callOf)
                        .toList();
        assertTrue(kept.size() > 100, kept::toString);
        for (String call : kept) {
            assertFalse(lost.contains(call), call);
            assertEquals(1, count(log, "CallEnded[", call), call);
        }
        assertTrue(count(log, "PlaceDeferred[", "") > 10);
        assertFalse(
                log.stream()
                        .filter(line -> line.startsWith("CallOffered["))
                        .anyMatch(
                                line ->
                                        line.contains("at=2026-11-10T10:00:")
                                                || line.contains("at=2026-11-10T10:01:")));
    }

    @Test
    void whoCallsAFlowDuringARestartIsCountedAlthoughTheirQueueIsNotKnown() {
        String down = "faults: [ { fault: restart, at: \"10:00\", for: 30m } ]\n";
        String scenario =
                QUIET
                        + """
                        sources:
                          all:
                            number: "100"
                            keys: { main: { 1: 0.5, 2: 0.5 } }
                            arrivals: { per_hour: 100 }
                        """;
        Day whole = day(new FlowCentre(folder).scenario(3, 3, scenario), new ArrayList<>());
        Day cut = day(new FlowCentre(folder).scenario(3, 3, down + scenario), new ArrayList<>());
        assertEquals(0, whole.notTaken());
        assertTrue(cut.notTaken() > 30, () -> "not taken: " + cut.notTaken());
        assertEquals(node(whole, "main").reached(), node(cut, "main").reached() + cut.notTaken());
    }

    /// The whisper lasts longer than most stay.
    @Test
    void aTalkThatNobodyHeardIsNoAnswer() {
        List<String> log = new ArrayList<>();
        Day day =
                day(
                        new FlowCentre(folder)
                                .rules(
                                        "wrap_up: 0s, ring_time: 1m, retry_delay: 0s,"
                                                + " whisper: \"This is somebody for the first\"")
                                .scenario(
                                        2,
                                        2,
                                        """
                                        hours: "08:00-18:00"
                                        patience: { exponential: 30s }
                                        talks: { uniform: { from: 500ms, to: 4s } }
                                        sources:
                                          all:
                                            number: "100"
                                            keys: { main: { 1: 0.5, 2: 0.5 } }
                                            arrivals: { per_hour: 100 }
                                        """),
                        log);
        assertTrue(count(log, "CallGivenBack[", "") > 20);
        for (QueueId queue : List.of(FIRST, SECOND)) {
            CallFigures f = of(day, queue);
            assertEquals(f.offered(), f.answered() + f.abandoned(), f::toString);
            assertEquals(f.answered(), f.talks().count());
            assertTrue(f.answered() > 100 && f.abandoned() > 20, f::toString);
        }
        assertEquals(
                of(day, FIRST).answered() + of(day, SECOND).answered(),
                day.agents().values().stream().mapToLong(agent -> agent.calls()).sum());
    }

    @Test
    void callersOfTwoSourcesHaveNumbersOfTheirOwn() {
        List<String> log = new ArrayList<>();
        day(
                new FlowCentre(folder)
                        .flow(WITH_CALLBACKS)
                        .centre(TRUNK)
                        .scenario(
                                4,
                                1,
                                """
                                hours: "08:00-18:00"
                                patience: never
                                talks: { exponential: 2m }
                                sources:
                                  a:
                                    number: "100"
                                    keys: { main: { 1: 1 }, first: { 1: 0.5, nothing: 0.5 } }
                                    thinking: 2s
                                    arrivals: { per_hour: 50 }
                                  b:
                                    number: "100"
                                    keys: { main: { 1: 1 }, first: { 1: 0.5, nothing: 0.5 } }
                                    thinking: 2s
                                    arrivals: { per_hour: 50 }
                                """),
                log);
        assertTrue(count(log, "PlaceKept[", "") > 100);
        assertEquals(
                List.of(), log.stream().filter(line -> line.contains("CALLED_AGAIN")).toList());
    }

    private static String callOf(String line) {
        int from = line.indexOf("call=") + "call=".length();
        return line.substring(from, line.indexOf(',', from));
    }

    private static long count(List<String> log, String kind, String call) {
        return log.stream()
                .filter(line -> line.startsWith(kind))
                .filter(line -> call.isEmpty() || callOf(line).equals(call))
                .count();
    }

    @Test
    void whoWorksOutsideTakesCallsByPressingOne() {
        List<String> log = new ArrayList<>();
        Day day =
                day(
                        new FlowCentre(folder)
                                .centre(TRUNK)
                                .agents(
                                        """
                                          carla: { external: "+442079460123", sign_in: by_command, skills: { one: 1 } }
                                        """)
                                .scenario(
                                        0,
                                        1,
                                        QUIET
                                                + """
                                                sources:
                                                  all:
                                                    number: "100"
                                                    keys: { main: { 1: 1 } }
                                                    arrivals: { per_hour: 10 }
                                                """),
                        log);
        assertTrue(of(day, FIRST).answered() > 50, day::toString);
        assertEquals(of(day, FIRST).offered(), of(day, FIRST).answered());
        // A second until the key is pressed, which callers wait, too.
        assertTrue(of(day, FIRST).waitsAnswered().sum() >= of(day, FIRST).answered());
    }
}
