package org.strowger.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.flow.FlowAction.HangUpReason;
import org.strowger.flow.FlowAction.LeaveReason;
import org.strowger.flow.FlowSnapshot.Stage;
import org.strowger.flow.expression.Evaluated;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.flow.expression.Value;

/// One caller's way through a [FlowBook]: inputs in, actions out; no clock, no thread, no
/// telephone.
///
/// It has one owner, who hands it what happens in the order of time, does what it answers, and says
/// [FlowInput.TimePassed] at [#nextDeadline()].
///
/// An input counts only where the call is at a point that waits for it, and is otherwise ignored:
/// the end of a playback that another has replaced, a place in line told after the wait ended, a
/// second start, anything after the end. Such inputs lost a race; none is an error. Deadlines that
/// have passed count before a key, an answer or a playback's end; but that a talk began, a line let
/// the call go or a caller hung up is a fact, and counts even if a deadline passed before it was
/// known.
public final class FlowRun {
    /// The variable in which a flow puts what names the customer in the site's own books.
    public static final String CUSTOMER_KEY = "customer_key";

    /// How long the answer to [FlowAction.AskQueues] may take.
    private static final Duration CONSULTING = Duration.ofSeconds(2);

    /// How many nodes a call may enter to end well once it came further than a call may.
    private static final int LAST_STEPS = 10;

    final CallState call;
    final DigitCollector keys;
    private final Questions questions;
    private final Lines lines;
    private final Errands errands;
    private final Decisions decisions;
    final Playing playing;
    private final List<FlowAction> actions = new ArrayList<>();
    private Stage stage;
    private @Nullable Pending pending;

    /// A way that is to be taken once what goes on now is done.
    private record Pending(String label, Target target) {}

    private FlowRun(CallState call, DigitCollector keys, Stage stage, Optional<Passage> passage) {
        this.call = call;
        this.keys = keys;
        this.stage = stage;
        this.playing = new Playing(this, passage);
        this.questions = new Questions(this);
        this.lines = new Lines(this);
        this.errands = new Errands(this);
        this.decisions = new Decisions(this);
    }

    /// A call that has not started yet.
    public static FlowRun of(FlowBook book) {
        return new FlowRun(
                new CallState(book),
                new DigitCollector(),
                new Stage.NotStarted(),
                Optional.empty());
    }

    /// A call that goes on where a snapshot was taken.
    ///
    /// @param book of the very version that the snapshot was taken in
    public static FlowRun restore(FlowBook book, FlowSnapshot snapshot) {
        if (!book.version().equals(snapshot.version())) {
            throw new IllegalArgumentException(
                    "the call is pinned to version "
                            + snapshot.version()
                            + " of "
                            + book.entry()
                            + ", not to "
                            + book.version());
        }
        FlowRun run =
                new FlowRun(
                        CallState.restore(book, snapshot),
                        DigitCollector.restore(snapshot.keys()),
                        snapshot.stage(),
                        snapshot.passage());
        if (snapshot.stage() instanceof Stage.Asking asking) {
            run.questions.resume(asking);
        }
        return run;
    }

    /// The flows' variables as text for people, by the name that flows write (`crm.tier`): the
    /// first 100 by name, each cut to 500 characters, nothing secret.
    ///
    /// Those of all flows that the call is in, the innermost counting where two have one name. A
    /// hang-up leaves flows behind that nothing goes on in: ask before it is told.
    public SortedMap<String, String> shown() {
        return ShownVariables.of(call.frames());
    }

    /// What names the customer in the site's own books: the text of the variable [#CUSTOMER_KEY],
    /// if it has one.
    public Optional<String> customerKey() {
        return ShownVariables.one(CUSTOMER_KEY, call.frames()).filter(key -> !key.isBlank());
    }

    public FlowSnapshot snapshot() {
        boolean started = !(stage instanceof Stage.NotStarted);
        return new FlowSnapshot(
                call.book.version(),
                started ? Optional.of(call.facts) : Optional.empty(),
                started ? Optional.of(call.startedAt) : Optional.empty(),
                call.frames(),
                call.counts(),
                call.standing(),
                call.queues,
                questions.shown(keys.snapshot()),
                playing.passage(),
                stage);
    }

