package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.flow.FlowInput.QueueRefused;
import org.strowger.flow.FlowSnapshot.Stage;

/// Calls that do anything at any moment, in flows that were thrown together: whatever happens, a
/// run never throws, a restored one goes on alike, and a call that is let run ends.
class RandomCallsTest {
    private static final int FLOWS = 100;
    private static final int INPUTS = 150;
    private static final int MOST_INPUTS_OF_A_NODE = 25;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyCallEnds(long seed) {
        Random random = new Random(seed);
        int walked = 0;
        while (walked < FLOWS) {
            if (FlowParser.parse("random.yaml", randomFlow(random))
                    instanceof ParsedFlow.Ok(Flow flow)) {
                new Call(flow, random).walk();
                walked++;
            }
        }
    }

    private static String randomFlow(Random random) {
        int nodes = 1 + random.nextInt(5);
        StringBuilder text = new StringBuilder("flow: f\nschema: 1\nstart: n0\nnodes:\n");
        for (int i = 0; i < nodes; i++) {
            text.append("  n").append(i).append(": ").append(randomNode(random, nodes));
        }
        return text.toString();
    }

    private static String randomNode(Random random, int nodes) {
        return switch (random.nextInt(7)) {
            case 0 -> "{ hangup: true }\n";
            case 1 -> "{ say: hello, next: %s }\n".formatted(target(random, nodes));
            case 2, 3 ->
                    "{ queue: { name: q, welcome: w, announce_place: 10s, max_wait: 25s,"
                            + " on_timeout: %s, on_full: %s }, next: %s }\n"
                                    .formatted(
                                            target(random, nodes),
                                            target(random, nodes),
                                            target(random, nodes));
            default ->
                    ("{ menu: { %s input: { barge_in: %s, type_ahead: %s, attempts: %d },"
                                    + " choices: { 1: %s, 12: %s, 345: %s, '#': repeat },"
                                    + " no_match: { say: wrong, go: %s },"
                                    + " no_input: { go: repeat }, give_up: %s } }\n")
                            .formatted(
                                    random.nextBoolean() ? "prompt: p," : "",
                                    random.nextBoolean(),
                                    random.nextBoolean() ? "keep" : "flush",
                                    1 + random.nextInt(4),
                                    target(random, nodes),
                                    target(random, nodes),
                                    target(random, nodes),
                                    target(random, nodes),
                                    target(random, nodes));
        };
    }

    private static String target(Random random, int nodes) {
        return switch (random.nextInt(6)) {
            case 0 -> "hangup";
            case 1 -> "repeat";
            default -> "n" + random.nextInt(nodes);
        };
    }

    private static final class Call {
        private final Flow flow;
        private final Random random;
        private FlowRun run;
        private Instant now = Instant.EPOCH;
        private int playbacks;
        private boolean inLine;
        private int hangUps;

        Call(Flow flow, Random random) {
            this.flow = flow;
            this.random = random;
            this.run = FlowRun.of(flow);
        }

        void walk() {
            handle(new FlowInput.Started(now));
            for (int i = 0; i < INPUTS; i++) {
                now = now.plusMillis(random.nextInt(3) == 0 ? random.nextInt(9_000) : 0);
                handle(randomInput());
            }
            letRun();
            assertTrue(hangUps <= 1);
            assertEquals(List.of(), run.handle(new FlowInput.DigitPressed(now, '1')));
        }

        private void letRun() {
            int inputs = 0;
            while (!run.hasEnded()) {
                inputs++;
                assertTrue(inputs < FlowRun.MOST_STEPS * MOST_INPUTS_OF_A_NODE);
                handle(usualInput());
            }
        }

        private FlowInput usualInput() {
            return switch (run.snapshot().stage()) {
                case Stage.NotStarted _, Stage.Ended _ -> new FlowInput.Started(now);
                case Stage.Saying _, Stage.Leaving _ -> new FlowInput.PromptsPlayed(now, playbacks);
                case Stage.Asking _ -> {
                    Optional<Instant> deadline = run.nextDeadline();
                    now = deadline.orElse(now);
                    yield deadline.isPresent()
                            ? new FlowInput.TimePassed(now)
                            : new FlowInput.PromptsPlayed(now, playbacks);
                }
                case Stage.Waiting _ -> new FlowInput.TalkBegan(now);
                case Stage.Talking _ -> new FlowInput.TalkEnded(now);
            };
        }

        private FlowInput randomInput() {
            return switch (random.nextInt(12)) {
                case 0, 1, 2, 3 ->
                        new FlowInput.DigitPressed(now, "123459#*A".charAt(random.nextInt(9)));
                case 4, 5 -> new FlowInput.PromptsPlayed(now, playbacks);
                case 6 -> new FlowInput.PromptsPlayed(now, random.nextInt(playbacks + 2));
                case 7 -> new FlowInput.PlaceTold(now, random.nextInt(4) - 1);
                case 8 -> new FlowInput.TalkEnded(now);
                case 9 ->
                        random.nextBoolean()
                                ? new FlowInput.TalkBegan(now)
                                : new FlowInput.Started(now);
                case 10 -> {
                    QueueRefused.Reason[] reasons = QueueRefused.Reason.values();
                    yield new QueueRefused(now, reasons[random.nextInt(reasons.length)]);
                }
                default ->
                        random.nextInt(40) == 0
                                ? new FlowInput.CallerHungUp(now)
                                : new FlowInput.TimePassed(now);
            };
        }

        private void handle(FlowInput input) {
            boolean hadEnded = run.hasEnded();
            FlowRun restored = FlowRun.restore(flow, run.snapshot());
            List<FlowAction> actions = run.handle(input);
            assertEquals(actions, restored.handle(input));
            assertEquals(run.snapshot(), restored.snapshot());
            run = restored;
            assertFalse(hadEnded && !actions.isEmpty());
            if (input instanceof FlowInput.TimePassed) {
                run.nextDeadline().ifPresent(deadline -> assertTrue(deadline.isAfter(now)));
            }
            check(input, actions);
        }

        private void check(FlowInput input, List<FlowAction> actions) {
            if (input instanceof FlowInput.TalkBegan || input instanceof QueueRefused) {
                inLine = false;
            }
            for (FlowAction action : actions) {
                switch (action) {
                    case FlowAction.Play(int playback, List<Prompt> prompts) -> {
                        playbacks++;
                        assertEquals(playbacks, playback);
                        assertFalse(prompts.isEmpty());
                    }
                    case FlowAction.EnterQueue _ -> {
                        assertFalse(inLine);
                        inLine = true;
                    }
                    case FlowAction.AskPlace() -> assertTrue(inLine);
                    case FlowAction.LeaveQueue _ -> {
                        assertTrue(inLine);
                        inLine = false;
                    }
                    case FlowAction.HangUp _ -> {
                        assertFalse(inLine);
                        hangUps++;
                    }
                    case FlowAction.StopPlaying _, FlowAction.StartMusic _ -> {}
                }
            }
            assertEquals(inLine, run.snapshot().stage() instanceof Stage.Waiting);
        }
    }
}
