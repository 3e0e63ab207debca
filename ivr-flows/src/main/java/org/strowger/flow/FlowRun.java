package org.strowger.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.strowger.flow.DigitCollector.Outcome;
import org.strowger.flow.FlowAction.HangUpReason;
import org.strowger.flow.FlowAction.LeaveReason;
import org.strowger.flow.FlowNode.Handler;
import org.strowger.flow.FlowNode.MaxWait;
import org.strowger.flow.FlowSnapshot.Stage;
import org.strowger.flow.FlowSnapshot.Stage.Asking;
import org.strowger.flow.FlowSnapshot.Stage.Ended;
import org.strowger.flow.FlowSnapshot.Stage.Leaving;
import org.strowger.flow.FlowSnapshot.Stage.NotStarted;
import org.strowger.flow.FlowSnapshot.Stage.Saying;
import org.strowger.flow.FlowSnapshot.Stage.Talking;
import org.strowger.flow.FlowSnapshot.Stage.Waiting;

/// One caller's way through a [Flow]: inputs in, actions out; no clock, no thread, no telephone.
///
/// It has one owner, who hands it what happens in the order of time, does what it answers, and says
/// [FlowInput.TimePassed] at [#nextDeadline()].
///
/// An input counts only where the call is at a point that waits for it, and is otherwise ignored:
/// the end of a playback that another has replaced, a place in line told after the wait ended, a
/// second start, anything after the end. Such inputs lost a race; none is an error. Deadlines that
/// have passed count before a key, a playback's end and a place told; but that a talk began, a
/// queue refused or a caller hung up is a fact, and counts even if a deadline passed before it was
/// known.
public final class FlowRun {
    /// The most nodes that one call may enter.
    public static final int MOST_STEPS = 1_000;

    private final Flow flow;
    private final DigitCollector keys;
    private final List<FlowAction> actions = new ArrayList<>();
    private Stage stage;
    private int steps;
    private int playbacks;

    private FlowRun(Flow flow, DigitCollector keys, Stage stage, int steps, int playbacks) {
        this.flow = flow;
        this.keys = keys;
        this.stage = stage;
        this.steps = steps;
        this.playbacks = playbacks;
    }

    /// A call that has not started yet.
    public static FlowRun of(Flow flow) {
        return new FlowRun(flow, new DigitCollector(), new NotStarted(), 0, 0);
    }

    /// A call that goes on where a snapshot was taken.
    ///
    /// @param flow of the very version that the snapshot was taken in
    public static FlowRun restore(Flow flow, FlowSnapshot snapshot) {
        if (!flow.version().equals(snapshot.version())) {
            throw new IllegalArgumentException(
                    "the call is pinned to version "
                            + snapshot.version()
                            + " of flow "
                            + snapshot.flow()
                            + ", not to "
                            + flow.version());
        }
        DigitCollector keys = DigitCollector.restore(snapshot.typedAhead(), snapshot.listening());
        if (snapshot.stage() instanceof Asking asking) {
            FlowNode.Menu menu = menu(flow, asking.node());
            keys.resume(menu.input(), menu.choices().navigableKeySet());
        }
        return new FlowRun(flow, keys, snapshot.stage(), snapshot.steps(), snapshot.playbacks());
    }

    public FlowSnapshot snapshot() {
        return new FlowSnapshot(
                flow.id(),
                flow.version(),
                steps,
                playbacks,
                keys.typedAhead(),
                keys.listening(),
                stage);
    }

    /// What is to be done because of what happened.
    public List<FlowAction> handle(FlowInput input) {
        actions.clear();
        switch (input) {
            case FlowInput.Started(Instant at) -> start(at);
            case FlowInput.DigitPressed(Instant at, char key) -> {
                letTimePass(at);
                keyPressed(at, key);
            }
            case FlowInput.PromptsPlayed(Instant at, int playback) -> {
                letTimePass(at);
                promptsPlayed(at, playback);
            }
            case FlowInput.PlaceTold(Instant at, int place) -> {
                letTimePass(at);
                announce(place);
            }
            case FlowInput.TalkBegan _ -> talkBegan();
            case FlowInput.TalkEnded(Instant at) -> talkEnded(at);
            case FlowInput.QueueRefused(Instant at, var reason) -> refused(at, reason);
            case FlowInput.TimePassed(Instant at) -> letTimePass(at);
            case FlowInput.CallerHungUp _ -> callerHungUp();
        }
        return List.copyOf(actions);
    }

    /// When [FlowInput.TimePassed] is due, if nothing happens before.
    public Optional<Instant> nextDeadline() {
        return switch (stage) {
            case Asking _ -> keys.deadline();
            case Waiting waiting ->
                    Stream.of(waiting.announceAt(), waiting.leaveAt())
                            .flatMap(Optional::stream)
                            .min(Instant::compareTo);
            case NotStarted _, Saying _, Leaving _, Talking _, Ended _ -> Optional.empty();
        };
    }

