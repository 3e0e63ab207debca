package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.engine.routing.Balance;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.StarvationBound;

class PolicyReaderTest {
    private static final String TWO =
            "queues: { sales: { order: fifo }, support: { order: fifo } }";

    @TempDir Path folder;

    private RoutingPolicy policy(String text) throws IOException {
        return new Written(folder).settings(text).policy();
    }

    private List<String> problems(String text) throws IOException {
        return new Written(folder).problems(text);
    }

    @Test
    void callsAreWeighedByUrgencyUnlessItIsSaidOtherwise() throws IOException {
        RoutingPolicy policy = policy("queues: { support: {} }");
        assertEquals(Balance.URGENCY, policy.balance());
        assertEquals(Detail.FULL, policy.detail());
        assertEquals(0, policy.seed());
        assertEquals(Optional.empty(), policy.bound());
    }

    @Test
    void theBalanceIsRead() throws IOException {
        RoutingPolicy policy =
                policy(
                        "routing: { balance: fixed_queue_ratio, decisions: passed_over, seed: 42 }\n"
                                + TWO);
        assertEquals(Balance.FIXED_QUEUE_RATIO, policy.balance());
        assertEquals(Detail.PASSED_OVER, policy.detail());
        assertEquals(42, policy.seed());
        assertEquals(
                Balance.GENERALIZED_C_MU,
                policy("routing: { balance: generalized_c_mu }\n" + TWO).balance());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ behind: 0s } | fifo | 0 | 0",
                "{ behind: 10m, priority_gap: 5 } | fifo | 600 | 5",
                "{ behind: 1m } | strict | 60 | 0",
                "{ behind: 10m, priority_gap: 5 } | { points_per_minute: 0.5 } | 600 | 5"
            })
    void aBoundThatHoldsIsPromised(String bound, String order, long behind, int gap)
            throws IOException {
        assertEquals(
                Optional.of(new StarvationBound(Duration.ofSeconds(behind), gap)),
                policy(
                                "routing: { starvation_bound: %s }\nqueues: { a: { order: %s } }"
                                        .formatted(bound, order))
                        .bound());
    }

    @Test
    void aBoundThatDoesNotHoldIsRefusedWithTheQueuesThatBreakIt() throws IOException {
        assertEquals(
                List.of(
                        "1:12: the starvation bound does not hold: a call of queue sales may be"
                                + " passed over for one of queue support that came more than PT10M"
                                + " later and whose priority is no more than 5 higher"),
                problems(
                        "routing: { starvation_bound: { behind: 10m, priority_gap: 5 } }\n"
                                + "queues: { sales: { order: { points_per_minute: 0.5 } },"
                                + " support: { order: { points_per_minute: 0.6 } } }"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "balance: urgent | 1:21: 'balance' expects urgency or fixed_queue_ratio or generalized_c_mu, found 'urgent', did you mean 'urgency'?",
                "decisions: none | 1:23: 'decisions' expects winner or passed_over or full, found 'none'",
                "seed: -1 | 1:18: 'seed' expects a whole number from 0 to 999999999, found '-1'",
                "sead: 1 | 1:12: unknown key 'sead', did you mean 'seed'?",
                "starvation_bound: {} | 1:30: missing key 'behind'",
                "starvation_bound: { behind: 25h } | 1:40: 'behind' expects a duration from 0h to 24h such as 250ms or 5s, found '25h'",
                "starvation_bound: { behind: 1h, priority_gap: -1 } | 1:58: 'priority_gap' expects a whole number from 0 to 1000000, found '-1'",
                "balance: fixed_queue_ratio, starvation_bound: { behind: 1h } | 1:40: a starvation bound can only be promised where calls are weighed by urgency"
            })
    void aRuleBetweenQueuesThatCannotBeIsRefused(String written, String problem)
            throws IOException {
        assertEquals(List.of(problem), problems("routing: { " + written + " }\n" + TWO));
    }

    @Test
    void theCostOfWaitingCallsForQueuesInOrderOfWaiting() throws IOException {
        String expected =
                "generalized_c_mu weighs calls by their cost of waiting, so it expects every queue"
                        + " in 'order: fifo'";
        assertEquals(
                List.of("2:11: " + expected, "2:30: " + expected),
                problems(
                        "routing: { balance: generalized_c_mu }\n"
                                + "queues: { a: {}, b: { order: deadline }, c: { order: fifo } }"));
    }

    @Test
    void aRatioNeedsAShare() throws IOException {
        assertEquals(
                List.of("1:21: fixed_queue_ratio expects a queue with a 'share' above 0"),
                problems(
                        "routing: { balance: fixed_queue_ratio }\n"
                                + "queues: { a: { share: 0 }, b: { share: 0 } }"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ a: { overflow: { when_full: a } } } | 1:39: calls would overflow in a circle: a, a",
                "{ a: { overflow: { when_full: b } }, b: { max_wait: 1m, overflow: { after_max_wait: c } },"
                        + " c: { staffing: { stay: signed_in }, overflow: { when_closed: d, when_empty: b } }, d: {} }"
                        + " | 1:176: calls would overflow in a circle: c, b, c"
            })
    void anOverflowThatLeadsBackIsRefused(String queues, String problem) throws IOException {
        assertEquals(List.of(problem), problems("queues: " + queues));
    }

    @Test
    void everyCircleIsToldOnce() throws IOException {
        assertEquals(
                List.of(
                        "1:76: calls would overflow in a circle: b, a, b",
                        "1:130: calls would overflow in a circle: c, c"),
                problems(
                        "queues: { a: { overflow: { when_full: b } }, b: { overflow: {"
                                + " when_closed: a } }, c: { max_wait: 1m, overflow: { after_max_wait: c } } }"));
    }

    @Test
    void ofAGreatCircleTheBeginningIsTold() throws IOException {
        String queues =
                IntStream.range(0, 12)
                        .mapToObj(
                                i ->
                                        "q%d: { overflow: { when_full: q%d } }"
                                                .formatted(i, (i + 1) % 12))
                        .collect(Collectors.joining(", ", "queues: { ", " }"));
        assertEquals(
                List.of(
                        "1:451: calls would overflow in a circle: q11, q0, q1, q2, q3, q4, q5, q6,"
                                + " q7, q8, q9, ..."),
                problems(queues));
    }

    @Test
    void aContactOfMoreUnitsThanAnybodyHasIsRefused() throws IOException {
        String agents = "\nagents: { anna: { password: x, units: 10 }, ben: { password: y } }";
        assertEquals(
                List.of("1:27: no agent has so many units; the most is 10"),
                problems("queues: { chats: { units: 11 } }" + agents));
        policy("queues: { chats: { units: 10 } }" + agents);
    }

    @Test
    void withoutAgentsInTheFileAnyUnitsWillDo() throws IOException {
        policy("queues: { chats: { units: 1000 } }");
    }

    @Test
    void aQueueWhoseNeedNobodyMeetsYetIsInOrder() throws IOException {
        policy(
                "agents: { anna: { password: x, skills: { billing: 1 } } }\n"
                        + "queues: { support: { needs: { billing: 9 } } }");
    }

    @Test
    void contradictionsAreLookedForWhenEveryValueIsInOrder() throws IOException {
        assertEquals(
                List.of("2:16: unknown key 'ordr', did you mean 'order'?"),
                problems("routing: { balance: generalized_c_mu }\nqueues: { a: { ordr: fifo } }"));
    }

    @Test
    void moreQueuesThanACoreCanHaveAreRefused() throws IOException {
        assertEquals(
                List.of("1:1: queues may be 10000 at most, but are 10001"),
                problems(
                        IntStream.range(0, 10_001)
                                .mapToObj(i -> "q" + i + ": {}")
                                .collect(Collectors.joining(", ", "queues: { ", " }"))));
    }

    // The version.

    private String version(String text) throws IOException {
        return policy(text).version();
    }

    @Test
    void theVersionIsTheContentsAndNotHowItIsWritten() throws IOException {
        String version =
                version(
                        "queues: { a: { ring_time: 60s, open: true }, b: { needs: { x: 1, y: 2 } } }\nskills: [x, y]");
        assertEquals(
                version,
                version(
                        """
                        # The same again.
                        skills: [y, x]
                        queues:
                          b: { needs: { y: 2, all: [ { x: 1-10 } ] } }
                          a: { ring_time: 1m }
                        """));
        assertEquals(16, version.length());
    }

    @Test
    void theVersionIsTheSameOnEveryMachine() throws IOException {
        assertEquals("df401f51f7349aaf", version(TWO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queues: { sales: { order: fifo }, support: { order: deadline } }",
                "queues: { sales: { order: fifo } }",
                "queues: { sales: { order: fifo }, suppord: { order: fifo } }",
                "routing: { seed: 1 }\n" + TWO,
                "routing: { decisions: passed_over }\n" + TWO,
                "routing: { balance: generalized_c_mu }\n" + TWO,
                "routing: { starvation_bound: { behind: 1m } }\n" + TWO
            })
    void anotherContentIsAnotherVersion(String text) throws IOException {
        assertNotEquals(version(TWO), version(text));
    }
}
