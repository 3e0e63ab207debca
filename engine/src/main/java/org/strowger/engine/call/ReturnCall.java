package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.strowger.engine.call.Callback.State;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.DeferPlace;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.RetryPlace;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;

/// One customer who is to be called back: their place in line from the moment it is asked for, and
/// the attempts to reach them, to exactly one end.
///
/// The place is the routing core's, which offers it in its turn; while a customer is called before
/// any agent it is deferred there, so that it is neither offered nor lost. An attempt that is under
/// way when the promise expires may finish.
final class ReturnCall implements CallOwner, CallOut.Errand, Desk.Sleeper {
    /// Longer than any attempt to reach a customer can last.
    private static final Duration ATTEMPT =
            CallOut.RING_TIME.plus(CallOut.TIME_TO_CONFIRM).plusSeconds(55);

    private final Desk desk;
    private final Watcher watcher;
    private Callback callback;
    private Stage stage;
    private QueueId queue;
    private CallOut out;
    private int runs;

    /// Told by others that they may not forget it.
    interface Watcher {
        /// It is promised.
        void kept(ReturnCall which);

        /// Nothing follows; a promise that the core did not take up was none.
        void over(ReturnCall which, boolean wasPromised);
    }

    /// Where the place is.
    private sealed interface Stage {
        /// The core was asked to keep it, and has not answered.
        record Keeping(Consumer<Boolean> then) implements Stage {}

        /// In the core's line, or in the hands of the agent who took it.
        record Kept() implements Stage {}

        /// As an earlier process left it: in line, as far as is known.
        record Restored() implements Stage {}

        /// The core did not take it; it is asked again at a time.
        record Outside(Instant until) implements Stage {}

        /// The core was asked to take it again, and has not answered.
        record Entering() implements Stage {}

        record Over() implements Stage {}
    }

    private ReturnCall(Callback callback, Stage stage, Desk desk, Watcher watcher) {
        this.callback = callback;
        this.stage = stage;
        this.desk = desk;
        this.watcher = watcher;
        this.queue = callback.ask().queue();
        this.out = nextAttempt();
        desk.follows(callback.call(), this);
    }

    /// One that the core is being asked to keep.
    ///
    /// @param then told whether it did
    static ReturnCall asked(Callback callback, Desk desk, Watcher watcher, Consumer<Boolean> then) {
        return new ReturnCall(callback, new Stage.Keeping(then), desk, watcher);
    }

    /// One of an earlier process. An attempt that its end cut short counts.
    static ReturnCall restored(Callback callback, Desk desk, Watcher watcher) {
        ReturnCall restored = new ReturnCall(callback, new Stage.Restored(), desk, watcher);
        if (callback.state() == State.DIALLING) {
            restored.waits(State.RETRYING, desk.now().plus(restored.rules().retry()));
        }
        restored.wake();
        return restored;
    }

    Callback callback() {
        return callback;
    }

    CallId call() {
        return callback.call();
    }

    /// When the customer began to wait.
    Instant since() {
        return callback.ask().since();
    }

    /// Whether it is but a place in line, which another call may take.
    boolean isWaiting() {
        return !(stage instanceof Stage.Keeping)
                && !(stage instanceof Stage.Over)
                && !out.isUnderWay();
    }

    /// As a call that people see; empty while it is but a place in line.
    Optional<CallView> view() {
        return out.isUnderWay()
                ? Optional.of(
                        new CallView(
                                call(),
                                callback.ask().customer(),
                                callback.ask().number(),
                                "",
                                callback.keptAt(),
                                CallView.State.CALLING_CUSTOMER,
                                Optional.empty(),
                                Optional.of(queue),
                                out.agents()))
                : Optional.empty();
    }

    private CallbackRules rules() {
        return desk.rules()
                .handling(callback.ask().queue())
                .callback()
                .orElseGet(CallbackRules::standard);
    }

    private CallOut nextAttempt() {
        runs++;
        CallOut next =
                new CallOut(
                        call(),
                        runs,
                        callback.ask().customer(),
                        rules().confirm(),
                        CallSession.Origin.CALLED_BACK,
                        desk,
                        this);
        next.search().standsIn(queue);
        return next;
    }

    // What people do.

    /// The customer rang again and waits by that call.
    void calledAgain() {
        if (isWaiting()) {
            leave(LeaveReason.CALLED_AGAIN, State.CALLED_AGAIN);
        }
    }

    /// The promise is taken back.
    void cancel() {
        leave(LeaveReason.CALLBACK_GIVEN_UP, State.GIVEN_UP);
    }

    /// Phones that ring for it are silenced.
    private void leave(LeaveReason reason, State end) {
        out.leave(reason);
        over(end);
    }

    private void over(State end) {
        boolean wasPromised = !(stage instanceof Stage.Keeping);
        stage = new Stage.Over();
        callback = callback.is(end);
        desk.left(call());
        desk.wake(this, Optional.empty());
        if (wasPromised) {
            desk.services().note(callback);
        }
        watcher.over(this, wasPromised);
    }

