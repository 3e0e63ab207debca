package org.strowger.engine.call;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.dip.Dip;
import org.strowger.engine.dip.DipOutcome;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.flow.CallFacts;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowEvent;
import org.strowger.flow.FlowInput;
import org.strowger.flow.FlowRun;
import org.strowger.flow.Utterance;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.StartMusic;
import org.strowger.telephony.TelephonyCommand.StopPlaying;

/// A flow that guides a caller: gives the flow what happens, and does what it asks.
///
/// What it only says or wonders is done here; what changes where the call is, is the call's to do.
final class FlowGuide implements Desk.Sleeper {
    private static final Logger LOG = LoggerFactory.getLogger(FlowGuide.class);

    private final CallId call;
    private final LegId caller;
    private final LoadedFlow flow;
    private final FlowRun run;
    private final String playbacks;
    private final CommandCount commands;
    private final Desk desk;
    private final Guided guided;
    private final Aside aside;
    private final Deque<FlowInput> inputs = new ArrayDeque<>();
    private boolean dismissed;

    /// An agent has answered, and does not talk to the caller yet: what happens meanwhile is heard
    /// when the agent is gone again, and never once they talk. A flow awaits few things at once, so
    /// this stays short.
    private boolean standsStill;

    private final Deque<FlowInput> heldBack = new ArrayDeque<>();

    /// Questions that other systems have not answered; a flow has one at a time.
    private final SortedMap<Integer, Dip> dips = new TreeMap<>();

    /// The call that is guided.
    interface Guided {
        boolean hasCaller();

        /// What the routing core knows the call by at the moment.
        CallId id();

        /// The line that the call stands in.
        Optional<QueueId> line();

        void enterLine(FlowAction.LinePlace place);

        void leaveLine(FlowAction.LeaveReason reason);

        void transfer(FlowAction.Transfer transfer);

        void keepPlace(FlowAction.KeepPlace keep);

        void record(FlowAction.StartRecording recording);

        /// What is typed from now on is nobody's to keep, or is again.
        void hideKeys(boolean hidden);

        /// The flow could not go on.
        void flowFailed();

        /// The flow has nothing more for the caller.
        void hangUp();

        /// The flow wants nothing more.
        void guideIsDone(FlowGuide which);
    }

    FlowGuide(
            CallId call,
            LegId caller,
            LoadedFlow flow,
            CommandCount commands,
            Desk desk,
            Guided guided) {
        this.call = call;
        this.caller = caller;
        this.flow = flow;
        this.run = FlowRun.of(flow.book());
        this.playbacks = "flow-" + commands.next().value() + "-";
        this.commands = commands;
        this.desk = desk;
        this.guided = guided;
        this.aside = new Aside(caller, commands, desk, () -> guided.line().isPresent());
    }

    /// The flow that the call is in.
    String flow() {
        return run.flow();
    }

    Optional<String> node() {
        return run.node().map(Object::toString);
    }

    boolean isDone() {
        return run.hasEnded();
    }

    /// What people may see of the call's variables.
    SortedMap<String, String> shown() {
        return run.shown();
    }

    Optional<String> customerKey() {
        return run.customerKey();
    }

    // What happens.

    void start(CallFacts facts) {
        feed(new FlowInput.Started(desk.now(), facts));
    }

    void digitPressed(char digit) {
        if (standsStill) {
            return; // Too late for another way: somebody is about to talk to them.
        }
        feed(new FlowInput.DigitPressed(desk.now(), digit));
    }

    /// Playbacks of others than the flow are none of its business.
    void playbackEnded(CommandId playback) {
        aside.ended(playback);
        if (playback.value().startsWith(playbacks)) {
            int number = Integer.parseInt(playback.value().substring(playbacks.length()));
            feed(new FlowInput.PromptsPlayed(desk.now(), number));
        }
        aside.goOn();
    }

