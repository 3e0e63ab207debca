package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.call.Actor;
import org.strowger.engine.call.DeskAnswer;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.call.DeskCommand.CompleteTransfer;
import org.strowger.engine.call.DeskCommand.Consult;
import org.strowger.engine.call.DeskCommand.EndConsultation;
import org.strowger.engine.call.DeskCommand.Hold;
import org.strowger.engine.call.DeskCommand.JoinAll;
import org.strowger.engine.call.DeskCommand.Mute;
import org.strowger.engine.call.DeskCommand.Resume;
import org.strowger.engine.call.DeskCommand.Transfer;
import org.strowger.engine.call.Place;
import org.strowger.engine.e2e.Handset.Tone;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.peers.Ports;

/// What agents do with a talk, as everybody who has to do with it hears it.
class TalksIT {
    private static final AgentId ANN = new AgentId("ann");
    private static final AgentId BEN = new AgentId("ben");
    private static final QueueId SALES = new QueueId("sales");
    private static final String OUTSIDE = "+442071838750";

    private static final short[] BYE = Centre.prompt("goodbye");

    @TempDir private static Path folder;
    private static Centre centre;
    private static Handsets handsets;
    private static Handset caller;
    private static Handset ann;
    private static Handset ben;
    private static Handset outside;

    private Centre.Holdings before;

    @BeforeAll
    static void open() throws Exception {
        int port = Ports.free();
        handsets = new Handsets(port);
        caller = handsets.handset("caller", "4711", Tone.CALLER);
        ann = handsets.handset("ann", "ann", Tone.ANN);
        ben = handsets.handset("ben", "ben", Tone.BEN);
        outside = handsets.handset("outside", OUTSIDE, Tone.OUTSIDE);
        centre =
                Centre.open(
                        Centre.Folder.of(
                                folder,
                                rules(port),
                                new TreeMap<>(
                                        Map.of(
                                                "to-support", flow("support"),
                                                "to-sales", flow("sales"),
                                                "to-whispered", flow("whispered"),
                                                "farewell", FAREWELL))));
        handsets.start(centre.address(), "ann", "ben");
        centre.awaitAgent("ann", "ready"::equals);
        centre.awaitAgent("ben", "ready"::equals);
        // The first call makes threads that stay, such as the workers of the journal.
        caller.dial(centre.uri("100"));
        ann.awaitRungAndAnswer();
        caller.hangUp();
        caller.awaitIdle();
        ann.awaitIdle();
    }

    private static final String FAREWELL =
            """
            flow: farewell
            schema: 1
            language: en-GB
            start: bye
            nodes:
              bye: { say: { prompt: goodbye, barge_in: false }, next: hangup }
            """;

    private static String flow(String queue) {
        return """
        flow: to-%1$s
        schema: 1
        language: en-GB
        start: line
        nodes:
          line: { queue: { name: %1$s, music: hold-music } }
        """
                .formatted(queue);
    }

    @AfterAll
    static void close() {
        handsets.close();
        centre.close();
        Centre.await("no thread of the engine", Threads::ofTheEngine, Map::isEmpty);
    }

    @BeforeEach
    void allAreReady() {
        centre.awaitAgent("ann", "ready"::equals);
        centre.awaitAgent("ben", "ready"::equals);
        before = centre.holdings();
    }

    @AfterEach
    void nothingIsLeft() {
        handsets.hangUpAll();
        centre.awaitNothingLeftBut(before);
    }

    /// The caller talks with ann.
    private CallId talk() {
        caller.dial(centre.uri("100"));
        ann.awaitRung();
        handsets.expectHeard("caller: music");
        ann.answer();
        handsets.expectHeard("caller: ann", "ann: caller");
        return new CallId(centre.awaitCall("talking").getString("id"));
    }

    private static DeskAnswer ask(AgentId agent, BiFunction<Actor, CallId, DeskCommand> command) {
        return centre.carryOut(command.apply(new Actor.OfAgent(agent), theCall()));
    }

    private static CallId theCall() {
        return new CallId(centre.calls().getFirst().getString("id"));
    }

    /// Has ann do something.
    private static void does(BiFunction<Actor, CallId, DeskCommand> command) {
        assertEquals(new DeskAnswer.Done(), ask(ANN, command));
    }

    private static void transfersTo(Place place) {
        does((by, call) -> new Transfer(by, call, place));
    }

    private static void consults(Place place) {
        does((by, call) -> new Consult(by, call, place));
    }

    private static Place benHimself() {
        return new Place.ToAgent(BEN);
    }

    private static Place theNumberOutside() {
        return new Place.Outside(OUTSIDE);
    }

    private static void assertRefused(Reason reason, DeskAnswer answer) {
        assertEquals(reason, assertInstanceOf(DeskAnswer.Refused.class, answer).reason());
    }

    // Holding.

