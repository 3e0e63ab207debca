package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Sipp;

/// Whoever ends a call, and whenever: nothing of it is left.
class HangUpIT {
    private static final String SILENT = "strowger_estimate_silent_total";
    private static final Duration SHORTLY = Duration.ofMillis(300);

    @TempDir private static Path folder;
    private static Centre centre;
    private static Baresip caller;

    @BeforeAll
    static void open() throws Exception {
        centre = Centre.open(folder);
        caller = Baresip.phone("carl").start();
        // The first call makes threads that stay, such as the workers of the journal.
        try (Sipp ann = centre.agent("ann", Sipp.scenario("agent").talks(SHORTLY).calls(1))) {
            caller.dial(centre.uri("100"));
            caller.awaitEstablished();
            centre.awaitNode("main");
            caller.press('1');
            caller.awaitClosed();
            centre.signOut("ann", ann);
        }
    }

    @AfterAll
    static void close() {
        caller.close();
        centre.close();
        Centre.await("no thread of the engine", Threads::ofTheEngine, Map::isEmpty);
    }

    /// Even when a test failed, the next begins with nothing.
    @AfterEach
    void nobodyTalks() {
        if (!centre.calls().isEmpty()) {
            caller.hangUp();
        }
    }

    private static void dial() {
        caller.dial(centre.uri("100"));
        caller.awaitEstablished();
        centre.awaitNode("main");
    }

    private static void dialAndPress(char key) {
        dial();
        caller.press(key);
    }

    private static void hangUp() {
        caller.hangUp();
        caller.awaitClosed();
    }

    @Test
    void callerHangsUpInTheMenuInThePromptAndInLine() {
        Centre.Holdings before = centre.holdings();
        dial();
        hangUp();
        centre.awaitNothingLeftBut(before);

        dialAndPress('1');
        centre.awaitNode("to-support");
        hangUp();
        centre.awaitNothingLeftBut(before);

        double abandoned = abandoned();
        double silent = centre.meter(SILENT);
        dialAndPress('1');
        centre.awaitCall("in line");
        Centre.await(
                "the first place in line",
                () -> centre.calls().getFirst().getInteger("place", 0),
                place -> place == 1);
        Centre.await(
                "an estimate, though none can be made while nobody is signed in",
                () -> centre.meter(SILENT),
                n -> n > silent);
        assertEquals(1, centre.holdings().alarms());
        hangUp();
        centre.awaitNothingLeftBut(before);
        assertEquals(abandoned + 1, abandoned());
    }

    private static double abandoned() {
        return centre.meter("strowger_queue_left_total{queue=\"support\",reason=\"ABANDONED\"}");
    }

    @Test
    void callerHangsUpWhileTheAgentsPhoneRingsWhichIsCancelled() {
        try (Sipp ann = centre.agent("ann", Sipp.scenario("agent-no-answer").calls(1))) {
            Centre.Holdings before = centre.holdings();
            dialAndPress('1');
            assertEquals("ann", centre.awaitCall("offered").getString("agent"));
            assertEquals("ringing", centre.agentState("ann"));
            hangUp();
            assertClean(ann);
            centre.awaitNothingLeftBut(before);
            centre.signOut("ann", ann);
        }
    }

    @Test
    void callerHangsUpInTheTalkAndTheAgentIsHungUpOn() {
        try (Sipp ann = centre.agent("ann", Sipp.scenario("agent-patient").calls(1))) {
            Centre.Holdings before = centre.holdings();
            dialAndPress('1');
            centre.awaitCall("talking");
            hangUp();
            assertClean(ann);
            centre.awaitNothingLeftBut(before);
            centre.signOut("ann", ann);
        }
    }

    @Test
    void agentHangsUpInTheTalkAndTheCallerIsHungUpOnWhenTheFlowEnds() {
        try (Sipp ann = centre.agent("ann", Sipp.scenario("agent").talks(SHORTLY).calls(1))) {
            Centre.Holdings before = centre.holdings();
            dialAndPress('1');
            caller.awaitClosed();
            assertClean(ann);
            centre.awaitNothingLeftBut(before);
            centre.signOut("ann", ann);
        }
    }

    @Test
    void callThatAnAgentRefusesGoesToAnotherAndLaterToTheFirstAgain() {
        try (Sipp ann = centre.agent("ann", Sipp.scenario("agent-busy").calls(1));
                Sipp bob = centre.agent("bob", Sipp.scenario("agent-busy").calls(1));
                Sipp annAtLast = Sipp.scenario("agent-patient").calls(1).start()) {
            Centre.Holdings before = centre.holdings();
            dialAndPress('1');
            assertClean(ann);
            assertClean(bob);
            centre.awaitAgent("bob", "resting"::equals);
            assertEquals(1, centre.calls().size());
            centre.signIn("ann", annAtLast);
            assertEquals("ann", centre.awaitCall("talking").getString("agent"));
            hangUp();
            assertClean(annAtLast);
            centre.awaitNothingLeftBut(before);
            centre.signOut("ann", annAtLast);
            centre.signOut("bob", bob);
        }
    }

    @Test
    void callThatAnAgentDoesNotAnswerIsCancelledThereAndGoesToAnother() {
        try (Sipp ann = centre.agent("ann", Sipp.scenario("agent-no-answer").calls(1));
                Sipp bob = centre.agent("bob", Sipp.scenario("agent-patient").calls(1))) {
            Centre.Holdings before = centre.holdings();
            dialAndPress('1');
            assertEquals("ann", centre.awaitCall("offered").getString("agent"));
            assertEquals("bob", centre.awaitCall("talking").getString("agent"));
            assertClean(ann);
            hangUp();
            assertClean(bob);
            centre.awaitNothingLeftBut(before);
            centre.signOut("ann", ann);
            centre.signOut("bob", bob);
        }
    }

    @Test
    void callerHangsUpInTheMomentInWhichTheAgentAnswers() {
        try (Baresip ann =
                Baresip.phone("ann").registersAt(centre.address(), "ann-secret").start()) {
            ann.awaitRegistered();
            Centre.Holdings before = centre.holdings();
            for (int i = 0; i < 5; i++) {
                dialAndPress('1');
                ann.awaitIncoming();
                ann.accept();
                hangUp();
                ann.awaitClosed();
                centre.awaitNothingLeftBut(before);
            }
        }
        centre.awaitAgent("ann", "signed out"::equals);
    }

    @Test
    void callerGivesUpBeforeOrInTheMomentOfTheAnswer() throws Exception {
        Centre.Holdings before = centre.holdings();
        for (int i = 0; i < 10; i++) {
            try (HastyCaller hasty = new HastyCaller(centre.folder().sipPort())) {
                hasty.invite("100");
                hasty.cancel();
                hasty.bringToAnEnd();
            }
        }
        centre.awaitNothingLeftBut(before);
    }

    /// Takes the 32 s for which RFC 3261 section 13.3.1.4 has the answer repeated.
    @Test
    @Tag("slow")
    void callerWhoNeverAcknowledgesTheAnswerIsGivenUpAndHungUpOn() throws Exception {
        Centre.Holdings before = centre.holdings();
        try (HastyCaller mute = new HastyCaller(centre.folder().sipPort())) {
            mute.invite("100");
            centre.awaitCall("arrived");
            mute.awaitBye(Duration.ofSeconds(40));
            centre.awaitNothingLeftBut(before);
        }
    }

    private static void assertClean(Sipp agent) {
        Sipp.Outcome outcome = agent.await(Centre.SOON);
        assertTrue(outcome.isClean(), outcome::toString);
    }
}
