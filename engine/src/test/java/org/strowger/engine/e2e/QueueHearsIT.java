package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.e2e.Handset.Tone;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.ResumeAgent;
import org.strowger.telephony.peers.Ports;

/// What callers hear in line and after hours.
class QueueHearsIT {
    private static final AgentId ANN = new AgentId("ann");
    private static final short[] FIRST = Centre.prompts("number-1", "in-line");
    private static final short[] SECOND = Centre.prompts("number-2", "in-line");
    private static final short[] COMFORT = Centre.prompt("please-hold");
    private static final short[] CLOSED = Centre.prompt("not-possible");
    private static final short[] LEFT = Centre.prompt("goodbye");

    private static final String RULES =
            """
            calendars: calendars
            numbers: { "100": in-line, "200": by-hours, "300": at-night }
            queues:
              support: { ring_time: 8s, wrap_up: 0s, retry_delay: 1s }
            agents:
              ann: { name: Ann, password: ann-secret }
            """;
    private static final String IN_LINE =
            """
            flow: in-line
            schema: 1
            language: en-GB
            start: line
            nodes:
              line:
                queue:
                  name: support
                  announce_place: 5s
                  comfort: [ { after: 7s, say: please-hold } ]
                  keys: { 1: left }
              left: { say: { prompt: goodbye, barge_in: false }, next: hangup }
            """;

    private static String hours(String id, String calendar) {
        return """
        flow: %s
        schema: 1
        language: en-GB
        start: hours
        nodes:
          hours: { hours: { calendar: %s, open: line, closed: night } }
          line: { queue: { name: support } }
          night: { say: { prompt: not-possible, barge_in: false }, next: hangup }
        """
                .formatted(id, calendar);
    }

    @TempDir private static Path folder;
    private static Centre centre;
    private static Handsets handsets;
    private static Handset caller;
    private static Handset other;
    private static Handset ann;
    private Centre.Holdings before;

    @BeforeAll
    static void open() throws Exception {
        handsets = new Handsets(Ports.free());
        caller = handsets.handset("caller", "4711", Tone.CALLER);
        other = handsets.handset("other", "4712", Tone.CARLA);
        ann = handsets.handset("ann", "ann", Tone.ANN);
        calendar("office", "mon-sun: [\"00:00-24:00\"]");
        calendar("never", "mon-sun: []");
        centre =
                Centre.open(
                        Centre.Folder.of(
                                folder,
                                RULES,
                                new TreeMap<>(
                                        Map.of(
                                                "in-line", IN_LINE,
                                                "by-hours", hours("by-hours", "office"),
                                                "at-night", hours("at-night", "never")))));
        handsets.start(centre.address(), "ann");
        centre.awaitAgent("ann", "ready"::equals);
        // The first call makes threads that stay, such as the workers of the journal.
        caller.dial(centre.uri("100"));
        ann.awaitRungAndAnswer();
        caller.hangUp();
        caller.awaitIdle();
        ann.awaitIdle();
    }

    private static void calendar(String id, String hours) throws Exception {
        Path calendars = Files.createDirectories(folder.resolve("calendars"));
        Files.writeString(
                calendars.resolve(id + ".yaml"),
                """
                calendar: %s
                schema: 1
                zone: Europe/London
                hours: { %s }
                """
                        .formatted(id, hours));
    }

    @AfterAll
    static void close() {
        handsets.close();
        centre.close();
        Centre.await("no thread of the engine", Threads::ofTheEngine, Map::isEmpty);
    }

    @BeforeEach
    void annHasAPause() {
        assertTrue(centre.engine().submit(at -> new PauseAgent(at, ANN, "lunch")));
        centre.awaitAgent("ann", "paused: lunch"::equals);
        before = centre.holdings();
    }

    @AfterEach
    void nothingIsLeft() {
        handsets.hangUpAll();
        annIsReady();
        centre.awaitAgent("ann", "ready"::equals);
        assertTrue(centre.engine().submit(at -> new PauseAgent(at, ANN, "lunch")));
        centre.awaitNothingLeftBut(before);
        annIsReady();
        centre.awaitAgent("ann", "ready"::equals);
    }

    private static void annIsReady() {
        assertTrue(centre.engine().submit(at -> new ResumeAgent(at, ANN)));
    }

    @Test
    void callersHearTheirPlaceAndComfortAndLeaveByAKey() {
        caller.dial(centre.uri("100"));
        centre.awaitCall("in line");
        other.dial(centre.uri("100"));
        centre.awaitCalls(2, "in line");
        handsets.expectHeard("caller: music", "other: music");
        caller.awaitHeard("their place", FIRST);
        other.awaitHeard("their place", SECOND);
        caller.awaitHeard("comfort", COMFORT);
        handsets.expectHeard("caller: music");
        caller.press("1");
        caller.awaitIdle();
        caller.awaitHeard("what follows in the flow", LEFT);
        assertEquals(1, centre.awaitCall("in line").getInteger("place"));
    }

    @Test
    void anAnnouncementDelaysNoAgent() {
        caller.dial(centre.uri("100"));
        centre.awaitCall("in line");
        // The first part of the announcement; the rest is still to come.
        caller.awaitHeard("the beginning of their place", Centre.prompt("you-are-number"));
        annIsReady();
        ann.awaitRungAndAnswer();
        handsets.expectHeard("caller: ann", "ann: caller");
    }

    @Test
    void callersHearThatNobodyIsThereWhileTheCalendarIsClosedByHand() throws Exception {
        centre.engine().closedCalendars().close("office");
        try {
            caller.dial(centre.uri("200"));
            caller.awaitTalking();
            caller.awaitIdle();
            caller.awaitHeard("that nobody is there", CLOSED);
        } finally {
            centre.engine().closedCalendars().open("office");
        }
        caller.dial(centre.uri("200"));
        centre.awaitCall("in line");
        handsets.expectHeard("caller: music");
    }

    @Test
    void callersHearThatNobodyIsThereOutsideTheHours() {
        caller.dial(centre.uri("300"));
        caller.awaitTalking();
        caller.awaitIdle();
        caller.awaitHeard("that nobody is there", CLOSED);
    }
}