    /// What is to be done because of what happened.
    public List<FlowAction> handle(FlowInput input) {
        actions.clear();
        call.now = input.at();
        switch (input) {
            case FlowInput.Started(_, var facts) -> start(facts);
            case FlowInput.DigitPressed(_, char key) -> {
                letTimePass();
                keyPressed(key);
            }
            case FlowInput.PromptsPlayed(_, int playback) -> {
                letTimePass();
                promptsPlayed(playback);
            }
            case FlowInput.PlaceTold(_, int place, var wait) -> {
                letTimePass();
                lines.placeTold(place, wait);
            }
            case FlowInput.QueuesTold(_, var queues) -> {
                letTimePass();
                queuesTold(queues);
            }
            case FlowInput.Fetched(_, int fetch, var fields) -> {
                letTimePass();
                errands.fetched(fetch, fields);
            }
            case FlowInput.FetchFailed(_, int fetch, var reason) -> {
                letTimePass();
                errands.fetchFailed(fetch, reason);
            }
            case FlowInput.TalkBegan _ -> talkBegan();
            case FlowInput.TalkEnded _ -> talkEnded();
            case FlowInput.QueueRefused(_, var reason) -> lines.refused(reason);
            case FlowInput.LetGo _ -> lines.letGo();
            case FlowInput.RecordingEnded(_, int recording, var length) ->
                    errands.recordingEnded(recording, length);
            case FlowInput.TransferFailed(_, var reason) -> errands.transferFailed(reason);
            case FlowInput.PlaceKept(_, boolean kept) -> errands.placeKept(kept);
            case FlowInput.TimePassed _ -> letTimePass();
            case FlowInput.CallerHungUp _ -> callerHungUp();
        }
        takeWays();
        return List.copyOf(actions);
    }

    /// When [FlowInput.TimePassed] is due, if nothing happens before.
    public Optional<Instant> nextDeadline() {
        return switch (stage) {
            case Stage.Asking _ -> keys.deadline();
            case Stage.Waiting waiting -> lines.nextDeadline(waiting);
            case Stage.Consulting(Instant until) -> Optional.of(until);
            case Stage.Fetching(_, Instant until) -> Optional.of(until);
            case Stage.NotStarted _,
                    Stage.Saying _,
                    Stage.Leaving _,
                    Stage.Talking _,
                    Stage.Taping _,
                    Stage.Transferring _,
                    Stage.Keeping _,
                    Stage.Ended _ ->
                    Optional.empty();
        };
    }

    /// The node that the call is at; none before the start and after the end.
    public Optional<NodeId> node() {
        return isUnderWay() ? Optional.of(call.nodeId()) : Optional.empty();
    }

    /// The flow that the call is in: the one where calls begin, before the start and after the end.
    public String flow() {
        return isUnderWay() ? call.flow().id() : call.book.entry();
    }

    public boolean hasEnded() {
        return stage instanceof Stage.Ended;
    }

    private boolean isUnderWay() {
        return !(stage instanceof Stage.NotStarted) && !hasEnded();
    }

    private void start(CallFacts facts) {
        if (stage instanceof Stage.NotStarted) {
            call.facts = facts;
            call.startedAt = call.now;
            call.push(call.book.entryFlow(), new TreeMap<>());
            begin(new Target.To(call.flow().start()));
        }
    }

    private void keyPressed(char key) {
        switch (stage) {
            case Stage.Saying _, Stage.Leaving _ -> keyDuringWords(key);
            case Stage.Asking asking -> questions.keyPressed(asking, key);
            case Stage.Waiting waiting -> lines.keyPressed(waiting, key);
            case Stage.Taping(boolean began) -> errands.keyBeforeRecording(began);
            case Stage.Consulting _, Stage.Fetching _, Stage.Transferring _, Stage.Keeping _ ->
                    keys.keyPressed(call.now, key);
            case Stage.NotStarted _, Stage.Talking _, Stage.Ended _ -> {}
        }
    }