    @Test
    void callerWhoHoldsHearsMusicAndThenTheAgentAgain() {
        talk();
        does(Hold::new);
        handsets.expectHeard("caller: music", "ann:");
        assertEquals("ann", centre.awaitCall("held").getString("agent"));
        assertRefused(Reason.WRONG_STATE, ask(ANN, Hold::new));
        does(Resume::new);
        handsets.expectHeard("caller: ann", "ann: caller");
    }

    @Test
    void mutedAgentHearsTheCallerAndIsNotHeard() {
        talk();
        does((by, call) -> new Mute(by, call, true));
        handsets.expectHeard("caller:", "ann: caller");
        does((by, call) -> new Mute(by, call, false));
        handsets.expectHeard("caller: ann", "ann: caller");
    }

    @Test
    void nobodyElsesTalkIsAnAgentsToHold() {
        talk();
        assertRefused(Reason.NOT_ALLOWED, ask(BEN, Hold::new));
        handsets.expectHeard("caller: ann", "ann: caller");
    }

    // Blind transfers.

    @Test
    void callerIsTransferredToAColleagueWithoutAWord() {
        talk();
        transfersTo(benHimself());
        ann.awaitIdle();
        ben.awaitRung();
        handsets.expectHeard("caller: music");
        ben.answer();
        handsets.expectHeard("caller: ben", "ben: caller");
        assertEquals("ben", centre.awaitCall("talking").getString("agent"));
        centre.awaitAgent("ann", "ready"::equals);
    }

    @Test
    void callerIsTransferredToAnotherQueueAndItsAgentIsRung() {
        talk();
        transfersTo(new Place.ToQueue(SALES));
        ann.awaitIdle();
        ben.awaitRungAndAnswer();
        handsets.expectHeard("caller: ben", "ben: caller");
        assertEquals("sales", centre.awaitCall("talking").getString("queue"));
    }

    @Test
    void callerIsTransferredToAFlowAndHearsIt() {
        talk();
        transfersTo(new Place.ToFlow("farewell"));
        ann.awaitIdle();
        caller.awaitHeard("goodbye", BYE);
        caller.awaitIdle();
    }

    @Test
    void callerIsTransferredToANumberOutside() {
        talk();
        transfersTo(theNumberOutside());
        ann.awaitIdle();
        outside.awaitRung();
        handsets.expectHeard("caller: music");
        outside.answer();
        handsets.expectHeard("caller: outside", "outside: caller");
        centre.awaitCall("elsewhere");
        outside.hangUp();
        caller.awaitIdle();
    }

    @Test
    void callerWhomNobodyTakesOutsideIsInLineAgain() {
        talk();
        transfersTo(theNumberOutside());
        outside.awaitRung();
        outside.hangUp();
        ann.awaitRungAndAnswer();
        handsets.expectHeard("caller: ann", "ann: caller");
    }

    @Test
    void numbersThatAreNotAllowedAreNotCalledAndTheTalkGoesOn() {
        talk();
        assertRefused(
                Reason.NUMBER_NOT_ALLOWED,
                ask(ANN, (by, call) -> new Transfer(by, call, new Place.Outside("+493012345"))));
        handsets.expectHeard("caller: ann", "ann: caller");
    }

    // Asking somebody.

    @Test
    void agentAsksAColleagueWhileTheCallerHoldsAndLeavesThemTheCaller() {
        talk();
        consults(benHimself());
        ben.awaitRungAndAnswer();
        handsets.expectHeard("caller: music", "ann: ben", "ben: ann");
        assertEquals("ann", centre.awaitCall("consulting").getString("agent"));
        does(CompleteTransfer::new);
        handsets.expectHeard("caller: ben", "ben: caller");
        ann.awaitIdle();
        assertEquals("ben", centre.awaitCall("talking").getString("agent"));
        centre.awaitAgent("ann", "ready"::equals);
    }

    @Test
    void agentAsksWhoeverIsNextInAQueue() {
        talk();
        consults(new Place.ToQueue(SALES));
        ben.awaitRungAndAnswer();
        handsets.expectHeard("caller: music", "ann: ben", "ben: ann");
        does(CompleteTransfer::new);
        handsets.expectHeard("caller: ben", "ben: caller");
        assertEquals("sales", centre.awaitCall("talking").getString("queue"));
    }

    @Test
    void agentAsksSomebodyOutsideAndLeavesThemTheCaller() {
        talk();
        consults(theNumberOutside());
        outside.awaitRungAndAnswer();
        handsets.expectHeard("caller: music", "ann: outside", "outside: ann");
        does(CompleteTransfer::new);
        handsets.expectHeard("caller: outside", "outside: caller");
        ann.awaitIdle();
        centre.awaitAgent("ann", "ready"::equals);
        caller.hangUp();
        outside.awaitIdle();
    }

