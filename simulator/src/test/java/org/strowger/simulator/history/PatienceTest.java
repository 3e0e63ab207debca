package org.strowger.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.history.Patience.Leaving;
import org.strowger.simulator.history.Patience.Wait;

final class PatienceTest {
    private static Wait hungUp(double seconds) {
        return new Wait(seconds, Optional.of(LeaveReason.ABANDONED));
    }

    private static Wait answered(double seconds) {
        return new Wait(seconds, Optional.empty());
    }

    /// Remissions of leukaemia under 6-MP, in weeks: Freireich and others, Blood 21(6), 1963, with
    /// the product-limit estimates that every textbook computes from them.
    @Test
    void theProductLimitEstimateOfAKnownSampleComesOut() {
        List<Wait> waits = new ArrayList<>();
        for (int time : new int[] {6, 6, 6, 7, 10, 13, 16, 22, 23}) {
            waits.add(hungUp(time));
        }
        for (int time : new int[] {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) {
            waits.add(answered(time));
        }
        Patience patience = Patience.of(waits);
        assertEquals(1, patience.longerThan(5.9));
        assertEquals(0.857, patience.longerThan(6), 0.0005);
        assertEquals(0.807, patience.longerThan(7), 0.0005);
        assertEquals(0.753, patience.longerThan(10), 0.0005);
        assertEquals(0.690, patience.longerThan(13), 0.0005);
        assertEquals(0.627, patience.longerThan(16), 0.0005);
        assertEquals(0.538, patience.longerThan(22), 0.0005);
        assertEquals(0.448, patience.longerThan(23), 0.0005);
        assertEquals(0.448, patience.longerThan(35), 0.0005);
    }

    @Test
    void beyondTheLastWaitPatienceGoesOnAsAnExponentialCurveThroughTheLastPoint() {
        Patience patience = Patience.of(List.of(hungUp(10), answered(20)));
        assertEquals(0.5, patience.longerThan(20));
        assertEquals(0.25, patience.longerThan(40), 1e-12);
        assertEquals(0.125, patience.longerThan(60), 1e-12);
    }

    @Test
    void whereNobodyHungUpNobodyWill() {
        Patience patience = Patience.of(List.of(answered(10), answered(20)));
        assertEquals(Leaving.NEVER, patience.draw(15, new Chance(1)));
        assertEquals(Leaving.NEVER, Patience.of(List.of()).draw(0, new Chance(1)));
    }

    @Test
    void whereAFlowTakesCallersOutItDoesSoAgainAndNobodyHangsUp() {
        Wait sentOn = new Wait(30, Optional.of(LeaveReason.TIMED_OUT));
        Patience patience = Patience.of(List.of(answered(10), sentOn, sentOn, answered(15)));
        assertEquals(new Leaving(30, LeaveReason.TIMED_OUT), patience.draw(12, new Chance(1)));
        Patience mixed = Patience.of(List.of(sentOn, answered(40)));
        assertEquals(Leaving.NEVER, mixed.draw(35, new Chance(1)));
    }

    @Test
    void whoWaitedALongTimeWouldHaveWaitedLonger() {
        List<Wait> waits = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            waits.add(hungUp(i));
            waits.add(answered(i + 0.5));
        }
        Patience patience = Patience.of(waits);
        Chance chance = new Chance(7);
        for (int waited = 0; waited < 200; waited++) {
            for (int i = 0; i < 100; i++) {
                double drawn = patience.draw(waited, chance).seconds();
                assertTrue(drawn > waited, () -> "not longer: " + drawn);
            }
        }
    }

    @Test
    void whoWasLastAndHungUpLeavesATailToo() {
        Patience patience = Patience.of(List.of(answered(5), hungUp(10)));
        double drawn = patience.draw(30, new Chance(3)).seconds();
        assertTrue(drawn > 30 && drawn < Patience.ENDLESS, () -> "drawn " + drawn);
    }

    /// Drawn patience, seen through answers that come at times of their own, is found again.
    @Test
    void anExponentialPatienceIsFoundAgainBehindAnswers() {
        Chance chance = new Chance(11);
        List<Wait> waits = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double patience = 60 * chance.exponential();
            double answer = 40 * chance.exponential();
            waits.add(patience < answer ? hungUp(patience) : answered(answer));
        }
        Patience found = Patience.of(waits);
        assertEquals(StrictMath.exp(-0.5), found.longerThan(30), 0.015);
        assertEquals(StrictMath.exp(-1.5), found.longerThan(90), 0.02);
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += found.draw(45, chance).seconds() - 45;
        }
        assertEquals(60, sum / 20_000, 4);
    }
}