    /// Words that may be cut short are over at a key, which the next question gets; in others it is
    /// lost. One that belongs to the entry before is no key here.
    private void keyDuringWords(char key) {
        if (playing.mayBeCut()) {
            keys.keyPressed(call.now, key);
            if (keys.hasTypedAhead()) {
                playing.stop();
                wordsEnded();
            }
        }
    }

    private void promptsPlayed(int playback) {
        if (!playing.is(playback)) {
            return;
        }
        if (!playing.playRest()) {
            heard();
        } else if (stage instanceof Stage.Asking) {
            keys.nextPart(playing.mayBeCut());
        }
    }

    /// All of what played was heard.
    private void heard() {
        switch (stage) {
            case Stage.Saying _, Stage.Leaving _ -> wordsEnded();
            case Stage.Asking asking -> questions.promptEnded(asking);
            case Stage.Waiting waiting -> lines.quiet(waiting);
            case Stage.Taping(boolean began) -> errands.promptBeforeRecordingEnded(began);
            case Stage.Transferring(boolean began) -> errands.promptBeforeTransferEnded(began);
            case Stage.NotStarted _,
                    Stage.Consulting _,
                    Stage.Fetching _,
                    Stage.Talking _,
                    Stage.Keeping _,
                    Stage.Ended _ -> {}
        }
    }

    private void wordsEnded() {
        if (stage instanceof Stage.Leaving(var label, var target)) {
            go(label, target);
        } else if (call.node() instanceof FlowNode.Say say) {
            go("next", say.next());
        }
    }

    private void letTimePass() {
        switch (stage) {
            case Stage.Asking asking -> questions.timePassed(asking);
            case Stage.Waiting waiting -> lines.timePassed(waiting);
            case Stage.Consulting(Instant until) when !call.now.isBefore(until) ->
                    fail("it was not told in time how queues stand");
            case Stage.Fetching(int fetch, Instant until) when !call.now.isBefore(until) ->
                    errands.fetchTimedOut(fetch);
            case Stage.NotStarted _,
                    Stage.Consulting _,
                    Stage.Fetching _,
                    Stage.Saying _,
                    Stage.Leaving _,
                    Stage.Talking _,
                    Stage.Taping _,
                    Stage.Transferring _,
                    Stage.Keeping _,
                    Stage.Ended _ -> {}
        }
        takeWays();
    }

    private void talkBegan() {
        switch (stage) {
            case Stage.Waiting _, Stage.Leaving _, Stage.Keeping _, Stage.Consulting _
                    when call.inLine.isPresent() ->
                    lines.talkBegan();
            case Stage.Transferring(boolean began) when began -> talking();
            case Stage.NotStarted _,
                    Stage.Consulting _,
                    Stage.Saying _,
                    Stage.Asking _,
                    Stage.Leaving _,
                    Stage.Waiting _,
                    Stage.Talking _,
                    Stage.Taping _,
                    Stage.Transferring _,
                    Stage.Fetching _,
                    Stage.Keeping _,
                    Stage.Ended _ -> {}
        }
    }

    private void talkEnded() {
        if (stage instanceof Stage.Talking) {
            if (call.node() instanceof FlowNode.Queue queue) {
                go("next", queue.next());
            } else if (call.node() instanceof FlowNode.Transfer transfer) {
                go("next", transfer.next());
            } else if (call.node() instanceof FlowNode.Callback callback) {
                go("next", callback.next());
            }
        }
    }

    private void queuesTold(SortedMap<String, QueueFigures> queues) {
        if (stage instanceof Stage.Consulting) {
            call.queues = queues;
            perform();
        }
    }

    // The way through the nodes.

    /// Leaves the node; what it does last must be this.
    ///
    /// @param label of the [Exit], or what else made the call leave
    void go(String label, Target target) {
        pending = new Pending(label, target);
    }

    void begin(Target target) {
        pending = new Pending("", target);
    }

    private void takeWays() {
        while (pending != null) {
            Pending way = pending;
            pending = null;
            take(way);
        }
    }

