package org.strowger.simulator.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.strowger.simulator.soak.Script.Deed;
import org.strowger.simulator.soak.Script.Intention;
import org.strowger.simulator.soak.Script.Pickup;
import org.strowger.simulator.soak.Script.Way;

class ScriptTest {
    private static final int CALLERS = 1_000;

    private static List<Intention> intentions(long seed) {
        Script script = new Script(seed);
        return IntStream.range(0, CALLERS).mapToObj(script::intention).toList();
    }

    @Test
    void sameSeedMeansTheSameInWhateverOrderItIsAsked() {
        Script script = new Script(7);
        List<Intention> backwards =
                IntStream.range(0, CALLERS)
                        .mapToObj(i -> script.intention(CALLERS - 1 - i))
                        .toList();
        assertEquals(intentions(7), backwards.reversed());
        assertEquals(new Script(7).reaction(12, 3), script.reaction(12, 3));
    }

    @Test
    void anotherSeedMeansSomethingElse() {
        assertNotEquals(intentions(7), intentions(8));
    }

    @Test
    void allThatPeopleDoIsDoneByAThousandCallers() {
        Set<Way> ways = intentions(7).stream().map(Intention::way).collect(Collectors.toSet());
        Set<Deed> deeds = intentions(7).stream().map(Intention::deed).collect(Collectors.toSet());
        Script script = new Script(7);
        Set<Pickup> pickups =
                IntStream.range(0, CALLERS)
                        .mapToObj(i -> script.reaction(i, 0).pickup())
                        .collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(Way.class), ways);
        assertEquals(EnumSet.allOf(Deed.class), deeds);
        assertEquals(EnumSet.allOf(Pickup.class), pickups);
    }

    @Test
    void callerIsKnownByTheNumber() {
        assertEquals("555000012", Script.number(12));
        assertEquals(Optional.of(12), Script.caller("555000012"));
        for (String other : List.of("", "a12", "555", "55500001x", "5550000123", "556000012")) {
            assertEquals(Optional.empty(), Script.caller(other), other);
        }
    }
}
