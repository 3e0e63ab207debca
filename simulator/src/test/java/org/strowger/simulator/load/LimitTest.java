package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.scenario.Target;

class LimitTest {
    private final Ledger ledger = new Ledger();

    private boolean kept(String limit) {
        return Limit.parse(limit).orElseThrow().judge(ledger).kept();
    }

    private void answered(int times, long millis) {
        for (int i = 0; i < times; i++) {
            ledger.took(Timing.ANSWER, TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    @Test
    void aTimeIsJudgedByItsPercentile() {
        answered(99, 10);
        answered(1, 900);

        assertTrue(kept("answer.p99=11ms"));
        assertFalse(kept("answer.p99.9=11ms"));
        assertTrue(kept("answer.max=1s"));
        assertFalse(kept("answer.p50=9ms"));
    }

    @Test
    void whatWasNeverMeasuredIsNotKept() {
        assertFalse(kept("bye.p99=1m"));
        assertFalse(kept("errors=100%"));
        assertFalse(kept("rate=0%"));
    }

    @Test
    void errorsAreAPartOfTheCallsThatWereDue() {
        ledger.due = 200;
        ledger.rang = 198;
        ledger.error("not answered: CONGESTION");
        ledger.error("not made");

        assertTrue(kept("errors=1%"));
        assertFalse(kept("errors=0.9%"));
        assertTrue(kept("rate=99%"));
        assertFalse(kept("rate=99.5%"));
    }

    @Test
    void somebodyMustTalkWhereCallersAreForALine() {
        assertTrue(kept("talked=0%"));
        assertFalse(kept("talked=10%"));

        ledger.forLine = 20;
        assertFalse(kept("talked=0%"));

        ledger.talked = 2;
        assertTrue(kept("talked=0%"));
        assertTrue(kept("talked=10%"));
        assertFalse(kept("talked=11%"));
    }

    @Test
    void whoGaveUpIsAPartOfThemAndOfThoseWhoTalked() {
        ledger.gaveUp = 1;
        ledger.talked = 3;
        for (int i = 0; i < 4; i++) {
            ledger.took(Timing.WAIT, 1);
        }

        assertTrue(kept("abandoned=25%"));
        assertFalse(kept("abandoned=24%"));
    }

    @Test
    void targetsOfTheScenarioAreJudgedByTheirLine() {
        for (int i = 0; i < 8; i++) {
            ledger.line("support").answeredAfter(TimeUnit.SECONDS.toNanos(2));
        }
        ledger.line("support").gaveUp();
        ledger.line("support").gaveUp();
        ledger.line("sales").answeredAfter(TimeUnit.SECONDS.toNanos(40));
        Optional<QueueId> support = Optional.of(new QueueId("support"));

        assertTrue(judged(new Target.ServiceLevel(support, Duration.ofSeconds(5), 0.8)));
        assertFalse(judged(new Target.ServiceLevel(support, Duration.ofSeconds(5), 0.9)));
        assertTrue(judged(new Target.Abandoned(support, 0.2)));
        assertFalse(judged(new Target.Abandoned(support, 0.1)));
        assertTrue(judged(new Target.MeanWait(support, Duration.ofSeconds(3))));
        assertFalse(judged(new Target.MeanWait(Optional.empty(), Duration.ofSeconds(3))));
        assertFalse(judged(new Target.Abandoned(Optional.of(new QueueId("none")), 1)));
    }

    private boolean judged(Target target) {
        return new Limit.OfScenario(target).judge(ledger).kept();
    }
}
