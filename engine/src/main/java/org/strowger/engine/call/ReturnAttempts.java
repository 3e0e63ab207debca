package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.strowger.engine.call.Callback.State;
import org.strowger.engine.contact.WhyFailed;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.DeferPlace;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.RetryPlace;

/// The attempts to reach a customer who is to be called back, one after the other: what comes of
/// each, for the promise and for the place in line.
final class ReturnAttempts implements Errand {
    /// Longer than any attempt to reach a customer can last.
    private static final Duration ATTEMPT =
            CallOut.RING_TIME.plus(CallOut.TIME_TO_CONFIRM).plusSeconds(55);

    private final CallbackPromise promise;
    private final KeptPlace place;
    private final Desk desk;
    private final Owner owner;
    private CallOut current;
    private int count;

    /// Whose attempts they are. Of the last two exactly one is told, once.
    interface Owner {
        /// There will be another attempt.
        void waitsAgain();

        void isReached();

        void cameToNothing(State end, WhyFailed why);
    }

    ReturnAttempts(CallbackPromise promise, KeptPlace place, Desk desk, Owner owner) {
        this.promise = promise;
        this.place = place;
        this.desk = desk;
        this.owner = owner;
        this.current = another();
    }

    private CallOut another() {
        count++;
        CallOut next =
                new CallOut(
                        call(),
                        count,
                        promise.ask().customer(),
                        promise.rules().confirm(),
                        CallSession.Origin.CALLED_BACK,
                        desk,
                        this);
        next.search().standsIn(place.queue());
        return next;
    }

    private CallId call() {
        return promise.callback().call();
    }

    /// The one that is under way, or that comes next.
    CallOut current() {
        return current;
    }

    /// What the one before led to is over.
    void next() {
        current = another();
    }

    /// Calls the customer before any agent, once; nobody is offered the place meanwhile.
    void customerFirst() {
        if (!current.isUnderWay()) {
            desk.tell(at -> new DeferPlace(at, call(), at.plus(ATTEMPT)));
            current.customerFirst();
        }
    }

    @Override
    public AboutCall customer() {
        return promise.about();
    }

    @Override
    public Optional<String> askedBy() {
        return Optional.of(promise.ask().caller().number());
    }

    @Override
    public Claim claim() {
        return promise.ask().claim();
    }

    @Override
    public Optional<Announcement> greeting() {
        return Optional.of(Announcement.CALLBACK_FOR_YOU);
    }

    @Override
    public void dialling() {
        place.isTaken();
        promise.isTried();
    }

    @Override
    public void reached() {
        owner.isReached();
    }

    /// Who took the call and found their place gone was reached; that was no attempt to.
    @Override
    public void notReached(Errand.Miss miss, boolean hadAgent) {
        if (miss == Errand.Miss.NO_PLACE) {
            promise.isNotTried();
        }
        boolean isLast =
                switch (miss) {
                    case NOT_ALLOWED -> true;
                    case NOT_ANSWERED -> promise.isTriedEnough();
                    case NO_LINE, NO_PLACE -> false;
                };
        if (isLast) {
            end(LeaveReason.CALLBACK_GIVEN_UP, hadAgent);
            owner.cameToNothing(State.GIVEN_UP, Unreached.why(miss));
        } else {
            again(State.RETRYING, promise.retry(), hadAgent);
        }
    }

    /// That was no attempt to reach the customer.
    @Override
    public void agentLeft(boolean talks) {
        if (promise.callback().state() == State.DIALLING) {
            promise.isNotTried();
        }
        State before = promise.callback().attempts() == 0 ? State.WAITING : State.RETRYING;
        if (talks) {
            again(before, desk.now(), true);
        } else if (promise.isExpired()) {
            expire(false);
        } else {
            promise.waits(before, desk.now());
            next();
            owner.waitsAgain();
        }
    }

    private void again(State state, Instant notBefore, boolean hadAgent) {
        if (promise.isExpired()) {
            expire(hadAgent);
            return;
        }
        Instant opens = promise.opens(notBefore);
        promise.waits(state, opens);
        next();
        desk.tell(
                at -> {
                    Instant time = opens.isBefore(at) ? at : opens;
                    return hadAgent
                            ? new RetryPlace(at, call(), time)
                            : new DeferPlace(at, call(), time);
                });
        owner.waitsAgain();
    }

    private void expire(boolean hadAgent) {
        end(LeaveReason.EXPIRED, hadAgent);
        owner.cameToNothing(State.EXPIRED, WhyFailed.EXPIRED);
    }

    private void end(LeaveReason reason, boolean hadAgent) {
        desk.tell(at -> hadAgent ? new EndCall(at, call()) : new LeaveQueue(at, call(), reason));
    }

    @Override
    public void noAgent() {
        owner.cameToNothing(State.GIVEN_UP, WhyFailed.LET_GO);
    }

    /// The place is back in line at once.
    @Override
    public RoutingCommand undo(Instant at) {
        return new RetryPlace(at, call(), at);
    }
}
