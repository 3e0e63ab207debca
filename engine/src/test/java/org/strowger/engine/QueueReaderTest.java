package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.engine.routing.SkillNeed.atLeast;
import static org.strowger.engine.routing.SkillNeed.none;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.engine.routing.AgentOrder;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.Presence;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.QueuePolicy.HandleTime;
import org.strowger.engine.routing.QueuePolicy.Missed;
import org.strowger.engine.routing.QueuePolicy.Overflow;
import org.strowger.engine.routing.QueuePolicy.Reserve;
import org.strowger.engine.routing.QueuePolicy.Staffing;
import org.strowger.engine.routing.QueuePolicy.WaitingCost;
import org.strowger.engine.routing.QueuePolicy.Work;
import org.strowger.engine.routing.RoutingStep;

class QueueReaderTest {
    private static final String SKILLS = "skills: [billing, gold]\n";

    @TempDir Path folder;

    private static String ruled(String rule) {
        return SKILLS + "queues: { other: {}, support: { " + rule + " } }";
    }

    private QueuePolicy support(String rule) throws IOException {
        return new Written(folder).support(ruled(rule));
    }

    static List<Arguments> rules() {
        return List.of(
                rule("", standard()),
                rule("open: false", standard().open(false)),
                rule("open: true", standard()),
                rule("max_length: 1", standard().maxLength(1)),
                rule("max_length: 100000", standard().maxLength(100_000)),
                rule("max_wait: 20m", standard().maxWait(Duration.ofMinutes(20))),
                rule("max_wait: 24h", standard().maxWait(Duration.ofHours(24))),
                rule("service_target: 1s", standard().serviceTarget(Duration.ofSeconds(1))),
                rule("ring_time: 5m", standard().ringTime(Duration.ofMinutes(5))),
                rule("wrap_up: 3s", standard().wrapUp(Duration.ofSeconds(3))),
                rule(
                        "retry_delay: 0s",
                        standard().missed(new Missed(Duration.ZERO, Duration.ZERO, 0))),
                rule(
                        "missed: { not_again_for: 30s, pause_after: 3 }",
                        standard()
                                .missed(
                                        new Missed(
                                                Duration.ofSeconds(5), Duration.ofSeconds(30), 3))),
                rule("order: strict", standard()),
                rule("order: fifo", standard().order(new CallOrder.Fifo())),
                rule("order: deadline", standard().order(new CallOrder.Deadline())),
                rule(
                        "order: { points_per_minute: 1.5, cap: 20 }",
                        standard().order(new CallOrder.Accumulating(1_500, OptionalInt.of(20)))),
                rule(
                        "order: { points_per_minute: 100 }",
                        standard().order(new CallOrder.Accumulating(100_000, OptionalInt.empty()))),
                rule("channel: chat", standard().work(new Work("chat", Optional.empty()))),
                rule("units: 25", standard().work(new Work("voice", Optional.of(25)))),
                rule("units: 1000", standard().work(new Work("voice", Optional.of(1_000)))),
                rule("units: all", standard()),
                rule(
                        "staffing: { join: ready, stay: not_paused, grace: 30s }",
                        standard()
                                .staffing(
                                        new Staffing(
                                                Presence.READY,
                                                Presence.NOT_PAUSED,
                                                Duration.ofSeconds(30)))),
                rule(
                        "staffing: { join: signed_in }",
                        standard()
                                .staffing(
                                        new Staffing(
                                                Presence.SIGNED_IN,
                                                Presence.NOBODY,
                                                Duration.ZERO))),
                rule(
                        "max_wait: 1m, overflow: { when_full: other, after_max_wait: other }",
                        standard()
                                .maxWait(Duration.ofMinutes(1))
                                .overflow(
                                        new Overflow(
                                                Optional.empty(),
                                                Optional.of(new QueueId("other")),
                                                Optional.empty(),
                                                Optional.of(new QueueId("other"))))),
                rule(
                        "staffing: { join: ready }, overflow: { when_closed: other, when_empty: other }",
                        standard()
                                .staffing(
                                        new Staffing(
                                                Presence.READY, Presence.NOBODY, Duration.ZERO))
                                .overflow(
                                        new Overflow(
                                                Optional.of(new QueueId("other")),
                                                Optional.empty(),
                                                Optional.of(new QueueId("other")),
                                                Optional.empty()))),
                rule(
                        "reserve: { needs: { gold: 5 }, keep: 2 }",
                        standard().reserve(new Reserve(atLeast("gold", 5), 2))),
                rule("share: 1", standard()),
                rule(
                        "cost: { handle_time: 4m }",
                        standard().cost(new WaitingCost(1, Duration.ofMinutes(4), List.of()))));
    }

