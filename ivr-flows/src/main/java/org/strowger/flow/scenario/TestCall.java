package org.strowger.flow.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.flow.CallFacts;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowAction.HangUpReason;
import org.strowger.flow.FlowAction.LinePlace;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowEvent;
import org.strowger.flow.FlowInput;
import org.strowger.flow.FlowRun;
import org.strowger.flow.FlowSnapshot;
import org.strowger.flow.Utterance;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.flow.expression.Value;
import org.strowger.flow.expression.ValueType;
import org.strowger.flow.expression.Variable;

/// A call on a virtual clock, through the run that live calls go through.
///
/// Prompts last about as long as they would, other systems answer as the stub says, and nothing
/// happens but what was asked for.
final class TestCall {
    private static final int MOST_HAPPENINGS = 20_000;

    /// How long it takes to keep a place.
    private static final Duration KEEPING = Duration.ofSeconds(1);

    private final FlowRun run;
    private final WorldStub world;
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private final Trace trace;
    private final List<List<Utterance>> heard = new ArrayList<>();
    private final List<FlowEvent.NodeEntered> entered = new ArrayList<>();
    private final List<FlowEvent> events = new ArrayList<>();
    private final List<LinePlace> lines = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private Instant now;
    private int happenings;
    private int told;
    private int playing;
    private int fetching;
    private boolean talks;
    private boolean inLine;
    private boolean hidesKeys;
    private Optional<FlowAction.StartRecording> recording = Optional.empty();
    private Optional<FlowAction.Transfer> transfer = Optional.empty();
    private Optional<FlowAction.KeepPlace> keeping = Optional.empty();
    private Optional<HangUpReason> hungUp = Optional.empty();
    private boolean callerHungUp;
    private Optional<Step.PlaceIs> place = Optional.empty();
    private final boolean asksSecrets;