    private void waits(State state, Instant notBefore) {
        callback = callback.is(state).waitsUntil(notBefore);
        desk.services().note(callback);
    }

    // Time.

    private boolean isExpired() {
        return !desk.now().isBefore(callback.expiresAt());
    }

    private void wake() {
        Instant at =
                stage instanceof Stage.Outside(var until) && until.isBefore(callback.expiresAt())
                        ? until
                        : callback.expiresAt();
        desk.wake(this, Optional.of(at));
    }

    @Override
    public void timePassed() {
        if (isExpired()) {
            expire();
        } else if (stage instanceof Stage.Outside) {
            enterAgain();
        }
    }

    /// One of an earlier process is judged when it is known where its place is.
    private void expire() {
        if (isWaiting() && !(stage instanceof Stage.Restored)) {
            leave(LeaveReason.EXPIRED, State.EXPIRED);
        }
    }

    /// The first moment from a time on at which customers are called.
    private Instant open(Instant time) {
        Instant opens =
                rules().hours()
                        .map(
                                hours ->
                                        desk.services()
                                                .opensAt(hours, time)
                                                .orElse(callback.expiresAt()))
                        .orElse(time);
        return opens.isAfter(callback.expiresAt()) ? callback.expiresAt() : opens;
    }

    // What an earlier process left.

    /// @param line where the core has its place; empty when it has none
    void agree(Optional<QueueId> line) {
        if (!(stage instanceof Stage.Restored) || out.isUnderWay()) {
            return;
        }
        line.ifPresent(in -> queue = in);
        stage = new Stage.Kept();
        if (isExpired()) {
            leave(LeaveReason.EXPIRED, State.EXPIRED);
        } else if (callback.attempts() >= rules().attempts()) {
            leave(LeaveReason.CALLBACK_GIVEN_UP, State.GIVEN_UP);
        } else if (line.isEmpty()) {
            enterAgain();
        } else {
            callback.notBefore().ifPresent(this::defer);
        }
    }

    /// Puts it in line as it was; the caller's wait counts.
    private void enterAgain() {
        stage = new Stage.Entering();
        out.silence();
        if (isSubmitted()) {
            wake();
        } else {
            enterLater();
        }
    }

    private void enterLater() {
        stage = new Stage.Outside(desk.now().plus(rules().retry()));
        wake();
    }

    // What the core says.

    @Override
    public void queued(QueueId line) {
        queue = line;
    }

    @Override
    public void moved(QueueId line) {
        queue = line;
        out.search().moved(line);
    }

    @Override
    public void placeKept(QueueId line) {
        queue = line;
        switch (stage) {
            case Stage.Keeping(var then) -> {
                stage = new Stage.Kept();
                inLine();
                watcher.kept(this);
                then.accept(true);
                defer(desk.now());
            }
            case Stage.Entering _ -> {
                stage = new Stage.Kept();
                inLine();
                defer(callback.notBefore().orElse(desk.now()));
            }
            case Stage.Kept _, Stage.Restored _, Stage.Outside _, Stage.Over _ -> {}
        }
    }

    private void inLine() {
        out = nextAttempt();
        desk.services().note(callback);
        wake();
    }

    /// Has it wait until a time, and until customers are called then.
    private void defer(Instant time) {
        Instant opens = open(time);
        if (opens.isAfter(desk.now())) {
            waits(callback.state(), opens);
            desk.tell(at -> new DeferPlace(at, call(), opens));
        }
    }

    @Override
    public void offered(CallOffered offer) {
        if (!(stage instanceof Stage.Kept || stage instanceof Stage.Restored)) {
            return; // A wait that is over, and so is the offer soon.
        }
        if (isExpired()) {
            expire();
        } else if (!OutsideLines.mayEverCall(callback.ask().number(), desk.rules())) {
            cancel();
        } else if (open(desk.now()).isAfter(desk.now())) {
            defer(desk.now());
        } else if (rules().dial() == CallbackRules.Dial.CUSTOMER_FIRST) {
            customerFirst();
        } else {
            out.search().offered(offer);
        }
    }

    private void customerFirst() {
        if (!out.isUnderWay()) {
            desk.tell(at -> new DeferPlace(at, call(), at.plus(ATTEMPT)));
            out.customerFirst(queue, at -> callback.ask().entry(at, call()));
        }
    }

    @Override
    public void offerEnded(AgentId agent) {
        out.search().offerEnded(agent);
        if (isExpired()) {
            expire();
        }
    }

    /// An agent's answer to an earlier offer may have counted for a later one, before the core
    /// heard that the place is to be kept.
    @Override
    public void connected(CallConnected event) {
        if (stage instanceof Stage.Keeping || stage instanceof Stage.Entering) {
            desk.tell(at -> new EndCall(at, call()));
        } else {
            out.search().connected(event);
        }
    }