    private void take(Pending way) {
        if (!way.label().isEmpty()) {
            leaveNode(way.label());
        }
        switch (way.target()) {
            case Target.To(NodeId node) -> enter(node);
            case Target.Repeat() -> enter(call.nodeId());
            case Target.Back() ->
                    call.goBack().ifPresentOrElse(this::enter, this::nothingToGoBackTo);
            case Target.HangUp() -> end(HangUpReason.FLOW_ENDED);
        }
    }

    private void nothingToGoBackTo() {
        if (call.node().isQuestion()) {
            enter(call.nodeId());
        } else {
            end(HangUpReason.FLOW_ENDED);
        }
    }

    void leaveNode(String by) {
        playing.stop();
        if (call.hidesKeys) {
            call.hidesKeys = false;
            add(new FlowAction.HideKeys(false));
        }
        report(new FlowEvent.NodeLeft(call.flow().id(), call.nodeId(), by, call.dwell()));
    }

    private void enter(NodeId id) {
        call.moveTo(id);
        FlowNode node = call.node();
        leaveLineUnlessKeptBy(node);
        if (call.hungUp && !node.isSilent()) {
            stage = new Stage.Ended();
            return;
        }
        int most = call.book.entryFlow().limits().maxSteps();
        call.steps++;
        report(new FlowEvent.NodeEntered(call.flow().id(), id, node.about().milestone()));
        if (call.steps > most + (call.limitTold ? LAST_STEPS + 1 : 0)) {
            wentTooFar(most);
            return;
        }
        SortedSet<String> queues = call.flow().consulted().get(id);
        if (queues == null) {
            perform();
        } else {
            add(new FlowAction.AskQueues(queues));
            to(new Stage.Consulting(call.now.plus(CONSULTING)));
        }
    }

    /// A call leaves its line when its way leads elsewhere, and not before: a callback keeps the
    /// place.
    private void leaveLineUnlessKeptBy(FlowNode node) {
        boolean keeps =
                node instanceof FlowNode.Callback callback
                        && call.inLine.equals(Optional.of(callback.needs().queue()));
        if (!keeps) {
            leaveLine(LeaveReason.CHOSE_TO_LEAVE);
        }
    }

    void leaveLine(LeaveReason reason) {
        if (call.inLine.isPresent()) {
            call.inLine = Optional.empty();
            call.stopWaiting();
            add(new FlowAction.LeaveQueue(reason));
        }
    }

    private void wentTooFar(int most) {
        if (call.limitTold) {
            leaveNode("on_error");
            end(HangUpReason.TOO_FAR);
        } else {
            call.limitTold = true;
            fail("the call came through more than " + most + " nodes", HangUpReason.TOO_FAR);
        }
    }

    private void perform() {
        switch (call.node()) {
            case FlowNode.Say say -> say(say);
            case FlowNode.Menu menu -> questions.begin(menu);
            case FlowNode.Collect collect -> questions.begin(collect);
            case FlowNode.Survey survey -> questions.begin(survey);
            case FlowNode.Record tape -> errands.tape(tape.taping());
            case FlowNode.Voicemail voicemail -> errands.tape(voicemail.taping());
            case FlowNode.Switch choice -> decisions.choose(choice);
            case FlowNode.Split split -> decisions.split(split);
            case FlowNode.Hours hours -> decisions.hours(hours);
            case FlowNode.Http http -> errands.fetch(http);
            case FlowNode.Assign set -> decisions.assign(set);
            case FlowNode.Queue queue -> lines.enter(queue);
            case FlowNode.Transfer transfer -> errands.transfer(transfer);
            case FlowNode.Callback callback -> errands.keepPlace(callback);
            case FlowNode.Call sub -> decisions.call(sub);
            case FlowNode.Return back -> decisions.comeBack(back);
            case FlowNode.HangUp _ -> {
                leaveNode("hangup");
                end(HangUpReason.FLOW_ENDED);
            }
        }
    }

