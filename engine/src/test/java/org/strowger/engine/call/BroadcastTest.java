package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.engine.call.DeskCommand.Announced;
import org.strowger.engine.call.DeskCommand.Broadcast;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand.Play;

/// Announcements to everybody in a line.
class BroadcastTest extends CallsTest {
    private static final Actor OPERATOR = new Actor.Operator();
    private static final Announced FIRE = new Announced.OfText("Fire drill");
    private static final LegId OTHER = new LegId("other");

    private DeskAnswer asks(Actor by, QueueId queue, Announced what) throws Exception {
        DeskAnswer answer = got(sessions.carryOut(new Broadcast(by, queue, what)));
        settled();
        return answer;
    }

    private void isRefused(DeskAnswer.Reason reason, Actor by, QueueId queue, Announced what)
            throws Exception {
        assertEquals(
                reason, assertInstanceOf(DeskAnswer.Refused.class, asks(by, queue, what)).reason());
        expect();
    }

    @Test
    void everybodyInTheLineHearsOneSoundAndNobodyElseDoes() throws Exception {
        inLine(IN);
        inLine(OTHER);
        inMenu(new LegId("menu"));
        routing();
        assertEquals(new DeskAnswer.Done(), asks(OPERATOR, SUPPORT, FIRE));
        expect("play 'Fire drill' to in", "play 'Fire drill' to other");
        List<Play> plays =
                commands.stream()
                        .filter(c -> c instanceof Play)
                        .map(c -> (Play) c)
                        .toList()
                        .reversed();
        assertSame(plays.get(0).sounds().getFirst(), plays.get(1).sounds().getFirst());
        assertEquals(new DeskAnswer.Done(), asks(OPERATOR, SALES, FIRE));
        expect();
        tell(ended(OTHER));
        tell(ended(new LegId("menu")));
        leave();
    }

    @Test
    void aTelephoneThatRingsForTheCallRingsOn() throws Exception {
        LegId anna = ringing();
        assertEquals(
                new DeskAnswer.Done(), asks(OPERATOR, SUPPORT, new Announced.OfRecording("known")));
        expect("play known to in");
        tell(answered(anna));
        routing();
        expect("bridge in with " + anna);
        assertEquals(new DeskAnswer.Done(), asks(OPERATOR, SUPPORT, FIRE));
        expect();
        tell(ended(IN));
        expect("hang up " + anna + ": NORMAL");
        tell(ended(anna));
        routing();
    }

    @Test
    void whatTheFlowSaysIsNotInterrupted() throws Exception {
        Files.writeString(
                folder.resolve("main-line.yaml"),
                FLOW.replace(
                        "queue: { name: support,", "queue: { name: support, welcome: goodbye,"));
        flows.reload();
        inComfort();
        assertEquals(new DeskAnswer.Done(), asks(OPERATOR, SUPPORT, FIRE));
        expect();
        tell(played(IN, lastPlay()));
        expect("play 'Fire drill' to in");
        leave();
    }

    /// In line, and something of the flow is being said.
    private void inComfort() throws Exception {
        inMenu(IN);
        tell(key(IN, '1'));
        routing();
        commands();
    }

    @Test
    void aSupervisorAnnounces() throws Exception {
        CentreRules standard = CentreRules.standard();
        sessions.apply(
                new CentreRules(
                        standard.queues(),
                        List.of(
                                new Supervisor(
                                        "carla",
                                        "Carla",
                                        new Supervisor.Teams.All(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())),
                        standard.phones(),
                        standard.trunk(),
                        standard.pauses(),
                        standard.featureCodes(),
                        standard.allowedNumbers()),
                List.of(configured(ANNA), configured(BEN)));
        inLine(IN);
        routing();
        assertEquals(new DeskAnswer.Done(), asks(new Actor.OfSupervisor("carla"), SUPPORT, FIRE));
        expect("play 'Fire drill' to in");
        leave();
    }

    @Test
    void onlySupervisorsAndTheOperatorAnnounce() throws Exception {
        isRefused(DeskAnswer.Reason.NOT_ALLOWED, new Actor.OfAgent(ANNA), SUPPORT, FIRE);
        isRefused(DeskAnswer.Reason.NOT_ALLOWED, new Actor.OfSupervisor("nobody"), SUPPORT, FIRE);
    }

    @Test
    void whatCannotBeSaidIsRefused() throws Exception {
        isRefused(DeskAnswer.Reason.UNKNOWN_QUEUE, OPERATOR, new QueueId("nothing"), FIRE);
        isRefused(DeskAnswer.Reason.BAD_VALUE, OPERATOR, SUPPORT, new Announced.OfText(" "));
        isRefused(
                DeskAnswer.Reason.BAD_VALUE,
                OPERATOR,
                SUPPORT,
                new Announced.OfText("x".repeat(501)));
        isRefused(
                DeskAnswer.Reason.BAD_VALUE, OPERATOR, SUPPORT, new Announced.OfRecording("../x"));
        isRefused(
                DeskAnswer.Reason.BAD_VALUE, OPERATOR, SUPPORT, new Announced.OfRecording("none"));
    }
}