    /// The node that the call is at; none before the start and after the end.
    public Optional<NodeId> node() {
        return switch (stage) {
            case Saying(NodeId node, _) -> Optional.of(node);
            case Asking(NodeId node, _, _, _) -> Optional.of(node);
            case Leaving(NodeId node, _, _) -> Optional.of(node);
            case Waiting waiting -> Optional.of(waiting.node());
            case Talking(NodeId node) -> Optional.of(node);
            case NotStarted _, Ended _ -> Optional.empty();
        };
    }

    public boolean hasEnded() {
        return stage instanceof Ended;
    }

    private void start(Instant at) {
        if (stage instanceof NotStarted) {
            enter(at, flow.start());
        }
    }

    private void keyPressed(Instant at, char key) {
        switch (stage) {
            case Saying _, Leaving _ -> keys.keyPressed(at, key);
            case Asking asking -> keyInMenu(at, asking, key);
            case NotStarted _, Waiting _, Talking _, Ended _ -> {}
        }
    }

    private void keyInMenu(Instant at, Asking asking, char key) {
        boolean heardPrompt = keys.hearsPrompt();
        Outcome outcome = keys.keyPressed(at, key);
        if (heardPrompt && !keys.hearsPrompt()) {
            actions.add(new FlowAction.StopPlaying());
        }
        settle(at, asking, outcome);
    }

    private void promptsPlayed(Instant at, int playback) {
        switch (stage) {
            case Saying(NodeId node, int current) when current == playback ->
                    go(at, node, say(node).next());
            case Leaving(NodeId node, int current, Target target) when current == playback ->
                    go(at, node, target);
            case Asking asking when asking.playback() == playback ->
                    settle(at, asking, keys.promptEnded(at));
            case Waiting waiting when waiting.playback().equals(OptionalInt.of(playback)) ->
                    stage = playing(waiting, OptionalInt.empty());
            case NotStarted _, Saying _, Asking _, Leaving _, Waiting _, Talking _, Ended _ -> {}
        }
    }

    private void letTimePass(Instant at) {
        switch (stage) {
            case Asking asking -> settle(at, asking, keys.timePassed(at));
            case Waiting waiting when isDue(waiting.leaveAt(), at) -> timedOut(at, waiting);
            case Waiting waiting when isDue(waiting.announceAt(), at) -> askPlace(at, waiting);
            case NotStarted _, Saying _, Leaving _, Waiting _, Talking _, Ended _ -> {}
        }
    }

    private static boolean isDue(Optional<Instant> deadline, Instant at) {
        return deadline.map(due -> !at.isBefore(due)).orElse(false);
    }

    private void go(Instant at, NodeId from, Target target) {
        switch (target) {
            case Target.To(NodeId node) -> enter(at, node);
            case Target.Repeat() -> enter(at, from);
            case Target.HangUp() -> hangUp(HangUpReason.FLOW_ENDED);
        }
    }

    private void enter(Instant at, NodeId id) {
        if (steps == MOST_STEPS) {
            hangUp(HangUpReason.TOO_MANY_STEPS);
            return;
        }
        steps++;
        switch (flow.node(id)) {
            case FlowNode.Say say -> stage = new Saying(id, play(say.prompt()));
            case FlowNode.Menu menu -> ask(at, menu, new Asking(id, 1, 0, 0), List.of());
            case FlowNode.Queue queue -> enterQueue(at, queue);
            case FlowNode.HangUp _ -> hangUp(HangUpReason.FLOW_ENDED);
        }
    }

    private int play(List<Prompt> prompts) {
        playbacks++;
        actions.add(new FlowAction.Play(playbacks, prompts));
        return playbacks;
    }

    private void hangUp(HangUpReason reason) {
        actions.add(new FlowAction.HangUp(reason));
        stage = new Ended();
    }

    /// @param before what is said before the question, about the attempt that failed
    private void ask(Instant at, FlowNode.Menu menu, Asking asking, List<Prompt> before) {
        List<Prompt> prompts = new ArrayList<>(before);
        prompts.addAll(menu.promptFor(asking.failures() + 1));
        Outcome outcome =
                keys.ask(at, menu.input(), menu.choices().navigableKeySet(), !prompts.isEmpty());
        int playback = keys.hearsPrompt() ? play(prompts) : asking.playback();
        Asking asked = new Asking(menu.id(), asking.asked(), asking.failures(), playback);
        stage = asked;
        settle(at, asked, outcome);
    }

    private void settle(Instant at, Asking asking, Outcome outcome) {
        FlowNode.Menu menu = menu(flow, asking.node());
        switch (outcome) {
            case Outcome.Undecided() -> {}
            case Outcome.Match(String pressed) -> chosen(at, menu, asking, pressed);
            case Outcome.NoMatch _ -> failed(at, menu, asking, menu.noMatch());
            case Outcome.NoInput() -> failed(at, menu, asking, menu.noInput());
        }
    }