    /// Says something that is not the flow's, when nothing of the flow is being said.
    void announce(Sound words) {
        aside.announce(words);
    }

    @Override
    public void timePassed() {
        if (standsStill) {
            return; // What is due is looked at when the flow goes on.
        }
        feed(new FlowInput.TimePassed(desk.now()));
    }

    void callerHungUp() {
        stopStandingStill();
        feed(new FlowInput.CallerHungUp(desk.now()));
    }

    /// Has the flow change nothing: an agent has answered, and hears what the call is about.
    void standStill() {
        standsStill = true;
    }

    /// The agent is gone before they talked to the caller, who waits on.
    void goOn() {
        List<FlowInput> missed = stopStandingStill();
        missed.forEach(this::feed);
        timePassed();
    }

    private List<FlowInput> stopStandingStill() {
        standsStill = false;
        List<FlowInput> missed = List.copyOf(heldBack);
        heldBack.clear();
        return missed;
    }

    void talkBegan() {
        stopStandingStill();
        feed(new FlowInput.TalkBegan(desk.now()));
    }

    void talkEnded() {
        feed(new FlowInput.TalkEnded(desk.now()));
    }

    void letGo() {
        feed(new FlowInput.LetGo(desk.now()));
    }

    void queueRefused(FlowInput.QueueRefused.Reason reason) {
        feed(new FlowInput.QueueRefused(desk.now(), reason));
    }

    void transferFailed(FlowInput.TransferFailed.Reason reason) {
        feed(new FlowInput.TransferFailed(desk.now(), reason));
    }

    void placeKept(boolean kept) {
        feed(new FlowInput.PlaceKept(desk.now(), kept));
    }

    void recordingEnded(int recording, Duration length) {
        feed(new FlowInput.RecordingEnded(desk.now(), recording, length));
    }

    /// The call goes another way: nothing of this flow happens any more.
    void dismiss() {
        dismissed = true;
        dips.values().forEach(Dip::cancel);
        dips.clear();
        desk.wake(this, Optional.empty());
    }

    /// Gives the flow an input and does what it asks, one input at a time however they nest. A flow
    /// may go on without its caller, and ends in its own time.
    private void feed(FlowInput input) {
        if (dismissed) {
            return; // An answer to a question that it asked before.
        }
        if (standsStill) {
            heldBack.add(input);
            return;
        }
        inputs.add(input);
        if (inputs.size() > 1) {
            return;
        }
        try {
            while (!inputs.isEmpty()) {
                for (FlowAction action : run.handle(inputs.element())) {
                    perform(action);
                }
                inputs.remove();
            }
        } finally {
            // After a mishap the next input must not find this one in its way, nor the call stay.
            inputs.clear();
            desk.wake(this, run.nextDeadline());
            if (run.hasEnded()) {
                guided.guideIsDone(this);
            }
        }
    }

    // What the flow asks.

    private void perform(FlowAction action) {
        switch (action) {
            case FlowAction.Report(var event) -> report(event);
            case FlowAction.AskQueues(var queues) -> askQueues(queues);
            case FlowAction.Fetch fetch -> fetch(fetch);
            case FlowAction.CancelFetch(var fetch) -> cancel(fetch);
            case FlowAction.HideKeys(var hidden) -> guided.hideKeys(hidden);
            case FlowAction.Play _,
                    FlowAction.StopPlaying _,
                    FlowAction.StartMusic _,
                    FlowAction.EnterQueue _,
                    FlowAction.AskPlace _,
                    FlowAction.LeaveQueue _,
                    FlowAction.StartRecording _,
                    FlowAction.Transfer _,
                    FlowAction.KeepPlace _,
                    FlowAction.HangUp _ -> {
                if (guided.hasCaller()) {
                    performForCaller(action);
                }
            }
        }
    }

