package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyEvent.CommandFailed;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegFailed;

class PeopleTest {
    private static final Duration STALL = Duration.ofMillis(400);

    @TempDir private Path folder;
    private Site site;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    @BeforeEach
    void write() throws Exception {
        site = Site.write(folder, 5060, 8080, 1);
    }

    @AfterEach
    void leave() {
        later.shutdownNow();
    }

    private People people(LoadPlan plan) {
        return new People(
                later, plan, new Behaving(site.scenario().behaviour()), Map.of(), new Ears());
    }

    private DueCalls calls(LoadPlan plan) {
        return new DueCalls(site.scenario(), site.flows(), plan.perSecond(), plan.time().toNanos());
    }

    /// A far end that answers and ends at once.
    private static Consumer<TelephonyCommand> quick(People people) {
        return command -> {
            if (command instanceof Dial dial) {
                people.on(new LegAnswered(Instant.EPOCH, dial.leg()));
            } else if (command instanceof Hangup hangup) {
                people.on(new LegEnded(Instant.EPOCH, hangup.leg(), HangupCause.NORMAL));
            }
        };
    }

    private static People.Moment await(People people, long due) throws InterruptedException {
        People.Moment now = people.moment();
        while (now.ledger().due < due) {
            Thread.onSpinWait();
            now = people.moment();
        }
        return people.moment();
    }

    @Test
    void overdueCallsAreCountedFromWhenTheyWereDue() throws Exception {
        LoadPlan plan = site.plan("--rate", "100", "--time", "1s");
        People people = people(plan);
        people.use(quick(people));
        CountDownLatch stalled = new CountDownLatch(1);
        people.begin(calls(plan));
        later.execute(
                () -> {
                    stalled.countDown();
                    long until = System.nanoTime() + STALL.toNanos();
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                });
        stalled.await();

        Ledger ledger = await(people, 100).ledger();

        assertEquals(100, ledger.rang);
        // The calls of the stall waited for 0 to 400 ms, though each was answered at once.
        assertTrue(ledger.at(Timing.ANSWER, 100).compareTo(STALL.minusMillis(100)) > 0);
        assertTrue(ledger.at(Timing.ANSWER, 85).compareTo(STALL.dividedBy(4)) > 0);
        assertTrue(ledger.at(Timing.OWN, 100).compareTo(STALL.minusMillis(100)) > 0);
    }

    @Test
    void whoIsNeverAnsweredWaitedToo() throws Exception {
        LoadPlan plan = site.plan("--rate", "100", "--time", "1s");
        People people = people(plan);
        people.use(
                command -> {
                    if (command instanceof Dial dial) {
                        people.on(new LegFailed(Instant.EPOCH, dial.leg(), HangupCause.CONGESTION));
                    }
                });
        people.begin(calls(plan));

        Ledger ledger = await(people, 100).ledger();

        assertEquals(100L, ledger.errors().get("not answered: CONGESTION"));
        assertEquals(100, ledger.count(Timing.ANSWER));
    }

    @Test
    void noMoreCallsAreMadeAtOnceThanMayBe() throws Exception {
        LoadPlan plan = site.plan("--rate", "100", "--time", "1s", "--calls-at-once", "7");
        People people = people(plan);
        people.use(_ -> {});
        people.begin(calls(plan));

        People.Moment now = await(people, 100);

        assertEquals(7, now.callers());
        assertEquals(7, now.ledger().rang);
        assertEquals(93L, now.ledger().errors().get("not made: 7 calls at once"));
    }

    @Test
    void callsThatTakeTooLongAreEnded() throws Exception {
        LoadPlan plan =
                site.plan("--rate", "10", "--time", "1s", "--longest-call", "1s", "--agents", "0");
        People people = people(plan);
        people.use(quick(people));
        people.begin(calls(plan));

        People.Moment now = await(people, 10);
        while (!now.done()) {
            Thread.onSpinWait();
            now = people.moment();
        }

        assertEquals(10L, now.ledger().errors().get("longer than 1 s"));
        assertEquals(0, now.callers());
    }

