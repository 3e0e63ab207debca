package org.strowger.simulator.telephony;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.engine.call.Loop.Timer;

class VirtualLoopTest {
    private static final Instant START = Instant.ofEpochSecond(100);
    private static final long SECOND = 1_000_000_000;

    private final VirtualLoop loop = new VirtualLoop(START);
    private final List<String> done = new ArrayList<>();

    private void pass(long seconds) {
        Instant then = START.plusSeconds(seconds);
        loop.reach(then.getEpochSecond() * SECOND, then);
        loop.turn();
    }

    @Test
    void whatIsDueAtTheSameTimeIsDoneInTheOrderOfAsking() {
        loop.after(Duration.ofSeconds(2), () -> done.add("second"));
        loop.after(Duration.ofSeconds(1), () -> done.add("first"));
        loop.after(Duration.ofSeconds(2), () -> done.add("third"));
        pass(2);
        assertEquals(List.of("first", "second", "third"), done);
    }

    @Test
    void nothingHappensBeforeItsTime() {
        loop.after(Duration.ofSeconds(2), () -> done.add("late"));
        assertEquals(102 * SECOND, loop.nextAt());
        pass(1);
        assertEquals(List.of(), done);
        assertEquals(START.plusSeconds(1), loop.instant());
    }

    @Test
    void whatIsToBeDoneSoonIsDoneBeforeWhatIsDue() {
        loop.after(
                Duration.ofSeconds(1),
                () -> {
                    done.add("rings");
                    loop.soon(() -> done.add("at once"));
                });
        loop.after(Duration.ofSeconds(1), () -> done.add("rings, too"));
        loop.soon(() -> done.add("now"));
        assertEquals(100 * SECOND, loop.nextAt());
        pass(1);
        assertEquals(List.of("now", "rings", "at once", "rings, too"), done);
    }

    @Test
    void whatIsCancelledIsNotDoneAndNotWaitedFor() {
        Timer timer = loop.after(Duration.ofSeconds(1), () -> done.add("never"));
        timer.cancel();
        assertEquals(VirtualLoop.NEVER, loop.nextAt());
        pass(2);
        assertEquals(List.of(), done);
    }
}
