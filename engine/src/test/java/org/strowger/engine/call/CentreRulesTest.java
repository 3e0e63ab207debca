package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.engine.call.FeatureCodes.Feature;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.telephony.Destination;
import org.strowger.telephony.Endpoint;

class CentreRulesTest {
    private static final Trunk TRUNK =
            new Trunk("sip:{number}@192.0.2.10:5060", Optional.empty(), 600, 50);

    @Test
    void aTrunkPutsTheNumberIntoItsAddress() {
        assertEquals(
                Optional.of(new Destination.Address("sip:+442079460000@192.0.2.10:5060")),
                TRUNK.destination("+442079460000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "12@evil.example",
                "1;x=y",
                "1 2",
                "12\r\n",
                "1+2",
                "%40",
                "１２",
                "*21*200#",
                "200#",
                "sip:desk@pbx.example"
            })
    void aTrunkRefusesWhatIsNoNumber(String number) {
        assertEquals(Optional.empty(), TRUNK.destination(number));
    }

    @Test
    void aNumberIsAtMost32DigitsLong() {
        assertTrue(TRUNK.destination("1".repeat(32)).isPresent());
        assertEquals(Optional.empty(), TRUNK.destination("1".repeat(33)));
    }

    @Test
    void aPinIsNeverShown() {
        assertEquals("***", new Pin("4711").toString());
    }

    @Test
    void onlyTheSameDigitsMatchAPin() {
        Pin pin = new Pin("4711");

        assertTrue(pin.matches("4711"));
        assertFalse(pin.matches("4712"));
        assertFalse(pin.matches("471"));
        assertFalse(pin.matches(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"471", "1234567890123", "47a1", ""})
    void aPinIs4To12Digits(String digits) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> new Pin(digits));

        assertEquals("expected a pin of 4 to 12 digits", e.getMessage());
    }

    @Test
    void aSupervisorSteersOnlyTheirTeams() {
        Supervisor carla = supervisor(new Supervisor.Teams.Some(new TreeSet<>(List.of("north"))));

        assertTrue(carla.steers(agentIn(Optional.of("north"))));
        assertFalse(carla.steers(agentIn(Optional.of("south"))));
        assertFalse(carla.steers(agentIn(Optional.empty())));
    }

    @Test
    void aSupervisorOfAllTeamsSteersThoseInNoneToo() {
        Supervisor carla = supervisor(new Supervisor.Teams.All());

        assertTrue(carla.steers(agentIn(Optional.of("south"))));
        assertTrue(carla.steers(agentIn(Optional.empty())));
    }

    @Test
    void aQueueOfWhichNothingIsSaidIsHandledAsUsual() {
        assertEquals(
                QueueHandling.standard(), CentreRules.standard().handling(new QueueId("support")));
    }

    @Test
    void everyFeatureHasAStandardCode() {
        assertEquals(
                List.of(Feature.values()), List.copyOf(FeatureCodes.standard().codes().keySet()));
        assertEquals(Optional.of("*23"), FeatureCodes.standard().code(Feature.BARGE));
        assertEquals(
                Optional.empty(),
                new FeatureCodes(new TreeMap<>(), new TreeMap<>()).code(Feature.BARGE));
    }

    @Test
    void whoHasNoPhoneCannotSignInByOne() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new AgentProfile(
                                new AgentId("anna"),
                                "Anna",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                AgentProfile.SignIn.BY_PHONE,
                                false,
                                unskilled()));
    }

    private static Supervisor supervisor(Supervisor.Teams teams) {
        return new Supervisor(
                "carla", "Carla", teams, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static AgentProfile agentIn(Optional<String> team) {
        return new AgentProfile(
                new AgentId("anna"),
                "Anna",
                Optional.of(new Endpoint("anna")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                team,
                AgentProfile.SignIn.BY_PHONE,
                false,
                unskilled());
    }

    private static RoutingProfile unskilled() {
        return new RoutingProfile(
                new TreeMap<>(), new TreeMap<>(), 1, new TreeMap<>(), 1, Optional.empty());
    }
}