    @Test
    void whoIsHungUpOnInTheMomentTheyHangUpWaitsForNoConfirmation() throws Exception {
        LoadPlan plan = site.plan("--rate", "10", "--time", "1s", "--agents", "0");
        People people = people(plan);
        List<LegId> up = Collections.synchronizedList(new ArrayList<>());
        people.use(
                command -> {
                    if (command instanceof Dial dial) {
                        up.add(dial.leg());
                        people.on(new LegAnswered(Instant.EPOCH, dial.leg()));
                    } else if (command instanceof Hangup(var id, var leg, _)) {
                        people.on(new LegEnded(Instant.EPOCH, leg, HangupCause.NORMAL));
                        people.on(
                                new CommandFailed(
                                        Instant.EPOCH, leg, id, CommandFailed.Reason.NO_SUCH_LEG));
                    }
                });
        people.begin(calls(plan));
        await(people, 10);
        people.close();

        People.Moment now = people.moment();
        while (!now.done() || now.unconfirmed() > 0) {
            Thread.onSpinWait();
            now = people.moment();
        }

        assertEquals(10, up.size());
        assertEquals(0, now.ledger().count(Timing.BYE));
    }

    @Test
    void whoStillRingsOrWaitsInTheEndHasWaitedInVain() throws Exception {
        LoadPlan plan = site.plan("--rate", "10", "--time", "2s");
        People people = people(plan);
        AtomicInteger dialled = new AtomicInteger();
        people.use(
                command -> {
                    if (command instanceof Dial dial && dialled.getAndIncrement() < 5) {
                        people.on(new LegAnswered(Instant.EPOCH, dial.leg()));
                    }
                });
        people.begin(calls(plan));
        await(people, 20);
        people.close();

        Ledger ledger = people.moment().ledger();

        assertEquals(20, ledger.count(Timing.ANSWER));
        assertTrue(ledger.at(Timing.ANSWER, 100).toMillis() >= 1_000);
        assertEquals(5, ledger.count(Timing.WAIT));
        assertTrue(ledger.at(Timing.WAIT, 1).toMillis() >= 1_000);
    }

    @Test
    void aByeThatNobodyAnswersIsAnErrorAndHasItsTime() throws Exception {
        LoadPlan plan = site.plan("--rate", "10", "--time", "1s", "--longest-call", "1s");
        People people = people(plan);
        people.use(quick(people));
        people.begin(calls(plan));

        People.Moment now = await(people, 10);
        while (!now.done()) {
            Thread.onSpinWait();
            now = people.moment();
        }
        assertEquals(10, now.unconfirmed());
        assertEquals(0, now.ledger().count(Timing.BYE));

        People.Moment end = people.end();

        assertEquals(10, end.unconfirmed());
        assertEquals(10, end.ledger().count(Timing.BYE));
        assertEquals(10L, end.ledger().errors().get("BYE that nobody confirmed"));
        assertEquals(0, people.moment().unconfirmed());
        // Calls ended each 100 ms, so the first has waited the longest.
        assertTrue(end.ledger().at(Timing.BYE, 100).toMillis() >= 800);
    }

    @Test
    void callsThatWarmUpCountInNoFigure() throws Exception {
        LoadPlan plan = site.plan("--rate", "50", "--time", "2s", "--warm-up", "1s");
        People people = people(plan);
        people.use(quick(people));
        people.begin(calls(plan));

        Ledger ledger = await(people, 50).ledger();

        assertEquals(50, ledger.due);
        assertEquals(50, ledger.rang);
        assertEquals(50, ledger.count(Timing.ANSWER));
        assertEquals(100, people.moment().callers());
    }

    @Test
    void whoLosesPatienceHangsUpAndHasGivenUp() throws Exception {
        Files.writeString(
                site.scenarioFile(), Site.CALLERS.replace("patience: 1m", "patience: 100ms"));
        LoadPlan plan = site.plan("--rate", "10", "--time", "1s");
        People people = people(plan);
        people.use(quick(people));
        people.begin(calls(plan));

        People.Moment now = await(people, 10);
        while (!now.done()) {
            Thread.onSpinWait();
            now = people.moment();
        }

        assertEquals(10, now.ledger().gaveUp);
        // Whom nobody answers waits too, as long as patience lasts.
        assertEquals(10, now.ledger().count(Timing.WAIT));
        assertTrue(now.ledger().at(Timing.WAIT, 1).toMillis() >= 100);
        assertFalse(new Limit.Talked(0).judge(now.ledger()).kept());
        assertEquals(1.0, now.ledger().line("load").abandoned());
        assertTrue(now.ledger().errors().isEmpty(), now.ledger().errors().toString());
    }
}
