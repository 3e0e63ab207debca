package org.strowger.engine.call;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.contact.Segment.Kind;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.flow.CallFacts;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowAction.LinePlace;
import org.strowger.flow.FlowInput.QueueRefused;
import org.strowger.flow.FlowInput.TransferFailed;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.StopMusic;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// A customer's call, from its arrival to its end: the customer's leg, the flow that guides them,
/// the search for an agent when the flow wants one, and the talk that comes of it.
///
/// What the caller hears is the flow's business and who gets the call is the routing core's; a
/// session carries word between them and the telephone network, and holds on to nothing that either
/// of them knows. Owned by the event loop of its [CallSessions].
final class CallSession
        implements LegOwner,
                CallOwner,
                AgentSearch.Seeker,
                TalkHolder,
                FlowGuide.Guided,
                Transfers.Transferred,
                PlaceKeeping.Kept,
                Dictation.Listener {
    private final LegId caller;
    private final Party party;
    private final String dialled;
    private final Desk desk;
    private final CommandCount commands;
    private final Recorder recorder;
    private final Story story;

    /// None for a customer whom we called and whom no flow has guided yet.
    private Optional<FlowGuide> guide;

    private Stage stage = new Stage.Arrived();
    private Runnable whenOver = () -> {};

    /// What agents may know of a customer whom no flow has guided yet.
    private SortedMap<String, String> shown = new TreeMap<>();

    /// Whether the flow put the call in the line where it is, or was.
    private boolean flowWaits;

    /// What the caller says to a machine, while they do.
    private Optional<Dictation> dictation = Optional.empty();

    private boolean isTold;
    private CallId id;
    private AgentSearch search;
    private Transfers transfers;

    /// How many names the call has had: a place that is kept keeps the call's name, and what the
    /// caller does afterwards is another call to the routing core.
    private int names = 1;

    private final PlaceKeeping keeping;

    private Claim claim = Claim.NOTHING_SPECIAL;

    /// A callback of this caller that this call takes the place of once it is in line.
    private Optional<ReturnCall> merging = Optional.empty();

    /// How customer and centre came together.
    enum Origin {
        THEY_CALLED,
        CALLED_BACK,
        WE_CALLED
    }

    /// What the call is doing, apart from where it is in its flow.
    sealed interface Stage {
        /// The caller's leg is being answered.
        record Arrived() implements Stage {}

        record InFlow() implements Stage {}

        /// In line, or on the way there, or offered to agents: how far is the search's to say.
        record Searching() implements Stage {}

        record Talking(Talk talk) implements Stage {}

        record Away(Elsewhere elsewhere) implements Stage {}

        record Over() implements Stage {}
    }

    private CallSession(
            CallId id, LegId caller, Party party, String dialled, Origin origin, Desk desk) {
        this.id = id;
        this.caller = caller;
        this.party = party;
        this.dialled = dialled;
        this.desk = desk;
        this.story = new Story(id, party, dialled, origin, desk.now());
        this.commands = new CommandCount(caller);
        this.search = new AgentSearch(id, party, commands, desk, this);
        this.transfers = new Transfers(id, caller, party, commands, search, desk, this);
        this.recorder = new Recorder(id, caller, commands, desk, this::endIfAllIsDone);
        this.keeping = new PlaceKeeping(party, desk, this);
        this.guide = Optional.empty();
    }

    /// A caller whom a flow guides.
    static CallSession arrived(
            LegId caller, Party party, String dialled, LoadedFlow flow, Desk desk) {
        CallSession session =
                new CallSession(
                        new CallId(caller.value()),
                        caller,
                        party,
                        dialled,
                        Origin.THEY_CALLED,
                        desk);
        session.guide =
                Optional.of(
                        new FlowGuide(session.id, caller, flow, session.commands, desk, session));
        session.story.beginsIn(flow.book().entry());
        session.follow();
        desk.send(new Answer(session.commands.next(), caller));
        return session;
    }

    /// A customer whom we called and who has answered.
    ///
    /// @param claim what they claim of the lines that they are transferred to
    /// @param shown what is known of them, as a flow's variables; nothing secret
    /// @param whenOver run once, when the customer's leg is gone
    static CallSession reached(
            CallId id,
            LegId customer,
            Party party,
            Claim claim,
            SortedMap<String, String> shown,
            Origin origin,
            Desk desk,
            Runnable whenOver) {
        CallSession session = new CallSession(id, customer, party, party.number(), origin, desk);
        session.stage = new Stage.InFlow();
        session.claim = claim;
        session.shown = shown;
        session.whenOver = whenOver;
        session.follow();
        return session;
    }

    private void follow() {
        desk.services().began(story.ifLost());
        desk.began(this);
        desk.owns(caller, this);
        desk.follows(id, this);
    }

    /// A customer whom we called waits in this line, and hears music already.
    void waitsIn(QueueId queue) {
        stage = new Stage.Searching();
        flowWaits = false;
        search.standsIn(queue);
        note();
    }

    /// Connects a customer whom we called with the agent who waits for them.
    void joins(QueueId queue, AgentId agent, LegId leg) {
        Talk talk = new Talk(id, caller, queue, agent, leg, commands, desk, this);
        stage = new Stage.Talking(talk);
        talk.beginAtOnce();
    }

    @Override
    public CallId id() {
        return id;
    }

    @Override
    public Optional<AboutCall> about() {
        return Optional.of(
                new AboutCall(
                        party,
                        dialled,
                        guide.map(FlowGuide::shown).orElse(shown),
                        guide.flatMap(FlowGuide::customerKey)));
    }

    /// How the call looks from outside.
    CallView view() {
        return new CallView(
                id,
                party,
                dialled,
                guide.map(FlowGuide::flow).orElse(""),
                story.arrivedAt(),
                switch (stage) {
                    case Stage.Arrived _ -> CallView.State.ARRIVED;
                    case Stage.InFlow _ -> CallView.State.IN_FLOW;
                    case Stage.Searching _ -> searching();
                    case Stage.Talking(var talk) -> talking(talk);
                    case Stage.Away _ -> CallView.State.ELSEWHERE;
                    case Stage.Over _ -> CallView.State.OVER;
                },
                guide.flatMap(FlowGuide::node),
                queue(),
                agents());
    }

    private CallView.State searching() {
        return search.agents().isEmpty() ? CallView.State.IN_LINE : CallView.State.OFFERED;
    }

    static CallView.State talking(Talk talk) {
        return switch (talk.state()) {
            case Talk.State.Greeting _ -> CallView.State.OFFERED;
            case Talk.State.Held _ -> CallView.State.HELD;
            case Talk.State.Consulting _ -> CallView.State.CONSULTING;
            case Talk.State.InConference _ -> CallView.State.IN_CONFERENCE;
            case Talk.State.Together _, Talk.State.Over _ -> CallView.State.TALKING;
        };
    }

    private Optional<QueueId> queue() {
        return stage instanceof Stage.Talking(var talk)
                ? Optional.of(talk.queue())
                : search.queue();
    }

    private List<AgentId> agents() {
        return stage instanceof Stage.Talking(var talk) ? List.of(talk.agent()) : search.agents();
    }

    // What happens to the caller's leg.

    @Override
    public void legAnswered(LegId leg) {
        stage = new Stage.InFlow();
        guide.ifPresent(flow -> flow.start(facts()));
    }

    private CallFacts facts() {
        return new CallFacts(
                id.value(),
                party.number(),
                party.name(),
                dialled,
                desk.services().closedCalendars(),
                desk.services().lastAgent(party.number()).map(AgentId::value));
    }

    @Override
    public void digitPressed(LegId leg, char digit) {
        if (dictation.isPresent()) {
            dictation.get().digitPressed(digit);
            return;
        }
        guide.ifPresent(flow -> flow.digitPressed(digit));
    }

    @Override
    public void playbackEnded(LegId leg, CommandId playback) {
        dictation.ifPresent(said -> said.playbackEnded(playback));
        guide.ifPresent(flow -> flow.playbackEnded(playback));
    }

    @Override
    public void legOver(LegId leg, HangupCause cause) {
        desk.gone(leg);
        whenOver.run();
        merging = Optional.empty();
        Stage last = stage;
        story.ends(desk.now(), cause, isWaiting(), shortAbandon());
        guide.flatMap(FlowGuide::customerKey).ifPresent(story::isOf);
        stage = new Stage.Over();
        keeping.keepAfterAll();
        recorder.customerLeft();
        dictation.ifPresent(Dictation::callerLeft);
        switch (last) {
            case Stage.Searching _ -> search.leave(LeaveReason.ABANDONED);
            case Stage.Talking(var talk) -> {
                talk.customerLeft();
                if (search.isTransferring()) {
                    search.leave(LeaveReason.ABANDONED);
                }
            }
            case Stage.Away(var elsewhere) -> elsewhere.hangUp();
            case Stage.Arrived _, Stage.InFlow _, Stage.Over _ -> {}
        }
        guide.ifPresent(FlowGuide::callerHungUp);
        endIfAllIsDone();
    }

    /// Whether the caller is in line, or nobody has talked to them who answered there.
    private boolean isWaiting() {
        return switch (stage) {
            case Stage.Searching _ -> true;
            case Stage.Talking(var talk) -> talk.state() instanceof Talk.State.Greeting;
            case Stage.Arrived _, Stage.InFlow _, Stage.Away _, Stage.Over _ -> false;
        };
    }

    /// Who hangs up sooner in this line counts as one who dialled by mistake.
    private Duration shortAbandon() {
        return queue().map(queue -> desk.rules().handling(queue).shortAbandon())
                .orElse(Duration.ZERO);
    }

    /// The last word about the call, once: when the caller is gone, the flow has nothing more to do
    /// and what the caller said is stored.
    private void endIfAllIsDone() {
        if (!(stage instanceof Stage.Over)
                || isTold
                || dictation.isPresent()
                || recorder.isStoring()
                || guide.filter(flow -> !flow.isDone()).isPresent()) {
            return;
        }
        isTold = true;
        desk.ended(this);
        desk.services().ended(story.contact(recorder.made()));
    }

    /// Tells the story what goes on from now on.
    private void note() {
        Instant now = desk.now();
        switch (stage) {
            case Stage.Arrived _, Stage.InFlow _ -> story.goesOn(Kind.FLOW, Optional.empty(), now);
            case Stage.Searching _ -> {
                search.queue().ifPresent(story::inLineOf);
                Kind kind = search.agents().isEmpty() ? Kind.QUEUE : Kind.RINGING;
                story.goesOn(kind, Optional.empty(), now);
            }
            case Stage.Talking(var talk) -> story.talks(talk, now);
            case Stage.Away(var there) ->
                    story.goesOn(there.isUp() ? Kind.TALK : Kind.RINGING, there.agent(), now);
            case Stage.Over _ -> {}
        }
    }

    @Override
    public void searchChanged() {
        note();
    }

    @Override
    public void talkChanged(Talk talk) {
        note();
    }

    // What the routing core says.

    @Override
    public void queued(QueueId queue) {
        search.queued(queue);
        if (search.state() instanceof AgentSearch.State.InLine) {
            merging.ifPresent(ReturnCall::calledAgain);
            merging = Optional.empty();
        }
    }

    @Override
    public void moved(QueueId queue) {
        search.moved(queue);
    }

    @Override
    public void reprioritized(int priority) {
        claim = claim.withPriority(priority);
    }

    @Override
    public Claim claim() {
        return claim;
    }

    @Override
    public void asks(Claim asked) {
        claim = asked;
    }

    @Override
    public void leftQueue(LeaveReason reason) {
        search.leftQueue(reason);
    }

    @Override
    public void offered(CallOffered offer) {
        search.offered(offer);
    }

    @Override
    public void offerEnded(AgentId agent) {
        search.offerEnded(agent);
        if (!search.isBeingTaken()) {
            keeping.keepAfterAll();
        }
    }

    @Override
    public void connected(CallConnected event) {
        search.connected(event);
    }

    @Override
    public void handedOver(CallHandedOver event) {
        if (stage instanceof Stage.Talking(var talk)) {
            talk.handedOver(event);
        }
    }

    @Override
    public void rejected(CommandRejected event) {
        search.rejected(event);
        if (stage instanceof Stage.Talking(var talk)) {
            talk.rejected(event);
        }
    }

    // What comes of the search for an agent.

    @Override
    public void refused(CommandRejected.Reason reason) {
        queueRefused(Reasons.refusal(reason));
    }

    @Override
    public void coreIsFull() {
        queueRefused(QueueRefused.Reason.FULL);
    }

    private void queueRefused(QueueRefused.Reason reason) {
        goesOn(flow -> flow.queueRefused(reason));
    }

    /// The line is left: the flow knows what follows when it was the flow that wanted it; otherwise
    /// it goes on as after a talk.
    private void goesOn(Consumer<FlowGuide> how) {
        merging = Optional.empty();
        stage = new Stage.InFlow();
        note();
        desk.send(new StopMusic(commands.next(), caller));
        guide.ifPresentOrElse(flowWaits ? how : FlowGuide::talkEnded, this::hangUp);
        keeping.keepAfterAll();
    }

    @Override
    public void letGo() {
        goesOn(FlowGuide::letGo);
    }

    @Override
    public void found(QueueId queue, AgentId agent, LegId leg) {
        Talk talk = new Talk(id, caller, queue, agent, leg, commands, desk, this);
        stage = new Stage.Talking(talk);
        // A caller whose agent hears what the call is about leaves no line any more.
        guide.ifPresent(FlowGuide::standStill);
        talk.begin();
    }

    @Override
    public boolean waitsOn() {
        return true;
    }

    @Override
    public void foundAndLost() {
        keeping.keepAfterAll();
    }

    // What comes of the talk.

    @Override
    public void agentLost(Talk talk) {
        stage = new Stage.Searching();
        search.backInLine(talk.queue());
        guide.ifPresent(FlowGuide::goOn);
        foundAndLost();
    }

    @Override
    public void talkBegan(Talk talk) {
        keeping.talkBegan();
        guide.ifPresent(FlowGuide::talkBegan);
        record(talk);
    }

    @Override
    public void goesOnWithColleague(Talk talk) {
        record(talk);
    }

    private void record(Talk talk) {
        recorder.talkBegan(desk.rules().handling(talk.queue()).recording());
    }

    @Override
    public void talkEnded(Talk talk) {
        stage = new Stage.InFlow();
        note();
        recorder.talkOver();
        guide.ifPresentOrElse(FlowGuide::talkEnded, this::hangUp);
    }

    @Override
    public void nobodyHas(Talk talk) {
        recorder.talkOver();
        desk.holdMusic(commands.next(), caller);
        waitAgain(talk.queue(), Optional.empty());
    }

    private void waitAgain(QueueId queue, Optional<Instant> since) {
        flowWaits = false;
        stage = new Stage.Searching();
        search.readmit(queue, claim, since);
    }

    @Override
    public void goesOnWith(Talk talk, OutsideCall other, Optional<AgentId> colleague) {
        colleague.ifPresentOrElse(it -> story.talksTo(it, desk.now()), story::wentOutside);
        transfers.leftWith(other, colleague);
    }

    @Override
    public boolean isTransferring() {
        return search.isTransferring();
    }

    @Override
    public void transferRequested(Talk talk, Target target) {
        transfers
                .place(target)
                .map(talk::transfer)
                .orElseGet(
                        () ->
                                Future.succeededFuture(
                                        DeskAnswer.refused(Reason.BAD_VALUE, "no such place")))
                .onComplete(answer -> talk.answerPhone(answer.result() instanceof DeskAnswer.Done));
    }

    /// Starts or ends the recording of the talk there is.
    DeskAnswer record(boolean on) {
        if (!(stage instanceof Stage.Talking(var talk))
                || talk.state() instanceof Talk.State.Greeting) {
            return DeskAnswer.refused(Reason.WRONG_STATE, "nobody talks");
        }
        return recorder.record(on, desk.rules().handling(talk.queue()).recording());
    }

    DeskAnswer pauseRecording(boolean paused) {
        return recorder.askPause(paused);
    }

    /// Announces something to a caller who stands in this line.
    void announce(QueueId queue, Sound words) {
        if (stage instanceof Stage.Searching && search.queue().filter(queue::equals).isPresent()) {
            guide.ifPresentOrElse(
                    flow -> flow.announce(words),
                    () -> desk.send(new Play(commands.next(), caller, List.of(words))));
        }
    }

    // Transfers.

    @Override
    public Future<DeskAnswer> transfer(Talk talk, Place to) {
        return transfers.transfer(talk, to);
    }

    @Override
    public void isInLine(Talk talk) {
        flowWaits = false;
        stage = new Stage.Searching();
        note();
        talk.leaveForTransfer(true);
        recorder.talkOver();
    }

    @Override
    public void goesTo(LoadedFlow flow, boolean hearsMusic) {
        if (hearsMusic) {
            desk.send(new StopMusic(commands.next(), caller));
        }
        recorder.talkOver();
        recorder.secret(false);
        guide.ifPresent(FlowGuide::dismiss);
        FlowGuide next = new FlowGuide(id, caller, flow, commands, desk, this);
        guide = Optional.of(next);
        stage = new Stage.InFlow();
        note();
        next.start(facts());
    }

    @Override
    public void goesTo(Elsewhere elsewhere) {
        recorder.stop();
        stage = new Stage.Away(elsewhere);
        note();
    }

    @Override
    public void answeredElsewhere(boolean isOfFlow, Optional<AgentId> agent) {
        note();
        agent.ifPresentOrElse(
                colleague -> story.talksTo(colleague, desk.now()), story::wentOutside);
        if (isOfFlow) {
            guide.ifPresent(FlowGuide::talkBegan);
        }
    }

    @Override
    public void nobodyElsewhere(TransferFailed.Reason reason) {
        stage = new Stage.InFlow();
        note();
        desk.send(new StopMusic(commands.next(), caller));
        transferFailed(reason);
    }

    @Override
    public void transferFailed(TransferFailed.Reason reason) {
        guide.ifPresent(flow -> flow.transferFailed(reason));
    }

    @Override
    public void nobodyElsewhere(QueueId queue, Instant since) {
        waitAgain(queue, Optional.of(since));
    }

    @Override
    public void leftElsewhere(boolean comesBack) {
        stage = new Stage.InFlow();
        note();
        if (comesBack) {
            guide.ifPresentOrElse(FlowGuide::talkEnded, this::hangUp);
        } else {
            hangUp();
        }
    }

    // What the flow asks.

    @Override
    public boolean hasCaller() {
        return !(stage instanceof Stage.Over);
    }

    @Override
    public Optional<QueueId> line() {
        return search.queue();
    }

    /// A caller who waits to be called back has their place by this call from now on.
    @Override
    public void enterLine(LinePlace line) {
        QueueId queue = new QueueId(line.queue());
        Claim asked = new Claim(line.priority(), SkillNeed.atLeast(line.skills()));
        claim = asked;
        Optional<Preferred> preferred = keeping.preferred(line);
        recorder.talkOver();
        flowWaits = true;
        merging = desk.callbacks().waitingFor(party.number(), queue);
        Optional<Instant> since = merging.map(ReturnCall::since);
        keeping.waits(line, since.orElse(desk.now()));
        CallId call = id; // The core may carry it out when the call has another name.
        stage = new Stage.Searching();
        search.enter(
                queue,
                at ->
                        new EnqueueCall(
                                at, call, queue, asked.priority(), asked.need(), preferred, since));
    }

    @Override
    public void leaveLine(FlowAction.LeaveReason reason) {
        stage = new Stage.InFlow();
        note();
        merging = Optional.empty();
        search.leave(Reasons.leaving(reason));
        desk.send(new StopMusic(commands.next(), caller));
    }

    @Override
    public void transfer(FlowAction.Transfer transfer) {
        transfers.transfer(transfer);
    }

    // Places that are kept.

    @Override
    public void keepPlace(FlowAction.KeepPlace keep) {
        keeping.keep(keep);
    }

    /// What the caller does from now on is another call to the routing core.
    @Override
    public void placeGivenAway() {
        stage = new Stage.InFlow();
        search.silence();
        desk.services().renamed(id);
        desk.ended(this);
        names++;
        id = new CallId(caller.value() + "-" + names);
        story.keptPlace(id);
        desk.services().began(story.ifLost());
        search = new AgentSearch(id, party, commands, desk, this);
        transfers = new Transfers(id, caller, party, commands, search, desk, this);
        desk.began(this);
        desk.follows(id, this);
        note();
    }

    @Override
    public AgentSearch search() {
        return search;
    }

    @Override
    public Optional<FlowGuide> guide() {
        return guide;
    }

    @Override
    public void placeKept(QueueId queue, boolean wasInLine) {
        story.keptPlace(queue);
        if (wasInLine && hasCaller()) {
            desk.send(new StopMusic(commands.next(), caller));
        }
    }

    @Override
    public void hideKeys(boolean hidden) {
        recorder.secret(hidden);
    }

    @Override
    public void record(FlowAction.StartRecording recording) {
        recorder.stop(); // A leg has one recording at a time.
        RecordingId name = desk.services().newRecording(id);
        Dictation said = new Dictation(recording, name, id, party, caller, commands, desk, this);
        dictation = Optional.of(said);
        said.begin();
    }

    @Override
    public void dictated(FlowAction.StartRecording asked, RecordingId recording, Duration length) {
        dictation = Optional.empty();
        if (!length.isZero()) {
            recorder.add(recording);
            if (asked.box().isPresent()) {
                story.leftMessage();
            }
        }
        guide.ifPresent(flow -> flow.recordingEnded(asked.recording(), length));
        endIfAllIsDone();
    }

    @Override
    public void hangUp() {
        desk.send(new Hangup(commands.next(), caller, HangupCause.NORMAL));
    }

    @Override
    public void flowFailed() {
        story.failed();
    }

    @Override
    public void guideIsDone(FlowGuide which) {
        if (guide.filter(which::equals).isPresent()) {
            endIfAllIsDone();
        }
    }
}