    /// What nobody needs once the caller is gone, and the routing core has been told.
    private void performForCaller(FlowAction action) {
        switch (action) {
            case FlowAction.Play(var playback, var utterances) -> play(playback, utterances);
            case FlowAction.StopPlaying() -> {
                aside.flowIsSilent();
                desk.send(new StopPlaying(commands.next(), caller));
            }
            case FlowAction.StartMusic(var music) ->
                    flow.sounds()
                            .sound(music)
                            .ifPresent(m -> desk.send(new StartMusic(commands.next(), caller, m)));
            case FlowAction.EnterQueue(var line) -> guided.enterLine(line);
            case FlowAction.AskPlace() -> askPlace();
            case FlowAction.LeaveQueue(var reason) -> guided.leaveLine(reason);
            case FlowAction.StartRecording recording -> guided.record(recording);
            case FlowAction.Transfer transfer -> guided.transfer(transfer);
            case FlowAction.KeepPlace keep -> guided.keepPlace(keep);
            case FlowAction.HangUp(var reason) -> hangUp(reason);
            case FlowAction.Report _,
                    FlowAction.AskQueues _,
                    FlowAction.Fetch _,
                    FlowAction.CancelFetch _,
                    FlowAction.HideKeys _ ->
                    throw new IllegalArgumentException("needs no caller: " + action);
        }
    }

    /// The counters say where a node failed, the log says why: without anything that the caller
    /// typed, as the flow words it.
    private void report(FlowEvent event) {
        desk.services().count(call, event);
        if (event instanceof FlowEvent.NodeFailed(var in, var node, var reason)) {
            LOG.warn("{}: {}.{} failed: {}", call, in, node, reason);
        }
    }

    private void fetch(FlowAction.Fetch fetch) {
        int number = fetch.fetch();
        dips.put(number, desk.services().fetch(fetch, outcome -> answered(number, outcome)));
    }

    private void answered(int fetch, DipOutcome outcome) {
        if (dips.remove(fetch) == null) {
            return;
        }
        switch (outcome) {
            case DipOutcome.Answered(var fields) ->
                    feed(new FlowInput.Fetched(desk.now(), fetch, fields));
            case DipOutcome.Failed(var reason) ->
                    feed(new FlowInput.FetchFailed(desk.now(), fetch, reason));
        }
    }

    private void cancel(int fetch) {
        Dip dip = dips.remove(fetch);
        if (dip != null) {
            dip.cancel();
        }
    }

    private void hangUp(FlowAction.HangUpReason reason) {
        switch (reason) {
            case FLOW_ENDED -> LOG.debug("{}: hangs up, {}", call, reason);
            case QUEUE_REFUSED -> LOG.warn("{}: hangs up, {}", call, reason);
            case NODE_FAILED, TOO_FAR -> {
                LOG.warn("{}: hangs up, {}", call, reason);
                guided.flowFailed();
            }
        }
        guided.hangUp();
    }

    private void play(int playback, List<Utterance> utterances) {
        List<Sound> sounds =
                utterances.stream().map(flow.sounds()::sound).flatMap(Optional::stream).toList();
        CommandId id = new CommandId(playbacks + playback);
        aside.flowPlays(id);
        desk.send(new Play(id, caller, sounds));
    }

    private void askPlace() {
        guided.line()
                .ifPresent(
                        line ->
                                desk.place(guided.id(), line)
                                        .onSuccess(
                                                place ->
                                                        desk.onLoop(
                                                                () ->
                                                                        place.ifPresent(
                                                                                this::placeTold))));
    }

    private void placeTold(PlaceInLine place) {
        feed(new FlowInput.PlaceTold(desk.now(), place.number(), place.expectedWait()));
    }

    /// Without an answer the flow goes on by itself after a while.
    private void askQueues(SortedSet<String> queues) {
        desk.figures(queues)
                .onSuccess(
                        figures ->
                                desk.onLoop(
                                        () -> feed(new FlowInput.QueuesTold(desk.now(), figures))));
    }
}