    private void say(FlowNode.Say say) {
        if (say.bargeIn() && keys.hasTypedAhead() && !beginsWhole(say.prompt())) {
            go("next", say.next());
            return;
        }
        if (!say.bargeIn() || beginsWhole(say.prompt())) {
            keys.forgetKeys();
        }
        to(new Stage.Saying());
        if (playing.play(say.prompt(), say.bargeIn()) == Playing.Played.NOTHING) {
            go("next", say.next());
        }
    }

    static boolean beginsWhole(List<Prompt> prompts) {
        return !prompts.isEmpty() && prompts.getFirst() instanceof Prompt.Uninterrupted;
    }

    // What the trades share.

    /// Whether all could be evaluated; if not, the node has failed.
    boolean assign(SequencedMap<String, Expression> values) {
        return decisions.assign(values);
    }

    void to(Stage next) {
        stage = next;
    }

    /// Keys pressed until now were not meant for what comes after the talk.
    void talking() {
        playing.forget();
        keys.forgetKeys();
        stage = new Stage.Talking();
    }

    void tape(FlowNode.Taping taping) {
        errands.tape(taping);
    }

    Optional<FlowAction.LinePlace> linePlace(FlowNode.LineNeeds needs) {
        return lines.place(needs);
    }

    /// The line keeps the place without the caller.
    void placeIsKept() {
        call.inLine = Optional.empty();
        call.stopWaiting();
    }

    void hangUp(String label, HangUpReason reason) {
        leaveNode(label);
        end(reason);
    }

    Stage stage() {
        return stage;
    }

    void add(FlowAction action) {
        actions.add(action);
    }

    void report(FlowEvent event) {
        actions.add(new FlowAction.Report(event));
    }

    /// The value of an expression; when there is none, the node has failed.
    Optional<Value> evaluate(Expression expression) {
        return switch (expression.evaluate(call)) {
            case Evaluated.Known(var value) -> Optional.of(value);
            case Evaluated.Failed(var reason) -> {
                fail("'" + expression + "': " + reason);
                yield Optional.empty();
            }
        };
    }

    void fail(String reason) {
        fail(reason, HangUpReason.NODE_FAILED);
    }

    /// The node cannot do what it says: the call goes the way for errors, its own or its flow's,
    /// and out of sub-flows that have none.
    void fail(String reason, HangUpReason otherwise) {
        report(new FlowEvent.NodeFailed(call.flow().id(), call.nodeId(), reason));
        while (true) {
            Optional<Target> way = call.node().about().onError().or(() -> call.flow().onError());
            if (way.isPresent()) {
                go("on_error", way.get());
                return;
            }
            leaveNode("on_error");
            if (call.depth() == 1) {
                end(otherwise);
                return;
            }
            call.pop();
        }
    }

    /// Says something before going on.
    void leave(List<Prompt> lastWords, String label, Target target) {
        to(new Stage.Leaving(label, target));
        if (playing.play(lastWords, true) == Playing.Played.NOTHING) {
            go(label, target);
        }
    }

    // The end.

    void end(HangUpReason reason) {
        playing.stop();
        leaveLine(LeaveReason.CHOSE_TO_LEAVE);
        call.outerNodes("ended").forEach(this::report);
        if (!call.hungUp) {
            add(new FlowAction.HangUp(reason));
        }
        stage = new Stage.Ended();
    }

    private void callerHungUp() {
        boolean wasUnderWay = isUnderWay();
        playing.forget();
        if (!wasUnderWay || call.hungUp) {
            stage = stage instanceof Stage.NotStarted ? new Stage.Ended() : stage;
            return;
        }
        call.hungUp = true;
        leaveLine(LeaveReason.CALLER_HUNG_UP);
        errands.cancel();
        leaveNode("caller_hung_up");
        call.outerNodes("caller_hung_up").forEach(this::report);
        stage = new Stage.Ended();
        while (call.flow().onHangUp().isEmpty() && call.depth() > 1) {
            call.pop();
        }
        call.forgetOuterFlows(); // What they would go on with is for a caller who is there.
        call.flow().onHangUp().ifPresent(node -> begin(new Target.To(node)));
    }
}
