package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.engine.contact.CallScript;
import org.strowger.engine.contact.OfferCard;
import org.strowger.engine.contact.ReadScreenPop;
import org.strowger.engine.contact.ReadScript;
import org.strowger.engine.contact.ScreenPop;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;

/// Who may have what done, and what becomes of it.
class DeskCommandsTest extends DeskTest {

    private static Actor actor(String who) {
        return switch (who) {
            case "operator" -> BY_OPERATOR;
            case "anna" -> BY_ANNA;
            case "ben" -> BY_BEN;
            default -> new Actor.OfSupervisor(who);
        };
    }

    private static DeskCommand command(String what, Actor by, AgentId agent) {
        return switch (what) {
            case "sign in" -> new DeskCommand.SignIn(by, agent, Optional.empty());
            case "sign out" -> new DeskCommand.SignOut(by, agent);
            case "pause" -> new DeskCommand.Pause(by, agent, "lunch", false);
            case "ready" -> new DeskCommand.Ready(by, agent);
            case "extend" ->
                    new DeskCommand.ExtendWrapUp(
                            by, agent, Optional.empty(), Duration.ofMinutes(1));
            case "dispose" -> new DeskCommand.Dispose(by, agent, CALL, "solved", "");
            case "move" -> new DeskCommand.MoveCall(by, CALL, SALES);
            case "pull" -> new DeskCommand.PullCall(by, agent, CALL);
            case "reprioritise" -> new DeskCommand.Reprioritise(by, CALL, 3);
            default -> throw new IllegalArgumentException(what);
        };
    }

    private boolean isAllowed(String what, Actor by, AgentId agent) throws Exception {
        DeskAnswer answer = asks(command(what, by, agent));
        commands();
        return !(answer instanceof DeskAnswer.Refused(var reason, _)
                && reason == DeskAnswer.Reason.NOT_ALLOWED);
    }