    /// Somebody else took it out of line.
    @Override
    public void leftQueue(LeaveReason reason) {
        if ((stage instanceof Stage.Kept || stage instanceof Stage.Restored) && isWaiting()) {
            out.silence();
            over(State.GIVEN_UP);
        }
    }

    @Override
    public void handedOver(CallHandedOver event) {}

    @Override
    public void rejected(CommandRejected event) {
        switch (event.command()) {
            case KeepPlace _ -> notKept(event.reason());
            case RetryPlace _ -> {
                desk.tell(at -> new EndCall(at, call()));
                lost();
            }
            case DeferPlace _ when event.reason() == CommandRejected.Reason.UNKNOWN_CALL -> lost();
            case RoutingCommand _ -> {}
        }
    }

    private void notKept(CommandRejected.Reason reason) {
        if (stage instanceof Stage.Keeping(var then)) {
            if (reason == CommandRejected.Reason.NOT_WAITING && isAskedAgain()) {
                return;
            }
            desk.tell(at -> new LeaveQueue(at, call(), LeaveReason.CHOSE_TO_LEAVE));
            over(State.GIVEN_UP);
            then.accept(false);
        } else if (stage instanceof Stage.Entering) {
            if (reason == CommandRejected.Reason.ALREADY_KEPT) {
                placeKept(queue);
            } else {
                enterLater();
            }
        }
    }

    /// Asks for the place anew, once: its talk, which nobody has, ends first.
    private boolean isAskedAgain() {
        boolean isFirst = runs == 1;
        runs++;
        return isFirst && isSubmitted();
    }

    private boolean isSubmitted() {
        return desk.submit(at -> callback.ask().entry(at, call()))
                && desk.submit(at -> new KeepPlace(at, call(), callback.ask().number()));
    }

    /// The core does not have the place any more that it was thought to have.
    private void lost() {
        if (stage instanceof Stage.Kept && isWaiting()) {
            enterAgain();
        }
    }

    @Override
    public Optional<AboutCall> about() {
        return Optional.of(customer());
    }

    // What comes of an attempt.

    @Override
    public AboutCall customer() {
        Callback.Ask ask = callback.ask();
        return new AboutCall(ask.customer(), ask.number(), ask.shown(), Optional.empty());
    }

    @Override
    public Optional<Announcement> greeting() {
        return Optional.of(Announcement.CALLBACK_FOR_YOU);
    }

    @Override
    public void dialling() {
        stage = new Stage.Kept();
        callback = callback.is(State.DIALLING).tried(callback.attempts() + 1);
        desk.services().note(callback);
    }

    @Override
    public void reached(boolean hasAgent) {
        if (!hasAgent) {
            desk.tell(at -> new LeaveQueue(at, call(), LeaveReason.DIALLED));
        }
        over(State.DONE);
    }

    @Override
    public void notReached(CallOut.Miss miss, boolean hadAgent) {
        boolean isLast =
                switch (miss) {
                    case NOT_ALLOWED -> true;
                    case NOT_ANSWERED -> callback.attempts() >= rules().attempts();
                    case NO_LINE -> false;
                };
        if (isLast) {
            end(LeaveReason.CALLBACK_GIVEN_UP, State.GIVEN_UP, hadAgent);
        } else {
            again(State.RETRYING, desk.now().plus(rules().retry()), hadAgent);
        }
    }

    /// That was no attempt to reach the customer.
    @Override
    public void agentLeft(boolean talks) {
        if (callback.state() == State.DIALLING) {
            callback = callback.tried(callback.attempts() - 1);
        }
        State before = callback.attempts() == 0 ? State.WAITING : State.RETRYING;
        if (talks) {
            again(before, desk.now(), true);
        } else if (isExpired()) {
            end(LeaveReason.EXPIRED, State.EXPIRED, false);
        } else {
            waits(before, desk.now());
            out = nextAttempt();
        }
    }

    private void again(State state, Instant notBefore, boolean hadAgent) {
        if (isExpired()) {
            end(LeaveReason.EXPIRED, State.EXPIRED, hadAgent);
            return;
        }
        Instant opens = open(notBefore);
        waits(state, opens);
        out = nextAttempt();
        desk.tell(
                at -> {
                    Instant time = opens.isBefore(at) ? at : opens;
                    return hadAgent
                            ? new RetryPlace(at, call(), time)
                            : new DeferPlace(at, call(), time);
                });
    }

    private void end(LeaveReason reason, State end, boolean hadAgent) {
        desk.tell(at -> hadAgent ? new EndCall(at, call()) : new LeaveQueue(at, call(), reason));
        over(end);
    }

    @Override
    public void noAgent() {
        over(State.GIVEN_UP);
    }

    /// The place is back in line at once.
    @Override
    public RoutingCommand undo(Instant at) {
        return new RetryPlace(at, call(), at);
    }
}
