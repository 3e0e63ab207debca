package org.strowger.engine.call;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.DeferPlace;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;

/// Where the routing core has the place of a customer who is to be called back, as far as is known.
///
/// One that the core was thought to have and does not have is made anew as it was, with the wait of
/// the customer, as often as it takes.
final class KeptPlace {
    private final CallId call;
    private final Callback.Ask ask;
    private final Desk desk;
    private final Owner owner;
    private Stage stage;
    private QueueId queue;
    private boolean isAskedAnew;

    /// Whose place it is.
    interface Owner {
        /// The core keeps it from now on.
        ///
        /// @param then told so
        void isKept(Consumer<Boolean> then);

        /// The core does not keep it, and nothing follows.
        ///
        /// @param then told so
        void isNotKept(Consumer<Boolean> then);

        /// The core was asked to take it again: what it said of the last one is over.
        void isMissing();

        /// The core has it again.
        void isBack();

        /// When the core is asked once more that did not take it again.
        Instant triesAgain();

        /// The core did not take it again.
        void isOutside();
    }

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

    private KeptPlace(Callback callback, Stage stage, Desk desk, Owner owner) {
        this.call = callback.call();
        this.ask = callback.ask();
        this.stage = stage;
        this.desk = desk;
        this.owner = owner;
        this.queue = ask.queue();
    }

    /// One that the core is being asked to keep.
    ///
    /// @param then told whether it does
    static KeptPlace asked(Callback callback, Consumer<Boolean> then, Desk desk, Owner owner) {
        return new KeptPlace(callback, new Stage.Keeping(then), desk, owner);
    }

    /// One of an earlier process.
    static KeptPlace restored(Callback callback, Desk desk, Owner owner) {
        return new KeptPlace(callback, new Stage.Restored(), desk, owner);
    }

    QueueId queue() {
        return queue;
    }

    /// Whether it was ever promised.
    boolean isPromised() {
        return !(stage instanceof Stage.Keeping);
    }

    /// Whether it is one of an earlier process, of which the core has not been asked.
    boolean isRestored() {
        return stage instanceof Stage.Restored;
    }

    boolean isOver() {
        return stage instanceof Stage.Over;
    }

    /// Whether the core has it, as far as is known.
    boolean isInLine() {
        return stage instanceof Stage.Kept || stage instanceof Stage.Restored;
    }

    /// Whether the core is being asked for it: what it says meanwhile is of an earlier wait.
    boolean isAskedFor() {
        return stage instanceof Stage.Keeping || stage instanceof Stage.Entering;
    }

    /// When the core is asked again; empty when it need not be.
    Optional<Instant> askedAgainAt() {
        return stage instanceof Stage.Outside(var until) ? Optional.of(until) : Optional.empty();
    }

    /// The core has it in this line, or elsewhere.
    ///
    /// @param line nothing when the core has it nowhere
    void agree(Optional<QueueId> line) {
        line.ifPresent(this::isIn);
        stage = new Stage.Kept();
    }

    void isIn(QueueId line) {
        queue = line;
    }

    /// Somebody has it in hand.
    void isTaken() {
        stage = new Stage.Kept();
    }

    /// Puts it in line as it was.
    void enterAgain() {
        stage = new Stage.Entering();
        owner.isMissing();
        if (!desk.submit(at -> ask.place(at, call))) {
            enterLater();
        }
    }

    private void enterLater() {
        stage = new Stage.Outside(owner.triesAgain());
        owner.isOutside();
    }

    /// The core does not have it any more.
    void isLost() {
        if (stage instanceof Stage.Kept) {
            enterAgain();
        }
    }

    /// Has it wait until then.
    void defer(Instant until) {
        desk.tell(at -> new DeferPlace(at, call, until));
    }

    /// It is not wanted any more. One that is in line leaves by the search for its agent.
    void leave(LeaveReason reason) {
        if (stage instanceof Stage.Entering) {
            desk.tell(at -> new LeaveQueue(at, call, reason));
        }
    }

    void end() {
        stage = new Stage.Over();
    }

    // What the core says.

    void kept(QueueId line) {
        queue = line;
        Stage last = stage;
        switch (last) {
            case Stage.Keeping(var then) -> {
                stage = new Stage.Kept();
                owner.isKept(then);
            }
            case Stage.Entering _ -> {
                stage = new Stage.Kept();
                owner.isBack();
            }
            case Stage.Kept _, Stage.Restored _, Stage.Outside _, Stage.Over _ -> {}
        }
    }

    /// An agent who had answered may have the call: its talk, which nobody has, ends first, and
    /// then the place is asked for anew, once.
    void notKept(CommandRejected.Reason reason) {
        if (stage instanceof Stage.Keeping(var then)) {
            boolean isAsked =
                    reason == CommandRejected.Reason.NOT_WAITING
                            && !isAskedAnew
                            && desk.submit(at -> ask.place(at, call));
            isAskedAnew = true;
            if (!isAsked) {
                desk.tell(at -> new LeaveQueue(at, call, LeaveReason.CHOSE_TO_LEAVE));
                owner.isNotKept(then);
            }
        } else if (stage instanceof Stage.Entering) {
            if (reason == CommandRejected.Reason.ALREADY_KEPT) {
                kept(queue);
            } else {
                enterLater();
            }
        }
    }

    /// A call of that name in line is what is left of this one.
    void notEnqueued(CommandRejected.Reason reason) {
        Stage last = stage;
        switch (last) {
            case Stage.Keeping(var then) -> owner.isNotKept(then);
            case Stage.Entering _ -> {
                if (reason == CommandRejected.Reason.ALREADY_KNOWN) {
                    desk.tell(at -> new KeepPlace(at, call, ask.number()));
                } else {
                    enterLater();
                }
            }
            case Stage.Kept _, Stage.Restored _, Stage.Outside _, Stage.Over _ -> {}
        }
    }
}
