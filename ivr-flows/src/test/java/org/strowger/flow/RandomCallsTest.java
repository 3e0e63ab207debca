package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.flow.FlowInput.QueueRefused;
import org.strowger.flow.FlowSnapshot.Stage;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.flow.expression.Value;

/// Calls that do anything at any moment, in flows that were thrown together: whatever happens, a
/// run never throws, a restored one goes on alike, and a call that is let run ends.
class RandomCallsTest {
    private static final int FLOWS = 100;
    private static final int INPUTS = 150;
    private static final int MOST_INPUTS_OF_A_NODE = 25;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyCallEnds(long seed) {
        walk(new Random(seed), FLOWS);
    }

    /// `-Dstrowger.flows.random=N` flows.
    @Test
    @Tag("slow")
    void everyCallEndsInManyFlows() {
        walk(new Random(7), Integer.getInteger("strowger.flows.random", 20_000));
    }

    private static void walk(Random random, int flows) {
        int walked = 0;
        while (walked < flows) {
            String main = randomFlow(random, "f");
            String sub = randomFlow(random, "g");
            if (FlowParser.parse("f.yaml", main) instanceof ParsedFlow.Ok(Flow flow, _)
                    && FlowParser.parse("g.yaml", sub) instanceof ParsedFlow.Ok(Flow other, _)) {
                TreeMap<String, Flow> all = new TreeMap<>();
                all.put("f", flow);
                all.put("g", other);
                new Call(new FlowBook("f", all, FlowLanguageTest.calendars(), "v"), random).walk();
                walked++;
            }
        }
    }

    private static String randomFlow(Random random, String id) {
        int nodes = 1 + random.nextInt(6);
        StringBuilder text = new StringBuilder("flow: " + id + "\nschema: 1\nstart: n0\n");
        text.append("vars: { n: { type: int, default: 2 }, s: string, b: bool }\n");
        if (random.nextBoolean()) {
            text.append("defaults: { on_error: ").append(target(random, nodes)).append(" }\n");
        }
        if (random.nextBoolean()) {
            text.append("global_keys: { 0: ").append(target(random, nodes)).append(" }\n");
        }
        if (random.nextBoolean()) {
            text.append("on_hangup: n").append(random.nextInt(nodes)).append('\n');
        }
        text.append("nodes:\n");
        for (int i = 0; i < nodes; i++) {
            text.append("  n").append(i).append(": ").append(randomNode(random, nodes));
        }
        return text.toString();
    }

    private static String randomNode(Random random, int nodes) {
        String form =
                switch (random.nextInt(20)) {
                    case 0 -> "{ hangup: true }";
                    case 1 -> "{ return: true }";
                    case 2 -> "{ say: [hello, { say_as: number, value: '10 / n' }], next: T }";
                    case 3 ->
                            "{ say: { prompt: [x, { uninterrupted: y }, z], barge_in: B }, next: T }";
                    case 4 ->
                            "{ collect: { into: s, prompt: p, max: 3, min: 2, confirm: c, check: \"s"
                                    + " != '11'\", input: { attempts: 2 }, give_up: T }, next: T }";
                    case 5 -> "{ collect: { into: b, give_up: T }, next: T }";
                    case 6 -> "{ record: { into: s, prompt: p, on_empty: T }, next: T }";
                    case 7 -> "{ voicemail: { box: v }, next: T, on_error: T }";
                    case 8 -> "{ switch: [{ if: \"waiting('q') > n\", go: T }, { go: T }] }";
                    case 9 -> "{ switch: [{ if: b, go: T }, { go: T }], on_error: T }";
                    case 10 -> "{ split: { ways: [{ weight: 1, go: T }, { weight: 3, go: T }] } }";
                    case 11 -> "{ hours: { calendar: office, open: T, closed: T, holiday: T } }";
                    case 12 ->
                            "{ http: { url: 'https://h/{s}', timeout: 2s, into: { c: { f: string }"
                                    + " }, wait_audio: w }, next: T }";
                    case 13 -> "{ set: { n: 'n - 1', s: \"s + 'x'\", priority: n }, next: T }";
                    case 14 -> "{ transfer: { dial: s, mode: attended, on_busy: T }, next: T }";
                    case 15 -> "{ callback: { queue: q, on_refused: T }, next: T }";
                    case 16 ->
                            "{ survey: { questions: [{ id: a, prompt: p, keys: 1-3 }], comment: {"
                                    + " prompt: c }, thanks: t }, next: T }";
                    case 17 -> "{ call: { flow: g }, next: T }";
                    case 18 ->
                            "{ queue: { name: q, welcome: w, announce_place: 10s, announce_wait: 7s,"
                                    + " comfort: [{ every: 9s, say: c }, { after: 5s, say: d }],"
                                    + " keys: { 2: { say: x, go: T } }, callback_offer: { after: 8s,"
                                    + " say: o, key: 1, go: T }, max_wait: 25s, on_timeout: T,"
                                    + " on_full: T }, next: T }";
                    default ->
                            "{ menu: { prompt: p, input: { barge_in: B, attempts: 2 },"
                                    + " choices: { 1: T, 12: T, 345: { go: T, if: b }, '#': repeat },"
                                    + " extensions: { starts: 9, length: 2, into: s, go: T },"
                                    + " no_match: { say: wrong, go: T }, no_input: { go: repeat },"
                                    + " give_up: T } }";
                };
        StringBuilder node = new StringBuilder();
        for (int i = 0; i < form.length(); i++) {
            char c = form.charAt(i);
            switch (c) {
                case 'T' -> node.append(target(random, nodes));
                case 'B' -> node.append(random.nextBoolean());
                default -> node.append(c);
            }
        }
        return node.append('\n').toString();
    }

