package org.strowger.engine.call;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.strowger.engine.call.Callback.State;
import org.strowger.engine.contact.WhyFailed;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.DeferPlace;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueuePlace;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.RetryPlace;
import org.strowger.engine.routing.RoutingCommand.TakePlace;
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
final class ReturnCall implements CallOwner, ReturnAttempts.Owner, KeptPlace.Owner, Desk.Sleeper {
    private final Desk desk;
    private final Watcher watcher;
    private final CallbackPromise promise;
    private final KeptPlace place;
    private final ReturnAttempts attempts;

    /// Told by others that they may not forget it.
    interface Watcher {
        /// It is promised.
        void kept(ReturnCall which);

        /// It is but a place in line again.
        void waits(ReturnCall which);

        /// Nothing follows; a promise that the core did not take up was none.
        void over(ReturnCall which, boolean wasPromised);
    }

    private ReturnCall(
            Callback callback, Function<ReturnCall, KeptPlace> place, Desk desk, Watcher watcher) {
        this.promise = new CallbackPromise(callback, desk);
        this.desk = desk;
        this.watcher = watcher;
        this.place = place.apply(this);
        this.attempts = new ReturnAttempts(promise, this.place, desk, this);
        desk.follows(callback.call(), this);
    }

    /// One that the core is being asked to keep.
    ///
    /// @param then told whether it did
    static ReturnCall asked(Callback callback, Desk desk, Watcher watcher, Consumer<Boolean> then) {
        return new ReturnCall(
                callback, owner -> KeptPlace.asked(callback, then, desk, owner), desk, watcher);
    }

    /// One of an earlier process. An attempt that its end cut short counts.
    static ReturnCall restored(Callback callback, Desk desk, Watcher watcher) {
        ReturnCall restored =
                new ReturnCall(
                        callback,
                        owner -> KeptPlace.restored(callback, desk, owner),
                        desk,
                        watcher);
        if (callback.state() == State.DIALLING) {
            restored.promise.waits(State.RETRYING, restored.promise.retry());
        }
        restored.wake();
        return restored;
    }

    Callback callback() {
        return promise.callback();
    }

    CallId call() {
        return callback().call();
    }

    /// When the customer began to wait.
    Instant since() {
        return promise.ask().since();
    }

    /// Whether it is but a place in line, which another call may take.
    boolean isWaiting() {
        return place.isPromised() && !place.isOver() && !attempts.current().isUnderWay();
    }

    /// As a call that people see; empty while it is but a place in line.
    Optional<CallView> view() {
        return attempts.current().isUnderWay()
                ? Optional.of(
                        new CallView(
                                call(),
                                promise.ask().customer(),
                                promise.ask().number(),
                                "",
                                callback().keptAt(),
                                CallView.State.CALLING_CUSTOMER,
                                Optional.empty(),
                                Optional.of(place.queue()),
                                attempts.current().agents()))
                : Optional.empty();
    }

    /// The agent who waits for the customer.
    Optional<AgentAlone> alone() {
        return attempts.current().alone();
    }

    // What people do.

    /// It stands for another promise to the customer, too.
    void lastsAsLongAs(ReturnCall other) {
        promise.lastsAsLongAs(other.promise);
        wake();
    }

    /// The customer rang again and waits by that call, or by another promise, or was reached by it.
    void calledAgain() {
        if (isWaiting()) {
            leave(LeaveReason.CALLED_AGAIN);
            over(State.CALLED_AGAIN);
        }
    }

    /// The promise is taken back.
    void cancel() {
        giveUp(WhyFailed.TAKEN_BACK);
    }

    private void giveUp(WhyFailed why) {
        leave(LeaveReason.CALLBACK_GIVEN_UP);
        cameToNothing(State.GIVEN_UP, why);
    }

    /// Phones that ring for it are silenced.
    private void leave(LeaveReason reason) {
        attempts.current().leave(reason);
        place.leave(reason);
    }

    private void over(State end) {
        boolean wasPromised = place.isPromised();
        place.end();
        promise.ends(end);
        desk.left(call());
        desk.wake(this, Optional.empty());
        if (wasPromised) {
            promise.note();
        }
        watcher.over(this, wasPromised);
    }

    // Time.

    private void wake() {
        Instant end = callback().expiresAt();
        desk.wake(this, Optional.of(place.askedAgainAt().filter(end::isAfter).orElse(end)));
    }

    @Override
    public void timePassed() {
        if (promise.isExpired()) {
            expire();
        } else if (place.askedAgainAt().isPresent()) {
            place.enterAgain();
        }
    }

    /// One of an earlier process is judged when it is known where its place is.
    private void expire() {
        if (isWaiting() && !place.isRestored()) {
            expireNow();
        }
    }

    private void expireNow() {
        leave(LeaveReason.EXPIRED);
        cameToNothing(State.EXPIRED, WhyFailed.EXPIRED);
    }

