package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Recording;
import org.strowger.telephony.peers.Sipp;
import org.strowger.telephony.peers.Tones;

/// What people hear: prompts, music, their place in line, each other.
class CallerHearsIT {
    private static final double ALIKE = 0.9;
    private static final Duration ENOUGH = Duration.ofSeconds(14);
    private static final short[] TO_SUPPORT = Centre.prompt("to-support");
    private static final short[] TO_SALES = Centre.prompt("to-sales");
    private static final short[] FIRST_IN_LINE =
            Centre.prompts("you-are-number", "number-1", "in-line");
    private static final short[] SECOND_IN_LINE =
            Centre.prompts("you-are-number", "number-2", "in-line");

    /// How the music begins, until the first announcement.
    private static final short[] MUSIC = Arrays.copyOf(Centre.prompt("hold-music"), 3 * 8_000);

    @TempDir private Path folder;
    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        centre = Centre.open(folder);
    }

    @AfterEach
    void close() {
        centre.close();
    }

    private Baresip callerWhoPresses(char key) {
        Baresip caller = Baresip.phone("c" + key).start();
        caller.dial(centre.uri("100"));
        caller.awaitEstablished();
        Centre.await(caller + " at the menu", () -> nodeOf("c" + key), "main"::equals);
        // Before its audio runs, baresip sends no key.
        caller.awaitHeard("the menu", Centre.SOON, heard -> !heard.duration().isZero());
        caller.press(key);
        return caller;
    }

    private String nodeOf(String number) {
        return callOf(number).getString("node", "");
    }

    private JsonObject callOf(String number) {
        return centre.calls().stream()
                .filter(call -> call.getString("number").equals(number))
                .findFirst()
                .orElse(new JsonObject());
    }

    private Sipp callerWhoInforms(char key, Earpiece ear) {
        return Sipp.scenario("caller-info")
                .service("100")
                .calls(1)
                .key("digit", String.valueOf(key))
                .key("ear", Integer.toString(ear.port()))
                .start(centre.address());
    }

    private void awaitLine(String queue, int length) {
        Centre.await(
                length + " calls in line for " + queue,
                centre::calls,
                calls ->
                        length
                                == calls.stream()
                                        .filter(call -> call.getString("queue").equals(queue))
                                        .filter(call -> call.getString("state").equals("in line"))
                                        .count());
    }

    private static void assertHeard(Recording heard, short[] prompt, String what) {
        Recording.Match match = heard.find(prompt);
        assertTrue(match.correlation() >= ALIKE, () -> what + " is not in " + heard + ": " + match);
    }

    private static void assertNotHeard(Recording heard, short[] prompt, String what) {
        Recording.Match match = heard.find(prompt);
        assertFalse(match.correlation() >= ALIKE, () -> what + " is in " + heard + ": " + match);
    }

    @Test
    void keysOfBothKindsLeadToTheBranchTheyStandForWithItsPromptItsQueueItsMusicAndThePlaceInLine()
            throws Exception {
        try (Earpiece supportEar = new Earpiece();
                Earpiece salesEar = new Earpiece();
                Baresip support = callerWhoPresses('1');
                Baresip sales = callerWhoPresses('2')) {
            awaitLine("support", 1);
            awaitLine("sales", 1);
            try (Sipp secondForSupport = callerWhoInforms('1', supportEar);
                    Sipp secondForSales = callerWhoInforms('2', salesEar)) {
                awaitLine("support", 2);
                awaitLine("sales", 2);
                heardOnTheWayToSupport(awaitEnough(support), FIRST_IN_LINE, SECOND_IN_LINE);
                heardOnTheWayToSales(awaitEnough(sales), FIRST_IN_LINE, SECOND_IN_LINE);
                heardOnTheWayToSupport(awaitEnough(supportEar), SECOND_IN_LINE, FIRST_IN_LINE);
                heardOnTheWayToSales(awaitEnough(salesEar), SECOND_IN_LINE, FIRST_IN_LINE);
                centre.close();
                assertTrue(secondForSupport.await(Centre.SOON).isClean());
                assertTrue(secondForSales.await(Centre.SOON).isClean());
            }
            support.awaitClosed();
            sales.awaitClosed();
        }
    }

    private static Recording awaitEnough(Baresip caller) {
        return caller.awaitHeard(
                "enough", Centre.SOON, heard -> heard.duration().compareTo(ENOUGH) > 0);
    }

    private static Recording awaitEnough(Earpiece ear) {
        return Centre.await(
                "enough at the earpiece",
                ear::recording,
                heard -> heard.duration().compareTo(ENOUGH) > 0);
    }

    private static void heardOnTheWayToSupport(Recording heard, short[] place, short[] notPlace) {
        assertHeard(heard, TO_SUPPORT, "to-support");
        assertNotHeard(heard, TO_SALES, "to-sales");
        inLine(heard, place, notPlace);
    }

    private static void heardOnTheWayToSales(Recording heard, short[] place, short[] notPlace) {
        assertHeard(heard, TO_SALES, "to-sales");
        assertNotHeard(heard, TO_SUPPORT, "to-support");
        inLine(heard, place, notPlace);
    }

    private static void inLine(Recording heard, short[] place, short[] notPlace) {
        assertHeard(heard, MUSIC, "hold-music");
        assertHeard(heard, place, "the place");
        assertNotHeard(heard, notPlace, "the other's place");
    }

    @Test
    void callerWhoPressesNothingHearsTheMenuToItsEndAndIsAskedAgain() throws Exception {
        String flow = centre.folder().usualFlow();
        centre.folder().writeFlow(Centre.replaced(flow, "first_digit: 5s", "first_digit: 1s"));
        centre.restart();
        try (Baresip caller = Baresip.phone("carl").start()) {
            caller.dial(centre.uri("100"));
            short[] again = Centre.prompts("did-not-hear", "welcome-short");
            Recording heard =
                    caller.awaitHeard("the menu again", Centre.SOON, r -> r.contains(again, ALIKE));
            assertHeard(heard, Centre.prompt("welcome"), "welcome");
            Duration welcome = heard.find(Centre.prompt("welcome")).at();
            assertTrue(welcome.compareTo(heard.find(again).at()) < 0);
            assertNotHeard(heard, TO_SUPPORT, "to-support");
        }
    }

    @Test
    void digitsThatAreCollectedAreSaidBackAndLeadByTheHoursIntoTheLine() throws Exception {
        Files.createDirectories(centre.folder().path().resolve("calendars"));
        Files.writeString(
                centre.folder().path().resolve("calendars").resolve("always.yaml"),
                """
                calendar: always
                schema: 1
                zone: Europe/London
                hours: { mon-sun: ["00:00-24:00"] }
                """);
        centre.folder()
                .writeFlow(
                        """
                        flow: main-line
                        schema: 1
                        language: en-GB
                        start: main
                        vars: { parcels: int }
                        nodes:
                          main: { collect: { into: parcels, prompt: welcome, max: 3, check: parcels > 200, give_up: hangup }, next: echo }
                          echo: { say: [ you-are-number, { say_as: number, value: parcels } ], next: hours }
                          hours: { hours: { calendar: always, open: line, closed: hangup } }
                          line: { queue: { name: sales, priority: parcels, announce_wait: 5s } }
                        """);
        centre.restart();
        try (Baresip caller = Baresip.phone("carl").start()) {
            caller.dial(centre.uri("100"));
            caller.awaitEstablished();
            centre.awaitNode("main");
            caller.press('2');
            caller.press('4');
            caller.press('1');
            caller.awaitHeard(
                    "the number in words",
                    Centre.SOON,
                    heard ->
                            heard.contains(
                                    Centre.prompts(
                                            "you-are-number",
                                            "number-2",
                                            "number-hundred",
                                            "number-and",
                                            "number-40",
                                            "number-1"),
                                    ALIKE));
            awaitLine("sales", 1);
            assertEquals(241, centre.routing().calls().getFirst().priority());
        }
    }

    @Test
    void callerAndAgentHearEachOtherAndNotThemselvesAndTheMusicIsOver() throws Exception {
        Path callersVoice = Tones.wav(folder.resolve("caller.wav"), 440, 1);
        Path agentsVoice = Tones.wav(folder.resolve("agent.wav"), 1_000, 1);
        try (Baresip caller = Baresip.phone("carl").says(callersVoice).start();
                Baresip ann =
                        Baresip.phone("ann")
                                .registersAt(centre.address(), "ann-secret")
                                .says(agentsVoice)
                                .start()) {
            ann.awaitRegistered();
            caller.dial(centre.uri("100"));
            caller.awaitEstablished();
            centre.awaitNode("main");
            caller.press('1');
            ann.awaitIncoming();
            assertEquals("offered", centre.calls().getFirst().getString("state"));
            ann.accept();
            ann.awaitEstablished();
            assertEquals("ann", centre.awaitCall("talking").getString("agent"));
            ann.awaitHeard("the caller only", Centre.SOON, heard -> isOnly(heard, 440, 1_000));
            caller.awaitHeard("ann only", Centre.SOON, heard -> isOnly(heard, 1_000, 440));
            ann.hangUp();
            caller.awaitClosed();
            centre.awaitAgent("ann", "ready"::equals);
            assertEquals(List.of(), centre.calls());
        }
    }

    /// Whether one tone and nothing else was heard for the last second.
    private static boolean isOnly(Recording heard, double tone, double not) {
        Duration to = heard.duration();
        Duration from = to.minusSeconds(1);
        return !from.isNegative()
                && heard.toneLevel(tone, from, to) > -16
                && Math.abs(heard.level(from, to) - heard.toneLevel(tone, from, to)) < 1
                && heard.toneLevel(not, from, to) < -50;
    }
}