    private static String target(Random random, int nodes) {
        return switch (random.nextInt(8)) {
            case 0 -> "hangup";
            case 1 -> "repeat";
            case 2 -> "back";
            default -> "n" + random.nextInt(nodes);
        };
    }

    private static final class Call {
        private final FlowBook book;
        private final Random random;
        private FlowRun run;
        private Instant now = Instant.ofEpochSecond(1_795_651_200L);
        private int playbacks;
        private int fetches;
        private int recordings;
        private boolean inLine;
        private boolean gone;
        private int hangUps;
        private final Map<String, Integer> atNodes = new TreeMap<>();

        Call(FlowBook book, Random random) {
            this.book = book;
            this.random = random;
            this.run = FlowRun.of(book);
        }

        void walk() {
            handle(started());
            for (int i = 0; i < INPUTS; i++) {
                now = now.plusMillis(random.nextInt(3) == 0 ? random.nextInt(9_000) : 0);
                handle(randomInput());
            }
            letRun();
            assertTrue(hangUps <= 1);
            assertEquals(Map.of(), atNodes, "every node entered is left");
            assertEquals(List.of(), run.handle(new FlowInput.DigitPressed(now, '1')));
        }

        private FlowInput started() {
            return new FlowInput.Started(
                    now,
                    new CallFacts(
                            "c1", random.nextBoolean() ? "+4420" : "", "", "1", new TreeSet<>()));
        }

        private void letRun() {
            int inputs = 0;
            while (!run.hasEnded()) {
                inputs++;
                assertTrue(inputs < Flow.Limits.MOST_STEPS * MOST_INPUTS_OF_A_NODE);
                handle(usualInput());
            }
        }

        private FlowInput usualInput() {
            if (run.snapshot().passage().isPresent()) {
                return new FlowInput.PromptsPlayed(now, playbacks);
            }
            return switch (run.snapshot().stage()) {
                case Stage.NotStarted _, Stage.Ended _, Stage.Saying _, Stage.Leaving _ ->
                        started();
                case Stage.Asking _, Stage.Fetching _, Stage.Consulting _ -> {
                    Optional<Instant> deadline = run.nextDeadline();
                    now = deadline.orElse(now);
                    yield new FlowInput.TimePassed(now);
                }
                case Stage.Waiting _ -> new FlowInput.TalkBegan(now);
                case Stage.Talking _ -> new FlowInput.TalkEnded(now);
                case Stage.Taping _ ->
                        new FlowInput.RecordingEnded(now, recordings, Duration.ofSeconds(1));
                case Stage.Transferring _ ->
                        new FlowInput.TransferFailed(now, FlowInput.TransferFailed.Reason.BUSY);
                case Stage.Keeping _ -> new FlowInput.PlaceKept(now, false);
            };
        }