    // What an earlier process left.

    /// @param line where the core has its place; empty when it has none
    void agree(Optional<QueueId> line) {
        if (!place.isRestored() || attempts.current().isUnderWay()) {
            return;
        }
        place.agree(line);
        if (promise.isExpired()) {
            expireNow();
        } else if (promise.isTriedEnough()) {
            giveUp(WhyFailed.NOT_ANSWERED);
        } else if (line.isEmpty()) {
            place.enterAgain();
        } else {
            callback().notBefore().ifPresent(this::defer);
        }
    }

    @Override
    public void isMissing() {
        attempts.current().silence();
        wake();
    }

    @Override
    public void isOutside() {
        wake();
    }

    @Override
    public Instant triesAgain() {
        return promise.retry();
    }

    // What the core says.

    @Override
    public void queued(QueueId line) {
        place.isIn(line);
        attempts.current().queued(line);
    }

    @Override
    public void moved(QueueId line) {
        place.isIn(line);
        attempts.current().search().moved(line);
    }

    @Override
    public void placeKept(QueueId line) {
        place.kept(line);
    }

    @Override
    public void isKept(Consumer<Boolean> then) {
        inLine();
        watcher.kept(this);
        then.accept(true);
        defer(desk.now());
    }

    @Override
    public void isBack() {
        inLine();
        defer(promise.earliest());
    }

    private void inLine() {
        attempts.next();
        promise.note();
        wake();
    }

    /// Has it wait until a time, and until customers are called then.
    private void defer(Instant time) {
        Instant opens = promise.opens(time);
        if (opens.isAfter(desk.now()) && !place.isOver()) {
            promise.waits(callback().state(), opens);
            place.defer(opens);
        }
    }

    @Override
    public void offered(CallOffered offer) {
        Instant earliest = promise.earliest();
        if (!place.isInLine()) {
            return; // A wait that is over, and so is the offer soon.
        }
        if (promise.isExpired()) {
            expire();
        } else if (!promise.mayBeKept()) {
            giveUp(WhyFailed.NOT_ALLOWED);
        } else if (promise.opens(earliest).isAfter(desk.now())) {
            defer(earliest);
        } else if (!promise.hasLine()) {
            defer(promise.retry()); // An agent would be rung in vain.
        } else if (promise.rules().dial() == CallbackRules.Dial.CUSTOMER_FIRST
                && !isForOneAgent(offer)) {
            attempts.customerFirst();
        } else {
            attempts.current().offered(offer);
        }
    }

    /// Whether somebody chose the agent: a customer who waits themselves may come to another.
    private static boolean isForOneAgent(CallOffered offer) {
        return offer.decision().basis() == DecisionRecord.Basis.PULLED;
    }

    @Override
    public void offerEnded(AgentId agent) {
        attempts.current().search().offerEnded(agent);
        if (promise.isExpired()) {
            expire();
        }
    }

    /// An agent's answer to an earlier offer may have counted for a later one, before the core
    /// heard that the place is to be kept.
    @Override
    public void connected(CallConnected event) {
        if (place.isAskedFor()) {
            desk.tell(at -> new EndCall(at, call()));
        } else {
            attempts.current().search().connected(event);
        }
    }

    /// Somebody else took it out of line.
    @Override
    public void leftQueue(LeaveReason reason) {
        if (place.isInLine() && isWaiting()) {
            attempts.current().silence();
            cameToNothing(State.GIVEN_UP, WhyFailed.LET_GO);
        }
    }

    @Override
    public void handedOver(CallHandedOver event) {}

    @Override
    public void rejected(CommandRejected event) {
        switch (event.command()) {
            case KeepPlace _ -> place.notKept(event.reason());
            case EnqueuePlace _ -> place.notEnqueued(event.reason());
            case TakePlace _ -> attempts.current().placeRefused();
            case RetryPlace _ -> {
                desk.tell(at -> new EndCall(at, call()));
                lost();
            }
            case DeferPlace _ when event.reason() == CommandRejected.Reason.UNKNOWN_CALL -> lost();
            case RoutingCommand _ -> {}
        }
    }

    @Override
    public void isNotKept(Consumer<Boolean> then) {
        over(State.GIVEN_UP);
        then.accept(false);
    }

    /// The core does not have the place any more that it was thought to have.
    private void lost() {
        if (isWaiting()) {
            place.isLost();
        }
    }

    @Override
    public Optional<AboutCall> about() {
        return Optional.of(promise.about());
    }

    // What comes of attempts.

    @Override
    public void waitsAgain() {
        watcher.waits(this);
    }

    @Override
    public void isReached() {
        over(State.DONE);
    }

    /// The customer was promised a call that they do not have.
    @Override
    public void cameToNothing(State end, WhyFailed why) {
        // A promise that is gone from the book has left a contact, whenever the process is killed.
        desk.services().ended(promise.unreached(place.queue(), why));
        over(end);
    }
}