    private QueuePolicy support(String balance, String rule) throws IOException {
        return new Written(folder).support(weighed(balance, rule));
    }

    private static String weighed(String balance, String rule) {
        return SKILLS
                + "routing: { balance: "
                + balance
                + " }\nqueues: { other: { order: fifo }, support: { order: fifo, "
                + rule
                + " } }";
    }

    @Test
    void aShareIsReadWhereQueuesAreKeptInProportion() throws IOException {
        assertEquals(0, support("fixed_queue_ratio", "share: 0").share());
    }

    @Test
    void aCostIsReadWhereCallsAreWeighedByIt() throws IOException {
        assertEquals(
                new WaitingCost(
                        2,
                        Duration.ofMinutes(4),
                        List.of(new HandleTime(atLeast("billing", 8), Duration.ofMinutes(3)))),
                support(
                                "generalized_c_mu",
                                "cost: { weight: 2, handle_time: 4m,"
                                        + " handle_times: [ { needs: { billing: 8 }, time: 3m } ] }")
                        .cost());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "overflow: { after_max_wait: other } | 2:45: 'after_max_wait' expects 'max_wait' in the queue: without it no wait is too long",
                "overflow: { when_empty: other } | 2:45: 'when_empty' expects 'join' or 'stay' in the queue's 'staffing': without them nobody leaves for want of agents",
                "staffing: { join: ready, grace: 30s } | 2:58: 'grace' expects 'stay' beside it: without it nobody has to leave",
                "staffing: { stay: nobody, grace: 30s } | 2:59: 'grace' expects 'stay' beside it: without it nobody has to leave",
                "share: 0 | 2:33: 'share' expects 'balance: fixed_queue_ratio' under 'routing'",
                "cost: { weight: 1 } | 2:41: 'weight' expects 'balance: generalized_c_mu' under 'routing'",
                "cost: { handle_times: [] } | 2:41: 'handle_times' expects 'balance: generalized_c_mu' under 'routing'",
                "share: 2, cost: { weight: 2 } | 2:33: 'share' expects 'balance: fixed_queue_ratio' under 'routing'; 2:51: 'weight' expects 'balance: generalized_c_mu' under 'routing'"
            })
    void aRuleThatWaitsForAnotherOneIsRefused(String rule, String problems) throws IOException {
        assertEquals(List.of(problems.split("; ")), new Written(folder).problems(ruled(rule)));
    }

    private static QueuePolicy.Builder standard() {
        return QueuePolicy.builder();
    }

    private static Arguments rule(String written, QueuePolicy.Builder rules) {
        return Arguments.of(written, rules.build());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatIsNotWrittenIsAsInAStandardQueue(String written, QueuePolicy rules)
            throws IOException {
        assertEquals(rules, support(written));
    }

    @ParameterizedTest
    @EnumSource
    void agentsAreOrderedByTheWordOfTheTrade(AgentOrder order) throws IOException {
        String word = order.name().toLowerCase(Locale.ROOT);
        assertEquals(standard().agents(order).build(), support("agents: " + word));
    }

    @Test
    void stepsAskLessAndLess() throws IOException {
        assertEquals(
                List.of(
                        new RoutingStep(
                                Optional.of(Duration.ofSeconds(20)),
                                atLeast("billing", 7),
                                new TreeSet<>(),
                                0,
                                1_000,
                                false),
                        new RoutingStep(
                                Optional.of(Duration.ofSeconds(30)),
                                atLeast("billing", 3),
                                new TreeSet<>(),
                                0,
                                1,
                                true),
                        new RoutingStep(
                                Optional.empty(),
                                none(),
                                new TreeSet<>(List.of("billing")),
                                2,
                                1_000,
                                false)),
                support(
                                """
                                steps: [
                                  { for: 20s, needs: { billing: 7 } },
                                  { for: 30s, needs: { billing: 3 }, max_rank: 1, skip_if_nobody: true },
                                  { drop: [billing], lower: 2 } ]
                                """)
                        .steps());
    }

    @Test
    void needsWithoutStepsAreOneStep() throws IOException {
        assertEquals(
                support("steps: [ { needs: { billing: 1 } } ]"), support("needs: { billing: 1 }"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "opne: true | 2:33: unknown key 'opne', did you mean 'open'?",
                "open: maybe | 2:39: 'open' expects yes or no, found 'maybe'",
                "max_length: 0 | 2:45: 'max_length' expects a whole number from 1 to 100000, found '0'",
                "max_wait: 0s | 2:43: 'max_wait' expects a duration from 1s to 24h such as 250ms or 5s, found '0s'",
                "service_target: 25h | 2:49: 'service_target' expects a duration from 1s to 24h such as 250ms or 5s, found '25h'",
                "missed: 3 | 2:41: 'missed' expects a map, found '3'",
                "missed: { pause_after: 1001 } | 2:56: 'pause_after' expects a whole number from 0 to 1000, found '1001'",
                "missed: { rest: 5s } | 2:43: unknown key 'rest', expected one of not_again_for, pause_after",
                "order: lifo | 2:40: 'order' expects strict, fifo, deadline or a map with points_per_minute, found 'lifo'",
                "order: { cap: 3 } | 2:40: missing key 'points_per_minute'",
                "order: { points_per_minute: 1.2345 } | 2:61: 'points_per_minute' expects a number from 0 to 100, with three decimals at most, found '1.2345'",
                "order: { points_per_minute: 1, cap: -1 } | 2:69: 'cap' expects a whole number from 0 to 1000000, found '-1'",
                "agents: least_occupied, units: 1 | 2:41: 'least_occupied' needs contacts that take all of an agent, so no 'units' but all",
                "agents: longest_idel | 2:41: 'agents' expects longest_idle or best_skill or least_occupied or fewest_calls or round_robin or linear or weighted_random or least_loaded or most_loaded or ring_all, found 'longest_idel', did you mean 'longest_idle'?",
                "steps: [] | 2:40: expected 1 to 16 steps, but found 0",
                "steps: { for: 20s } | 2:40: 'steps' expects a list, found a map",
                "needs: { gold: 1 }, steps: [ {} ] | 2:33: a queue has 'steps' or 'needs', not both: every step has needs of its own",
                "steps: [ {}, {} ] | 2:42: missing key 'for': every step but the last says how long it lasts",
                "steps: [ { for: 0s }, {} ] | 2:49: 'for' expects a duration from 1s to 24h such as 250ms or 5s, found '0s'",
                "steps: [ { for: 20s } ] | 2:44: the last step lasts until the call leaves: expected no 'for' here",
                "steps: [ { skip_if_nobody: true } ] | 2:60: the last step cannot be skipped: there is nowhere to go from it",
                "steps: [ { drop: [gould] } ] | 2:51: 'skills' does not list 'gould', did you mean 'gold'?",
                "steps: [ { drop: gold } ] | 2:50: 'drop' expects a list, found 'gold'",
                "steps: [ { lower: 11 } ] | 2:51: 'lower' expects a whole number from 0 to 10, found '11'",
                "steps: [ { max_rank: 1001 } ] | 2:54: 'max_rank' expects a whole number from 0 to 1000, found '1001'",
                "steps: [ gold ] | 2:42: item 1 of 'steps' expects a map, found 'gold'",
                "channel: live chat | 2:42: 'channel' expects a name (letters, digits, '_', '.' and '-', at most 63), found 'live chat'",
                "units: 0 | 2:40: 'units' expects a whole number from 1 to 1000 or all, found '0'",
                "units: 1001 | 2:40: 'units' expects a whole number from 1 to 1000 or all, found '1001'",
                "staffing: { join: anybody } | 2:51: 'join' expects nobody or signed_in or not_paused or ready, found 'anybody', did you mean 'nobody'?",
                "staffing: { stay: ready } | 2:51: expected nobody, signed_in or not_paused: callers wait for who is ready",
                "overflow: { when_full: othr } | 2:56: no queue is called 'othr', did you mean 'other'?",
                "overflow: { full: other } | 2:45: unknown key 'full', expected one of when_closed, when_full, when_empty, after_max_wait",
                "reserve: {} | 2:42: missing key 'needs'; 2:42: missing key 'keep'",
                "reserve: { needs: { gould: 5 }, keep: 2 } | 2:53: 'skills' does not list 'gould', did you mean 'gold'?",
                "reserve: { needs: { gold: 5 }, keep: 0 } | 2:70: 'keep' expects a whole number from 1 to 100000, found '0'",
                "share: 1001 | 2:40: 'share' expects a whole number from 0 to 1000, found '1001'",
                "cost: { weight: 0 } | 2:49: 'weight' expects a whole number from 1 to 1000, found '0'",
                "cost: { handle_time: 0s } | 2:54: 'handle_time' expects a duration from 1s to 24h such as 250ms or 5s, found '0s'",
                "cost: { handle_times: [ {} ] } | 2:57: missing key 'needs'; 2:57: missing key 'time'"
            })
    void aRuleThatCannotBeIsRefusedWhereItStands(String written, String problems)
            throws IOException {
        assertEquals(
                List.of(problems.split("; (?=2)")), new Written(folder).problems(ruled(written)));
    }

    @Test
    void aQueueHasSixteenStepsAtMost() throws IOException {
        assertEquals(16, support(steps(16)).steps().size());
        assertEquals(
                List.of("2:40: expected 1 to 16 steps, but found 17"),
                new Written(folder).problems(ruled(steps(17))));
    }

    private static String steps(int count) {
        Stream<String> steps =
                Stream.concat(
                        Collections.nCopies(count - 1, "{ for: 1s }").stream(), Stream.of("{}"));
        return "steps: [ " + String.join(", ", steps.toList()) + " ]";
    }

    @Test
    void aStepDropsTwoHundredAndFiftySixSkillsAtMost() throws IOException {
        assertEquals(
                256,
                new Written(folder)
                        .support(ruled(dropping(256)).replace(SKILLS, skills(256)))
                        .steps()
                        .getFirst()
                        .drop()
                        .size());
        assertEquals(
                List.of("2:50: expected 256 skills at most, but found 257"),
                new Written(folder).problems(ruled(dropping(257)).replace(SKILLS, skills(257))));
    }

    private static String dropping(int count) {
        return "steps: [ { drop: " + list(count) + " } ]";
    }

    private static String skills(int count) {
        return "skills: " + list(count) + "\n";
    }

    private static String list(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s" + i).toList().toString();
    }

    @Test
    void aQueueHasSixteenHandleTimesAtMost() throws IOException {
        String special = "{ needs: { gold: 1 }, time: 1m }";
        String sixteen = String.join(", ", Collections.nCopies(16, special));
        assertEquals(
                16,
                support("generalized_c_mu", "cost: { handle_times: [ " + sixteen + " ] }")
                        .cost()
                        .fasterOrSlower()
                        .size());
        assertEquals(
                List.of("2:55: expected 16 handle times at most, but found 17"),
                new Written(folder)
                        .problems(
                                ruled(
                                        "cost: { handle_times: [ "
                                                + sixteen
                                                + ", "
                                                + special
                                                + " ] }")));
    }
}