    /// An input that comes at a time unless something else comes first.
    private record Due(Instant at, int order, FlowInput input) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Integer.compare(order, other.order);
        }
    }

    TestCall(FlowBook book, Instant begins, WorldStub world) {
        this.run = FlowRun.of(book);
        this.world = world;
        this.now = begins;
        this.trace = new Trace(begins);
        this.asksSecrets =
                book.flows().values().stream()
                        .anyMatch(
                                flow ->
                                        flow.variables().values().stream()
                                                .anyMatch(Variable::secret));
    }

    void begin(CallFacts facts) {
        handle(new FlowInput.Started(now, facts));
    }

    // What a caller and the world do.

    void waits(Duration lasts) {
        Instant until = now.plus(lasts);
        while (nextHappening().filter(at -> !at.isAfter(until)).isPresent() && mayGoOn()) {
            happen();
        }
        now = until;
    }

    /// Lets time pass while the call wants nothing of the caller. Whether something happened.
    boolean listenOnce() {
        if (isBusy() && nextHappening().isPresent() && mayGoOn()) {
            happen();
            return true;
        }
        return false;
    }

    void listen() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = listenOnce();
        }
    }

    /// Whether something plays, or an answer has yet to come.
    private boolean isBusy() {
        return !run.hasEnded() && (playing > 0 || fetching > 0 || isDueNow());
    }

    private boolean isDueNow() {
        Due due = dues.peek();
        return due != null && !due.at().isAfter(now);
    }

    private boolean mayGoOn() {
        return happenings < MOST_HAPPENINGS;
    }

    /// Whether it goes round and round.
    boolean isEndless() {
        return happenings >= MOST_HAPPENINGS;
    }

    void presses(char key) {
        trace.add(now, "presses " + (isHidden() ? "a hidden key" : key));
        if (recording.filter(tape -> tape.termKeys().indexOf(key) >= 0).isPresent()) {
            recordingEnds(Duration.ZERO);
        } else {
            handle(new FlowInput.DigitPressed(now, key));
        }
    }

    /// A key that nothing has asked for yet may belong to a secret.
    private boolean isHidden() {
        boolean isAsked = run.snapshot().stage() instanceof FlowSnapshot.Stage.Asking;
        return hidesKeys || (asksSecrets && !isAsked);
    }

    /// Lets the time for an answer run out.
    void saysNothing() {
        listen();
        if (nextHappening().isPresent() && mayGoOn()) {
            happen();
        }
    }

    /// Whether there was a recording.
    boolean speaks(Duration lasts) {
        listen();
        if (recording.isEmpty()) {
            return false;
        }
        Duration most = recording.get().max();
        Duration length = lasts.compareTo(most) < 0 ? lasts : most;
        now = now.plus(length);
        recordingEnds(length);
        return true;
    }

    private void recordingEnds(Duration length) {
        int number = recording.map(FlowAction.StartRecording::recording).orElse(0);
        recording = Optional.empty();
        trace.add(now, "was recorded for " + length.toMillis() / 1000.0 + " s");
        handle(new FlowInput.RecordingEnded(now, number, length));
    }

    /// Whether the call was in line.
    boolean agentAnswers() {
        if (inLine) {
            inLine = false;
            talks = true;
            trace.add(now, "talks to an agent");
            handle(new FlowInput.TalkBegan(now));
            return true;
        }
        return false;
    }

    /// Whether there was a talk.
    boolean talkEnds() {
        if (talks) {
            talks = false;
            handle(new FlowInput.TalkEnded(now));
            return true;
        }
        return false;
    }

    boolean lineLetsGo() {
        return leavesLine(new FlowInput.LetGo(now));
    }

    boolean queueRefuses(FlowInput.QueueRefused.Reason reason) {
        return leavesLine(new FlowInput.QueueRefused(now, reason));
    }

    private boolean leavesLine(FlowInput input) {
        if (inLine) {
            inLine = false;
            handle(input);
            return true;
        }
        return false;
    }

    /// What the caller is told in this line, in place of what the queue's figures say.
    void placeIs(Step.PlaceIs told) {
        place = Optional.of(told);
    }

    private FlowInput placeTold() {
        if (place.isPresent()) {
            return new FlowInput.PlaceTold(now, place.get().place(), place.get().expectedWait());
        }
        String queue = lines.getLast().queue();
        SortedSet<String> asks = new TreeSet<>(List.of(queue));
        QueueFigures figures = world.queues(asks).getOrDefault(queue, Circumstances.USUAL_QUEUE);
        Optional<Duration> wait = Optional.of(figures.expectedWait()).filter(Duration::isPositive);
        return new FlowInput.PlaceTold(now, figures.waiting() + 1, wait);
    }

    /// Whether the call was being transferred.
    boolean transferEnds(Optional<FlowInput.TransferFailed.Reason> failure) {
        listen();
        if (transfer.isEmpty()) {
            return false;
        }
        dues.removeIf(due -> due.input() instanceof FlowInput.TransferFailed);
        talks = failure.isEmpty();
        transfer = Optional.empty();
        handle(
                failure.<FlowInput>map(reason -> new FlowInput.TransferFailed(now, reason))
                        .orElseGet(() -> new FlowInput.TalkBegan(now)));
        return true;
    }

    /// Whether a place was to be kept.
    boolean placeKept(boolean kept) {
        listen();
        if (keeping.isEmpty()) {
            return false;
        }
        dues.removeIf(due -> due.input() instanceof FlowInput.PlaceKept);
        handle(new FlowInput.PlaceKept(now, kept));
        return true;
    }

    void hangsUp() {
        trace.add(now, "hangs up");
        callerHungUp = true;
        inLine = false;
        handle(new FlowInput.CallerHungUp(now));
    }

    void fetched(FlowAction.Fetch fetch, DipAnswer answer) {
        Instant at = now.plus(answer.after());
        switch (answer) {
            case DipAnswer.Failure(var reason, _) ->
                    due(at, new FlowInput.FetchFailed(at, fetch.fetch(), reason));
            case DipAnswer.Fields(var fields, _) ->
                    due(
                            at,
                            new FlowInput.Fetched(
                                    at, fetch.fetch(), values(fetch.fields(), fields)));
        }
    }

    /// The fields that have the type they should have; the run misses the others.
    private static SortedMap<String, Value> values(
            SortedMap<String, ValueType> types, SequencedMap<String, Given> fields) {
        SortedMap<String, Value> values = new TreeMap<>();
        types.forEach(
                (field, type) -> {
                    Given given = fields.get(field);
                    if (given != null) {
                        given.as(type).ifPresent(value -> values.put(field, value));
                    }
                });
        return values;
    }

    // What became of it.

    Trace trace() {
        return trace;
    }

    List<List<Utterance>> heard() {
        return heard;
    }

    List<FlowEvent.NodeEntered> entered() {
        return entered;
    }

    List<FlowEvent> events() {
        return events;
    }

    List<LinePlace> lines() {
        return lines;
    }

    List<String> asked() {
        return asked;
    }

    FlowSnapshot snapshot() {
        return run.snapshot();
    }

    boolean isPlaying() {
        return playing > 0;
    }

    boolean isInLine() {
        return inLine;
    }

    boolean hasEnded() {
        return run.hasEnded() || callerHungUp;
    }

    boolean callerHungUp() {
        return callerHungUp;
    }

    Optional<HangUpReason> hungUp() {
        return hungUp;
    }

    String where() {
        return run.node().map(node -> run.flow() + "/" + node).orElse("the end");
    }

    // How it goes on.

    private Optional<Instant> nextHappening() {
        Optional<Instant> due = Optional.ofNullable(dues.peek()).map(Due::at);
        Optional<Instant> deadline = run.nextDeadline();
        if (due.isPresent() && deadline.isPresent()) {
            return due.get().isAfter(deadline.get()) ? deadline : due;
        }
        return due.or(() -> deadline);
    }

    private void happen() {
        happenings++;
        Instant at = nextHappening().orElseThrow();
        now = at.isAfter(now) ? at : now;
        Due due = dues.peek();
        if (due != null && !due.at().isAfter(at)) {
            dues.remove();
            handle(due.input());
        } else {
            handle(new FlowInput.TimePassed(now));
        }
    }

    private void due(Instant at, FlowInput input) {
        dues.add(new Due(at, told++, input));
    }

    private void handle(FlowInput input) {
        if (input instanceof FlowInput.PromptsPlayed(_, int playback) && playback == playing) {
            playing = 0;
        }
        if (input instanceof FlowInput.RecordingEnded(_, int number, _)) {
            recording = recording.filter(tape -> tape.recording() != number);
        }
        if (input instanceof FlowInput.TransferFailed) {
            transfer = Optional.empty();
        }
        if (input instanceof FlowInput.PlaceKept(_, boolean kept)) {
            inLine &= !kept || keeping.isEmpty();
            keeping = Optional.empty();
        }
        if (input instanceof FlowInput.Fetched || input instanceof FlowInput.FetchFailed) {
            fetching = 0;
        }
        List<FlowAction> actions = run.handle(input);
        actions.forEach(this::perform);
        if (run.hasEnded()) {
            playing = 0;
            fetching = 0;
            dues.clear();
        }
    }

    private void perform(FlowAction action) {
        switch (action) {
            case FlowAction.Play(int playback, var utterances) -> {
                playing = playback;
                heard.add(utterances);
                trace.add(now, "hears " + Trace.words(utterances));
                Instant end = now.plus(Lengths.of(utterances));
                due(end, new FlowInput.PromptsPlayed(end, playback));
            }
            case FlowAction.StopPlaying() -> playing = 0;
            case FlowAction.StartMusic _ -> {}
            case FlowAction.EnterQueue(var line) -> {
                inLine = true;
                place = Optional.empty();
                lines.add(line);
                trace.add(now, "waits in " + Trace.words(line));
            }
            case FlowAction.LeaveQueue(var reason) -> {
                inLine = false;
                trace.add(now, "leaves the line: " + Trace.word(reason));
            }
            case FlowAction.AskPlace() -> due(now, placeTold());
            case FlowAction.AskQueues(var queues) ->
                    due(now, new FlowInput.QueuesTold(now, world.queues(queues)));
            case FlowAction.Fetch fetch -> fetch(fetch);
            case FlowAction.CancelFetch _ -> fetching = 0;
            case FlowAction.StartRecording tape -> {
                recording = Optional.of(tape);
                Instant quiet = now.plus(tape.silence());
                due(quiet, new FlowInput.RecordingEnded(quiet, tape.recording(), Duration.ZERO));
                trace.add(now, "is recorded");
            }
            case FlowAction.Transfer itsTransfer -> {
                transfer = Optional.of(itsTransfer);
                Instant rung = now.plus(itsTransfer.timeout());
                due(
                        rung,
                        new FlowInput.TransferFailed(
                                rung, FlowInput.TransferFailed.Reason.NO_ANSWER));
                trace.add(now, "is transferred to " + Trace.words(itsTransfer.to()));
            }
            case FlowAction.KeepPlace kept -> {
                keeping = Optional.of(kept);
                lines.add(kept.line());
                Instant soon = now.plus(KEEPING);
                due(soon, new FlowInput.PlaceKept(soon, true));
                trace.add(
                        now,
                        "asks to be called back at "
                                + kept.number()
                                + " by "
                                + Trace.words(kept.line()));
            }
            case FlowAction.HideKeys(boolean hidden) -> hidesKeys = hidden;
            case FlowAction.Report(var event) -> note(event);
            case FlowAction.HangUp(var reason) -> {
                hungUp = Optional.of(reason);
                trace.add(now, "is hung up on: " + Trace.word(reason));
            }
        }
    }

    private void fetch(FlowAction.Fetch fetch) {
        fetching = fetch.fetch();
        asked.add(fetch.method() + " " + fetch.url());
        trace.add(now, "another system is asked: " + fetch.method() + " " + fetch.url());
        String node = run.node().map(Object::toString).orElse("");
        world.dip(run.flow(), node, fetch).ifPresent(answer -> fetched(fetch, answer));
    }

    private void note(FlowEvent event) {
        events.add(event);
        switch (event) {
            case FlowEvent.NodeEntered node -> {
                entered.add(node);
                trace.add(now, "comes to " + node.flow() + "/" + node.node());
            }
            case FlowEvent.NodeFailed(_, var node, var reason) ->
                    trace.add(now, node + " fails: " + reason);
            case FlowEvent.SurveyAnswered answered ->
                    trace.add(now, "answers " + answered.question() + ": " + answered.answer());
            case FlowEvent.LanguageChosen(var language) ->
                    trace.add(now, "hears " + language + " from now on");
            case FlowEvent.NodeLeft _ -> {}
        }
    }
}
