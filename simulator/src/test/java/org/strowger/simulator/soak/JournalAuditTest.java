package org.strowger.simulator.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.GiveBack;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;

class JournalAuditTest {
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    private static final QueueId SUPPORT = new QueueId("support");
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BEN = new AgentId("ben");
    private static final CallId FIRST = new CallId("c1");
    private static final CallId SECOND = new CallId("c2");

    private final RoutingCore core = new RoutingCore();
    private final List<RoutingEvent> journal = new ArrayList<>();

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private void carryOut(RoutingCommand command) {
        journal.addAll(core.handle(command));
    }

    private void enqueue(int at, CallId call) {
        carryOut(
                new EnqueueCall(
                        at(at),
                        call,
                        SUPPORT,
                        0,
                        SkillNeed.none(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /// Anna takes the first call, the second caller waits and gives up, and Ben comes last.
    private void day() {
        TreeMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(SUPPORT, QueuePolicy.standard());
        carryOut(new ApplyPolicy(at(0), RoutingPolicy.of("v1", queues)));
        carryOut(new SignInAgent(at(0), ANNA, RoutingProfile.of(new TreeMap<>())));
        enqueue(1, FIRST);
        carryOut(new AcceptOffer(at(2), ANNA, FIRST));
        enqueue(3, SECOND);
        carryOut(new LeaveQueue(at(10), SECOND, LeaveReason.ABANDONED));
        carryOut(new EndCall(at(12), FIRST));
        carryOut(new SignInAgent(at(13), BEN, RoutingProfile.of(new TreeMap<>())));
    }

    private static JournalAudit audit(List<RoutingEvent> events) {
        JournalAudit audit = new JournalAudit();
        events.forEach(audit::on);
        return audit;
    }

    private String foundWithout(Predicate<RoutingEvent> lost) {
        List<RoutingEvent> rest = new ArrayList<>(journal);
        assertTrue(rest.removeIf(lost));
        return String.join("\n", audit(rest).findings());
    }

    @Test
    void journalOfACoreIsInOrder() {
        day();
        JournalAudit audit = audit(journal);
        assertEquals(List.of(), audit.findings());
        assertEquals(2, audit.counts().of("CallQueued"));
        assertEquals(Optional.of(at(2)), audit.connectedAt("c1"));
        assertEquals(Optional.empty(), audit.connectedAt("c2"));
    }

    @Test
    void agentWhoWasGoneBeforeTheTwoCouldTalkTookNoCall() {
        TreeMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(SUPPORT, QueuePolicy.standard());
        carryOut(new ApplyPolicy(at(0), RoutingPolicy.of("v1", queues)));
        carryOut(new SignInAgent(at(0), ANNA, RoutingProfile.of(new TreeMap<>())));
        enqueue(1, FIRST);
        carryOut(new AcceptOffer(at(2), ANNA, FIRST));
        carryOut(new GiveBack(at(3), FIRST));
        carryOut(new LeaveQueue(at(5), FIRST, LeaveReason.ABANDONED));
        JournalAudit audit = audit(journal);
        assertEquals(List.of(), audit.findings());
        assertEquals(Optional.empty(), audit.connectedAt("c1"));
    }

    @Test
    void talkThatNeverEndedIsFound() {
        day();
        String found = foundWithout(RoutingEvent.CallEnded.class::isInstance);
        assertTrue(found.contains("in a talk with anna"), found);
        assertTrue(found.contains("1 talks began, and 0 ended"), found);
    }

    @Test
    void callerWhoIsForgottenInLineIsFound() {
        day();
        String found = foundWithout(RoutingEvent.CallLeftQueue.class::isInstance);
        assertTrue(found.contains("in line: "), found);
        assertTrue(found.contains("2 came into line, and 1 left it"), found);
    }

    @Test
    void callThatIsConnectedWithoutAnOfferBreaksARule() {
        day();
        String found = foundWithout(RoutingEvent.CallOffered.class::isInstance);
        assertTrue(found.contains("a rule of routing is broken"), found);
    }

    @Test
    void callerWhoWaitsWhileSomebodyIsIdleIsFound() {
        day();
        RoutingEvent came = journal.getLast();
        List<RoutingEvent> early = new ArrayList<>(journal.subList(0, journal.size() - 1));
        early.add(
                2,
                new RoutingEvent.AgentSignedIn(
                        at(0), BEN, ((RoutingEvent.AgentSignedIn) came).profile()));
        String found = String.join("\n", audit(early).findings());
        assertTrue(found.contains("c2 waits while ben is idle"), found);
    }

    @Test
    void telephoneThatRingsForTooLongIsFound() {
        day();
        List<RoutingEvent> late = new ArrayList<>(journal);
        late.replaceAll(
                event ->
                        event instanceof RoutingEvent.CallConnected e
                                ? new RoutingEvent.CallConnected(
                                        e.at().plus(Duration.ofMinutes(1)),
                                        e.call(),
                                        e.queue(),
                                        e.agent())
                                : event);
        String found = String.join("\n", audit(late).findings());
        assertTrue(found.contains("anna's telephone rang until"), found);
    }
}