    private void chosen(Instant at, FlowNode.Menu menu, Asking asking, String pressed) {
        FlowNode.Choice choice = menu.choices().get(pressed);
        if (choice == null) {
            throw new IllegalStateException("menu " + menu.id() + " has no choice " + pressed);
        }
        if (!(choice.go() instanceof Target.Repeat)) {
            go(at, menu.id(), choice.go());
        } else if (asking.asked() < menu.input().attempts()) {
            ask(at, menu, askedAgain(asking, asking.failures()), List.of());
        } else {
            go(at, menu.id(), menu.giveUp());
        }
    }

    private void failed(Instant at, FlowNode.Menu menu, Asking asking, Handler handler) {
        if (!(handler.go() instanceof Target.Repeat)) {
            leave(at, menu, handler.say(), handler.go());
        } else if (asking.asked() < menu.input().attempts()) {
            ask(at, menu, askedAgain(asking, asking.failures() + 1), handler.say());
        } else {
            leave(at, menu, handler.say(), menu.giveUp());
        }
    }

    private static Asking askedAgain(Asking asking, int failures) {
        return new Asking(asking.node(), asking.asked() + 1, failures, asking.playback());
    }

    private void leave(Instant at, FlowNode.Menu menu, List<Prompt> lastWords, Target target) {
        if (lastWords.isEmpty()) {
            go(at, menu.id(), target);
        } else {
            stage = new Leaving(menu.id(), play(lastWords), target);
        }
    }

    private void enterQueue(Instant at, FlowNode.Queue queue) {
        keys.forgetKeys();
        OptionalInt welcome =
                queue.welcome().isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(play(queue.welcome()));
        actions.add(new FlowAction.EnterQueue(queue.name(), queue.priority(), queue.skills()));
        actions.add(new FlowAction.StartMusic(queue.music()));
        stage =
                new Waiting(
                        queue.id(),
                        welcome,
                        false,
                        queue.announcePlace().map(at::plus),
                        queue.maxWait().map(MaxWait::atMost).map(at::plus));
    }

    private void askPlace(Instant at, Waiting waiting) {
        Duration every = queue(waiting.node()).announcePlace().orElseThrow();
        boolean ask = waiting.playback().isEmpty();
        if (ask) {
            actions.add(new FlowAction.AskPlace());
        }
        stage =
                new Waiting(
                        waiting.node(),
                        waiting.playback(),
                        ask,
                        waiting.announceAt().map(due -> nextAnnouncement(due, every, at)),
                        waiting.leaveAt());
    }

    /// Announcements that a late timer missed are not made up for.
    private static Instant nextAnnouncement(Instant due, Duration every, Instant now) {
        Instant next = due.plus(every);
        return next.isAfter(now) ? next : now.plus(every);
    }

    private void announce(int place) {
        if (stage instanceof Waiting waiting
                && waiting.placeAsked()
                && waiting.playback().isEmpty()
                && place > 0) {
            stage = playing(waiting, OptionalInt.of(play(PlaceAnnouncement.of(place))));
        }
    }

    private static Waiting playing(Waiting waiting, OptionalInt playback) {
        return new Waiting(
                waiting.node(), playback, false, waiting.announceAt(), waiting.leaveAt());
    }

    private void timedOut(Instant at, Waiting waiting) {
        stopAnnouncement(waiting);
        actions.add(new FlowAction.LeaveQueue(LeaveReason.TIMED_OUT));
        go(at, waiting.node(), queue(waiting.node()).maxWait().orElseThrow().onTimeout());
    }

    private void stopAnnouncement(Waiting waiting) {
        if (waiting.playback().isPresent()) {
            actions.add(new FlowAction.StopPlaying());
        }
    }

    private void talkBegan() {
        if (stage instanceof Waiting waiting) {
            stage = new Talking(waiting.node());
        }
    }

    private void talkEnded(Instant at) {
        if (stage instanceof Talking(NodeId node)) {
            go(at, node, queue(node).next());
        }
    }

    private void refused(Instant at, FlowInput.QueueRefused.Reason reason) {
        if (stage instanceof Waiting waiting) {
            stopAnnouncement(waiting);
            FlowNode.Queue queue = queue(waiting.node());
            Optional<Target> target =
                    switch (reason) {
                        case FULL -> queue.onFull();
                        case NO_AGENTS, UNKNOWN_QUEUE -> queue.onNoAgents();
                    };
            target.ifPresentOrElse(
                    t -> go(at, queue.id(), t), () -> hangUp(HangUpReason.QUEUE_REFUSED));
        }
    }

    private void callerHungUp() {
        if (stage instanceof Waiting) {
            actions.add(new FlowAction.LeaveQueue(LeaveReason.CALLER_HUNG_UP));
        }
        stage = new Ended();
    }

    private FlowNode.Say say(NodeId id) {
        return (FlowNode.Say) flow.node(id);
    }

    private FlowNode.Queue queue(NodeId id) {
        return (FlowNode.Queue) flow.node(id);
    }

    private static FlowNode.Menu menu(Flow flow, NodeId id) {
        return (FlowNode.Menu) flow.node(id);
    }
}
