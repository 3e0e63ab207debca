package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.TelephonyEvent.EndpointLost;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;

/// Supervisors who listen to an agent.
class ListeningTest extends CallsTest {
    private static final Actor CARLA = new Actor.OfSupervisor("carla");
    private static final Endpoint DESK = new Endpoint("desk");

    @BeforeEach
    void annaIsInTheTeamOfCarla() throws Exception {
        centre("north");
        tell(new EndpointRegistered(clock.instant(), DESK));
    }

    /// @param team of Anna and of Ben
    private void centre(String team) {
        List<Supervisor> supervisors = new ArrayList<>();
        supervisors.add(supervisor("carla", "north"));
        supervisors.add(supervisor("dora", "south"));
        for (int i = 1; i <= 4; i++) {
            supervisors.add(supervisor("more-" + i, "north"));
        }
        CentreRules standard = CentreRules.standard();
        sessions.apply(
                new CentreRules(
                        standard.queues(),
                        supervisors,
                        List.of(DESK),
                        standard.trunk(),
                        standard.pauses(),
                        standard.featureCodes(),
                        standard.allowedNumbers()),
                List.of(ofTeam(team, ANNA), ofTeam(team, BEN)));
    }

    private static Supervisor supervisor(String id, String team) {
        return new Supervisor(
                id,
                id,
                new Supervisor.Teams.Some(new TreeSet<>(List.of(team))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static AgentProfile ofTeam(String team, AgentId id) {
        AgentProfile plain = configured(id);
        return new AgentProfile(
                id,
                id.value(),
                plain.phone(),
                Optional.empty(),
                Optional.of(id.equals(ANNA) ? "201" : "202"),
                Optional.empty(),
                Optional.of(team),
                plain.signIn(),
                false,
                plain.routing());
    }

    private DeskAnswer asks(DeskCommand command) throws Exception {
        var answer = sessions.carryOut(command);
        settled();
        return got(answer);
    }

    private void isRefused(Reason reason, DeskCommand command) throws Exception {
        assertEquals(reason, assertInstanceOf(DeskAnswer.Refused.class, asks(command)).reason());
    }

    private LegId listening(AgentId agent) throws Exception {
        assertEquals(
                new DeskAnswer.Done(),
                asks(new DeskCommand.ListenTo(CARLA, agent, Ear.MONITOR, DESK)));
        return expectDial("desk", "dial desk as LEG for 30s");
    }

    @Test
    void theSupervisorsPhoneAnswersByItselfAndShowsTheAgent() throws Exception {
        LegId carla = listening(ANNA);
        Dial dial = (Dial) commands.getLast();
        assertEquals("201", dial.from().number());
        assertEquals(true, dial.autoAnswer());
        tell(ended(carla));
    }

    @Test
    void theTalkIsHeardAndKeysSayWhoHearsTheSupervisor() throws Exception {
        LegId anna = talking();
        LegId carla = listening(ANNA);
        tell(answered(carla));
        expect("%s listens to %s: MONITOR".formatted(carla, anna));
        tell(key(carla, '5'));
        expect("%s listens to %s: WHISPER".formatted(carla, anna));
        tell(key(carla, '6'));
        expect("%s listens to %s: BARGE".formatted(carla, anna));
        tell(key(carla, '7'));
        expect();
        asks(new DeskCommand.ChangeEar(CARLA, ANNA, Ear.MONITOR));
        expect("%s listens to %s: MONITOR".formatted(carla, anna));
        isRefused(Reason.WRONG_STATE, new DeskCommand.ChangeEar(CARLA, BEN, Ear.BARGE));
        tell(ended(IN));
        expect("hang up %s: NORMAL".formatted(anna));
        tell(ended(anna));
        tell(ended(carla));
        routing();
    }

    @Test
    void whoListensBeforeTheTalkIsToldSoAndHearsTheNextOne() throws Exception {
        signIn(ANNA);
        LegId carla = listening(ANNA);
        tell(answered(carla));
        expect("play nobody-talks to " + carla);
        inLine(IN);
        routing();
        LegId anna = expectDial("anna", "dial anna as LEG for 17s");
        tell(answered(anna));
        routing();
        expect("%s listens to %s: MONITOR".formatted(carla, anna), "bridge in with " + anna);
        asks(new DeskCommand.StopListening(CARLA));
        expect("hang up %s: NORMAL".formatted(carla));
        tell(ended(carla));
        tell(ended(IN));
        expect("hang up %s: NORMAL".formatted(anna));
        tell(ended(anna));
        routing();
    }

    @Test
    void whoListensHearsTheCallThatTheAgentStillHasWhenTheOtherIsOver() throws Exception {
        callsTakeOneUnit();
        LegId anna = talking();
        LegId other = new LegId("other");
        AgentProfile plain = ofTeam("north", ANNA);
        routing.carryOut(
                new RoutingCommand.ChangeProfile(
                        clock.instant(),
                        ANNA,
                        new RoutingProfile(
                                plain.routing().skills(),
                                new TreeMap<>(),
                                2,
                                new TreeMap<>(),
                                1,
                                Optional.empty())));
        inLine(other);
        routing();
        LegId second = expectDial("anna", "dial anna as LEG for 17s");
        tell(answered(second));
        routing();
        expect("bridge other with " + second);
        LegId carla = listening(ANNA);
        tell(answered(carla));
        expect("%s listens to %s: MONITOR".formatted(carla, second));
        tell(ended(other));
        expect(
                "hang up %s: NORMAL".formatted(second),
                "%s listens to %s: MONITOR".formatted(carla, anna));
        tell(ended(second));
        tell(ended(IN));
        expect("hang up %s: NORMAL".formatted(anna));
        tell(ended(anna));
        tell(ended(carla));
        routing();
    }

    @Test
    void listeningFollowsTheAgentAndNotTheCustomer() throws Exception {
        LegId anna = talking();
        signIn(BEN);
        LegId carla = listening(BEN);
        tell(answered(carla));
        commands();
        sessions.carryOut(
                new DeskCommand.Consult(new Actor.OfAgent(ANNA), CALL, new Place.ToAgent(BEN)));
        settled();
        routing();
        commands();
        LegId ben = new LegId(dialled());
        tell(answered(ben));
        routing();
        expect("bridge %s with %s".formatted(anna, ben));
        sessions.carryOut(new DeskCommand.CompleteTransfer(new Actor.OfAgent(ANNA), CALL));
        settled();
        routing();
        expect(
                "hang up %s: NORMAL".formatted(anna),
                "bridge in with " + ben,
                "%s listens to %s: MONITOR".formatted(carla, ben));
        tell(ended(anna));
        tell(ended(IN));
        commands();
        tell(ended(ben));
        tell(ended(carla));
        routing();
    }

    @Test
    void anAgentWhoSignsOutIsListenedToNoMore() throws Exception {
        signIn(ANNA);
        LegId carla = listening(ANNA);
        tell(new EndpointLost(clock.instant(), new Endpoint("anna")));
        routing();
        expect("hang up %s: CANCELLED".formatted(carla));
        tell(failed(carla, org.strowger.telephony.HangupCause.CANCELLED));
    }

    @Test
    void whoLosesTheTeamListensNoMore() throws Exception {
        LegId anna = talking();
        LegId carla = listening(ANNA);
        tell(answered(carla));
        commands();
        centre("south");
        settled();
        expect("hang up %s: NORMAL".formatted(carla));
        tell(ended(carla));
        tell(ended(IN));
        commands();
        tell(ended(anna));
        routing();
    }

    @Test
    void nobodyListensAtAPhoneOfSomebodyElse() throws Exception {
        signIn(ANNA);
        signIn(BEN);
        isRefused(
                Reason.NOT_ALLOWED,
                new DeskCommand.ListenTo(CARLA, ANNA, Ear.MONITOR, new Endpoint("ben")));
        isRefused(
                Reason.UNKNOWN_PHONE,
                new DeskCommand.ListenTo(CARLA, ANNA, Ear.MONITOR, new Endpoint("nobody")));
        sessions.carryOut(new DeskCommand.SignIn(new Actor.OfAgent(BEN), BEN, Optional.of(DESK)));
        settled();
        routing();
        isRefused(Reason.NOT_ALLOWED, new DeskCommand.ListenTo(CARLA, ANNA, Ear.MONITOR, DESK));
    }

    @Test
    void onlyWhoSteersTheAgentListensAndToOneAtATime() throws Exception {
        signIn(ANNA);
        isRefused(
                Reason.NOT_ALLOWED,
                new DeskCommand.ListenTo(new Actor.OfSupervisor("dora"), ANNA, Ear.MONITOR, DESK));
        isRefused(
                Reason.NOT_ALLOWED,
                new DeskCommand.ListenTo(new Actor.OfAgent(BEN), ANNA, Ear.MONITOR, DESK));
        isRefused(
                Reason.UNKNOWN_AGENT,
                new DeskCommand.ListenTo(
                        new Actor.Operator(), new AgentId("nobody"), Ear.MONITOR, DESK));
        isRefused(Reason.WRONG_STATE, new DeskCommand.StopListening(CARLA));
        LegId carla = listening(ANNA);
        isRefused(Reason.BUSY, new DeskCommand.ListenTo(CARLA, BEN, Ear.MONITOR, DESK));
        List<LegId> more = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            asks(
                    new DeskCommand.ListenTo(
                            new Actor.OfSupervisor("more-" + i), ANNA, Ear.MONITOR, DESK));
            commands();
            more.add(new LegId(dialled()));
        }
        isRefused(
                Reason.TOO_MANY,
                new DeskCommand.ListenTo(
                        new Actor.OfSupervisor("more-4"), ANNA, Ear.MONITOR, DESK));
        tell(ended(carla));
        for (LegId leg : more) {
            tell(ended(leg));
        }
    }
}