    @Test
    void agentEndsTheConsultationAndTakesTheCallerFromHold() {
        talk();
        consults(benHimself());
        ben.awaitRungAndAnswer();
        handsets.expectHeard("ann: ben", "ben: ann");
        does(EndConsultation::new);
        ben.awaitIdle();
        handsets.expectHeard("caller: music", "ann:");
        does(Resume::new);
        handsets.expectHeard("caller: ann", "ann: caller");
    }

    @Test
    void consultationIsTakenBackWhileTheColleaguesPhoneRingsAndNobodyHolds() {
        talk();
        consults(benHimself());
        ben.awaitRung();
        does(EndConsultation::new);
        ben.awaitIdle();
        handsets.expectHeard("caller: ann", "ann: caller");
        centre.awaitAgent("ben", "ready"::equals);
    }

    @Test
    void colleagueWhoWasAskedHangsUpAndTheCallerHoldsOn() {
        talk();
        consults(benHimself());
        ben.awaitRungAndAnswer();
        ben.hangUp();
        handsets.expectHeard("caller: music", "ann:");
        does(Resume::new);
        handsets.expectHeard("caller: ann", "ann: caller");
    }

    @Test
    void callerWhoHoldsTooLongHangsUpAndNobodyIsLeftTalking() {
        talk();
        consults(benHimself());
        ben.awaitRungAndAnswer();
        caller.hangUp();
        ann.awaitIdle();
        ben.awaitIdle();
    }

    // All three.

    @Test
    void inAConferenceEachHearsTheTwoOthersAndTheRestGoOnWhenTheAgentLeaves() {
        talk();
        consults(benHimself());
        ben.awaitRungAndAnswer();
        does(JoinAll::new);
        handsets.expectHeard("caller: ann ben", "ann: ben caller", "ben: ann caller");
        centre.awaitCall("in conference");
        ann.hangUp();
        handsets.expectHeard("caller: ben", "ben: caller");
        assertEquals("ben", centre.awaitCall("talking").getString("agent"));
    }

    @Test
    void whoWasAskedLeavesTheConferenceAndCallerAndAgentGoOn() {
        talk();
        consults(theNumberOutside());
        outside.awaitRungAndAnswer();
        does(JoinAll::new);
        handsets.expectHeard("caller: ann outside", "ann: caller outside", "outside: ann caller");
        outside.hangUp();
        handsets.expectHeard("caller: ann", "ann: caller");
        centre.awaitCall("talking");
    }

    @Test
    void callerLeavesTheConferenceAndItIsOver() {
        talk();
        consults(benHimself());
        ben.awaitRungAndAnswer();
        does(JoinAll::new);
        handsets.expectHeard("caller: ann ben");
        caller.hangUp();
        ann.awaitIdle();
        ben.awaitIdle();
        assertEquals(List.of(), centre.calls());
    }

    // Before the talk.

    @Test
    void agentHearsWhatTheCallIsAboutAndTheCallerDoesNot() {
        caller.dial(centre.uri("300"));
        ann.awaitRungAndAnswer();
        handsets.expectHeard("ann: whisper", "caller: music");
        handsets.expectHeard("ann: caller", "caller: ann");
        double whispered =
                caller.heard()
                        .toneLevel(Tone.WHISPER.hertz(), Duration.ZERO, caller.heard().duration());
        assertTrue(whispered < -60, () -> "the caller heard the whisper: " + whispered);
    }

    @Test
    void agentWhoHangsUpInTheWhisperLeavesTheCallerInLineForTheNextAgent() {
        caller.dial(centre.uri("300"));
        ann.awaitRungAndAnswer();
        handsets.expectHeard("ann: whisper", "caller: music");
        ann.hangUp();
        ben.awaitRung();
        handsets.expectHeard("caller: music");
        ben.answer();
        handsets.expectHeard("caller: ben", "ben: caller");
        assertEquals("ben", centre.awaitCall("talking").getString("agent"));
    }

    /// Support is ann's and sales is ben's, so that it is clear who is rung.
    private static String rules(int port) {
        return """
            numbers: { "100": to-support, "200": to-sales, "300": to-whispered }
            trunk: { address: "sip:{number}@127.0.0.1:%d", caller_id: "+442079460000" }
            transfers: { allowed: [ "+44" ] }
            queues:
              support:   { ring_time: 8s, wrap_up: 0s, retry_delay: 1s, steps: [ { needs: { english: 5 } } ] }
              sales:     { ring_time: 8s, wrap_up: 0s, retry_delay: 1s, steps: [ { needs: { german: 5 } } ] }
              whispered: { ring_time: 8s, wrap_up: 0s, retry_delay: 1s, whisper: { recording: whisper }, agents: best_skill, steps: [ { needs: { english: 1 } } ] }
            agents:
              ann: { name: Ann, password: ann-secret, skills: { english: 10 } }
              ben: { name: Ben, password: ben-secret, skills: { german: 10, english: 1 } }
            """
                .formatted(port);
    }
}