    /// Of Anna, who is in the north, which Carla supervises and the supervisor of the south does
    /// not.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sign in,      yes, no, yes, no, no, yes",
        "sign out,     yes, no, yes, no, no, yes",
        "pause,        yes, no, yes, no, no, yes",
        "ready,        yes, no, yes, no, no, yes",
        "extend,       yes, no, yes, no, no, yes",
        "dispose,      yes, no, yes, no, no, yes",
        "pull,         no,  no, yes, no, no, yes",
        "move,         no,  no, yes, yes, no, yes",
        "reprioritise, no,  no, yes, yes, no, yes"
    })
    void eachMayDoWhatConcernsThem(
            String what,
            String herself,
            String colleague,
            String hers,
            String others,
            String nobody,
            String operator)
            throws Exception {
        CentreRules rules = withSupervisorOfTheSouth();
        sessions.apply(rules, List.of(anna(), ben(Optional.empty())));
        registers(ANNAS);
        for (var may :
                List.of(
                        List.of("anna", herself),
                        List.of("ben", colleague),
                        List.of("carla", hers),
                        List.of("south", others),
                        List.of("unknown", nobody),
                        List.of("operator", operator))) {
            assertEquals(
                    may.getLast().equals("yes"),
                    isAllowed(what, actor(may.getFirst()), ANNA),
                    () -> what + " by " + may.getFirst());
        }
    }

    private static CentreRules withSupervisorOfTheSouth() {
        CentreRules standard = CentreRules.standard();
        Supervisor south =
                new Supervisor(
                        "south",
                        "South",
                        new Supervisor.Teams.Some(new TreeSet<>(List.of("south"))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new CentreRules(
                standard.queues(),
                List.of(carla(), south),
                List.of(DESK_1),
                Optional.empty(),
                standard.pauses(),
                standard.featureCodes(),
                List.of());
    }

    @Test
    void thoseWhoSteerAreToldThatNobodyIsCalledSo() throws Exception {
        AgentId nobody = new AgentId("nobody");
        isRefused(DeskAnswer.Reason.UNKNOWN_AGENT, new DeskCommand.SignOut(BY_CARLA, nobody));
        isRefused(DeskAnswer.Reason.UNKNOWN_AGENT, new DeskCommand.SignOut(BY_OPERATOR, nobody));
        isRefused(DeskAnswer.Reason.NOT_ALLOWED, new DeskCommand.SignOut(BY_ANNA, nobody));
    }

    @Test
    void peopleSeeThoseWhomTheySteer() throws Exception {
        LegId anna = ringing();
        assertEquals(List.of("anna"), seenBy(BY_CARLA));
        assertEquals(List.of("ben"), seenBy(BY_BEN));
        assertEquals(List.of("anna", "ben"), seenBy(BY_OPERATOR));
        assertEquals(1, got(sessions.calls(BY_CARLA)).size());
        assertEquals(1, got(sessions.calls(BY_ANNA)).size());
        assertEquals(0, got(sessions.calls(BY_BEN)).size());
        assertEquals(0, got(sessions.calls(actor("unknown"))).size());
        hangUpWhileRinging(anna);
    }

    private List<String> seenBy(Actor who) throws Exception {
        return got(sessions.agents(who)).stream().map(view -> view.id().value()).toList();
    }

    // Pauses.

    @Test
    void aPauseHasOneOfTheCentresReasons() throws Exception {
        registers(ANNAS);
        isRefused(
                DeskAnswer.Reason.BAD_VALUE,
                new DeskCommand.Pause(BY_ANNA, ANNA, "holidays", false));
        does(new DeskCommand.Pause(BY_ANNA, ANNA, "lunch", false));
        assertEquals(AgentView.State.PAUSED, seen(ANNA).state());
        assertEquals(Optional.of("lunch"), seen(ANNA).reason());
        isRefused(
                DeskAnswer.Reason.WRONG_STATE,
                new DeskCommand.Pause(BY_ANNA, ANNA, "lunch", false));
        does(new DeskCommand.Ready(BY_ANNA, ANNA));
        assertEquals(AgentView.State.READY, seen(ANNA).state());
    }

    @Test
    void aPauseMayWaitForTheEndOfTheTalk() throws Exception {
        LegId anna = talking();
        does(new DeskCommand.Pause(BY_ANNA, ANNA, "break", true));
        assertEquals(AgentView.State.TALKING, seen(ANNA).state());
        talkEnds(anna);
        does(new DeskCommand.Ready(BY_CARLA, ANNA));
        assertEquals(AgentView.State.READY, seen(ANNA).state());
        does(new DeskCommand.Pause(BY_ANNA, ANNA, "break", true));
        assertEquals(AgentView.State.PAUSED, seen(ANNA).state());
    }

    @Test
    void whoIsNotSignedInIsNeitherReadyNorPaused() throws Exception {
        isRefused(DeskAnswer.Reason.WRONG_STATE, new DeskCommand.Ready(BY_ANNA, ANNA));
        isRefused(
                DeskAnswer.Reason.WRONG_STATE,
                new DeskCommand.Pause(BY_ANNA, ANNA, "lunch", false));
        isRefused(DeskAnswer.Reason.WRONG_STATE, new DeskCommand.SignOut(BY_ANNA, ANNA));
    }

    // Calls in line.

    @Test
    void aSupervisorMovesACallAndGivesItAnotherPriority() throws Exception {
        inLine(IN);
        routing();
        does(new DeskCommand.Reprioritise(BY_CARLA, CALL, 7));
        does(new DeskCommand.Reprioritise(BY_CARLA, CALL, 7));
        assertEquals(7, routing.snapshot().calls().getFirst().priority());
        isRefused(
                DeskAnswer.Reason.UNKNOWN_QUEUE,
                new DeskCommand.MoveCall(BY_CARLA, CALL, new QueueId("nowhere")));
        isRefused(
                DeskAnswer.Reason.UNKNOWN_CALL,
                new DeskCommand.MoveCall(BY_CARLA, new CallId("never"), SALES));
        does(new DeskCommand.MoveCall(BY_CARLA, CALL, SALES));
        assertEquals(SALES, routing.snapshot().calls().getFirst().queue());
        leave();
    }

    @Test
    void aSupervisorHasAnAgentTakeACallAlsoFromAPause() throws Exception {
        registers(ANNAS);
        does(new DeskCommand.Pause(BY_ANNA, ANNA, "lunch", false));
        inLine(IN);
        routing();
        does(new DeskCommand.PullCall(BY_CARLA, ANNA, CALL));
        LegId anna = expectDial("anna", "dial anna as LEG for 17s");
        isRefused(DeskAnswer.Reason.BUSY, new DeskCommand.PullCall(BY_CARLA, ANNA, CALL));
        hangUpWhileRinging(anna);
    }

    // Answers.

    @Test
    void eachWhoAsksIsAnsweredInTheOrderOfAsking() throws Exception {
        registers(ANNAS);
        var first = sessions.carryOut(new DeskCommand.Pause(BY_ANNA, ANNA, "lunch", false));
        var second = sessions.carryOut(new DeskCommand.Pause(BY_CARLA, ANNA, "lunch", false));
        settled();
        routing();
        assertEquals(new DeskAnswer.Done(), got(first));
        assertEquals(
                DeskAnswer.Reason.WRONG_STATE,
                assertInstanceOf(DeskAnswer.Refused.class, got(second)).reason());
    }

    @Test
    void whoHasNoAnswerInTimeIsToldSo() throws Exception {
        registers(ANNAS);
        var answer = sessions.carryOut(new DeskCommand.Pause(BY_ANNA, ANNA, "lunch", false));
        settled();
        clock.pass(Duration.ofSeconds(6));
        assertEquals(
                DeskAnswer.Reason.OVERLOADED,
                assertInstanceOf(DeskAnswer.Refused.class, got(answer)).reason());
        routing();
        assertEquals(AgentView.State.PAUSED, seen(ANNA).state());
    }

    @Test
    void aCoreThatTakesNoMoreIsToldAtOnce() throws Exception {
        registers(ANNAS);
        routing.full(true);
        isRefused(
                DeskAnswer.Reason.OVERLOADED, new DeskCommand.Pause(BY_ANNA, ANNA, "lunch", false));
        routing.full(false);
    }

    // Faults of the program.

    /// One that has no routing core, which is nothing that can happen to a node.
    private CallSessions broken(SimpleMeterRegistry meters) {
        CallSessions broken =
                new CallSessions(
                        Loop.of(vertx, vertx.getOrCreateContext()), clock, services, meters);
        broken.apply(CentreRules.standard(), List.of(anna()));
        return broken;
    }

    @Test
    void aCommandInWhichTheProgramFailsIsAnsweredAndCounted() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        DeskCommand pause = new DeskCommand.Pause(BY_ANNA, ANNA, "break", false);
        DeskAnswer answer = got(broken(meters).carryOut(pause));
        assertEquals(
                DeskAnswer.Reason.FAULT,
                assertInstanceOf(DeskAnswer.Refused.class, answer).reason());
        assertEquals(1, meters.counter("strowger.calls.faults").count());
    }

    @Test
    void aQuestionInWhichTheProgramFailsFailsAndIsCounted() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Future<List<AgentView>> answer = broken(meters).agents(badActor());
        assertThrows(ExecutionException.class, () -> got(answer));
        assertEquals(1, meters.counter("strowger.calls.faults").count());
    }

    @SuppressWarnings("NullAway") // a fault is what is wanted
    private static Actor badActor() {
        return null;
    }

    // What an agent sees of a call.

    @Test
    void theCardIsShownBeforeThePhoneRingsAndTakenAwayBehindIt() throws Exception {
        services.scripts.put(SUPPORT, script("Hello {caller.name}, you waited {waited}."));
        services.screenPops.put(SUPPORT, screenPop("https://crm.example/?n={caller.number}"));
        people(MAY);
        inLine(IN);
        routing();
        clock.pass(Duration.ofSeconds(65));
        tell(new EndpointRegistered(clock.instant(), ANNAS));
        routing();
        LegId anna = expectDial("anna", "dial anna as LEG for 17s");
        DeskEvent.Offered offered = told(DeskEvent.Offered.class);
        OfferCard card = offered.card();
        assertEquals(ANNA, offered.agent());
        assertEquals(Duration.ofSeconds(65), card.waited());
        assertEquals("5551234", card.caller().number());
        assertEquals(List.of("solved", "sold"), card.dispositions());
        assertEquals(Optional.of("https://crm.example/?n=5551234"), card.screenPop());
        assertEquals("Hello &#90;oe, you waited &#49;&#58;05.", card.script().orElseThrow());
        tell(answered(anna));
        routing();
        expect("bridge in with " + anna);
        assertEquals(true, told(DeskEvent.OfferOver.class).taken());
        assertEquals(SUPPORT, told(DeskEvent.TalkBegan.class).queue());
        does(new DeskCommand.Hold(BY_ANNA, CALL));
        assertEquals(CallView.State.HELD, told(DeskEvent.TalkChanged.class).state());
        talkEnds(anna);
        assertEquals(CALL, told(DeskEvent.TalkOver.class).call());
    }

    private static CallScript script(String text) {
        return assertInstanceOf(
                        ReadScript.Ok.class, CallScript.read("support.md", text, new TreeSet<>()))
                .script();
    }

    private static ScreenPop screenPop(String url) {
        return assertInstanceOf(ReadScreenPop.Ok.class, ScreenPop.read(url, new TreeSet<>()))
                .screenPop();
    }
}