        private FlowInput randomInput() {
            return switch (random.nextInt(18)) {
                case 0, 1, 2, 3 ->
                        new FlowInput.DigitPressed(now, "123459#*A0".charAt(random.nextInt(10)));
                case 4, 5 -> new FlowInput.PromptsPlayed(now, playbacks);
                case 6 -> new FlowInput.PromptsPlayed(now, random.nextInt(playbacks + 2));
                case 7 ->
                        new FlowInput.PlaceTold(
                                now,
                                random.nextInt(4) - 1,
                                random.nextBoolean()
                                        ? Optional.empty()
                                        : Optional.of(Duration.ofSeconds(random.nextInt(9_000))));
                case 8 -> new FlowInput.TalkEnded(now);
                case 9 -> random.nextBoolean() ? new FlowInput.TalkBegan(now) : started();
                case 10 -> {
                    QueueRefused.Reason[] reasons = QueueRefused.Reason.values();
                    yield new QueueRefused(now, reasons[random.nextInt(reasons.length)]);
                }
                case 11 -> new FlowInput.QueuesTold(now, figures());
                case 12 -> new FlowInput.Fetched(now, fetches, fields());
                case 13 -> new FlowInput.FetchFailed(now, fetches, "500");
                case 14 ->
                        new FlowInput.RecordingEnded(
                                now, recordings, Duration.ofSeconds(random.nextInt(2)));
                case 15 -> {
                    FlowInput.TransferFailed.Reason[] reasons =
                            FlowInput.TransferFailed.Reason.values();
                    yield new FlowInput.TransferFailed(
                            now, reasons[random.nextInt(reasons.length)]);
                }
                case 16 ->
                        random.nextBoolean()
                                ? new FlowInput.PlaceKept(now, random.nextBoolean())
                                : new FlowInput.LetGo(now);
                default ->
                        random.nextInt(40) == 0
                                ? new FlowInput.CallerHungUp(now)
                                : new FlowInput.TimePassed(now);
            };
        }

        private SortedMap<String, QueueFigures> figures() {
            SortedMap<String, QueueFigures> figures = new TreeMap<>();
            if (random.nextBoolean()) {
                figures.put("q", new QueueFigures(random.nextInt(5), 0, Duration.ZERO));
            }
            return figures;
        }

        private SortedMap<String, Value> fields() {
            SortedMap<String, Value> fields = new TreeMap<>();
            if (random.nextBoolean()) {
                fields.put("f", new Value.Text("x"));
            }
            return fields;
        }

        private void handle(FlowInput input) {
            boolean hadEnded = run.hasEnded();
            FlowRun restored = FlowRun.restore(book, run.snapshot());
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
            gone |= input instanceof FlowInput.CallerHungUp;
            if (input instanceof FlowInput.TalkBegan
                    || input instanceof QueueRefused
                    || input instanceof FlowInput.LetGo
                    || (input instanceof FlowInput.PlaceKept(_, boolean kept) && kept)) {
                boolean toldToLeave = actions.stream().anyMatch(this::isOfLeaving);
                boolean goesInAgain = actions.stream().anyMatch(this::isOfEntering);
                inLine &= toldToLeave || (!goesInAgain && isInLine());
            }
            for (FlowAction action : actions) {
                check(action);
            }
            assertEquals(inLine, isInLine());
        }

        private void count(FlowEvent event) {
            if (event instanceof FlowEvent.NodeEntered(var flow, var node, _)) {
                atNodes.merge(flow + "/" + node, 1, Integer::sum);
            } else if (event instanceof FlowEvent.NodeLeft(var flow, var node, _, _)) {
                atNodes.merge(flow + "/" + node, -1, Integer::sum);
                atNodes.values().removeIf(times -> times == 0);
            }
        }

        private boolean isInLine() {
            return run.snapshot().standing().inLine().isPresent();
        }

        private boolean isOfLeaving(FlowAction action) {
            return action instanceof FlowAction.LeaveQueue;
        }

        private boolean isOfEntering(FlowAction action) {
            return action instanceof FlowAction.EnterQueue;
        }

        private void check(FlowAction action) {
            switch (action) {
                case FlowAction.Play(int playback, var utterances) -> {
                    playbacks++;
                    assertEquals(playbacks, playback);
                    assertFalse(utterances.isEmpty());
                    assertFalse(gone);
                }
                case FlowAction.EnterQueue _ -> {
                    assertFalse(inLine);
                    assertFalse(gone);
                    inLine = true;
                }
                case FlowAction.AskPlace() -> assertTrue(inLine);
                case FlowAction.LeaveQueue _ -> {
                    assertTrue(inLine);
                    inLine = false;
                }
                case FlowAction.HangUp _ -> {
                    assertFalse(inLine);
                    assertFalse(gone);
                    hangUps++;
                }
                case FlowAction.Fetch fetch -> {
                    fetches++;
                    assertEquals(fetches, fetch.fetch());
                }
                case FlowAction.StartRecording tape -> {
                    recordings++;
                    assertEquals(recordings, tape.recording());
                    assertFalse(gone);
                }
                case FlowAction.Transfer _, FlowAction.KeepPlace _ -> assertFalse(gone);
                case FlowAction.Report(var event) -> count(event);
                case FlowAction.StopPlaying _,
                        FlowAction.StartMusic _,
                        FlowAction.AskQueues _,
                        FlowAction.CancelFetch _,
                        FlowAction.HideKeys _ -> {}
            }
        }
    }
}
