package org.strowger.engine.dip;

import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.strowger.engine.dip.Breaker.Pass;
import org.strowger.flow.FlowAction.Fetch;

/// One question of a flow, from its way into a host's lane to its outcome, within the time that the
/// flow gives.
///
/// Owned by the client's event loop, but for [#cancel].
final class Inquiry implements Dip {
    /// The flow gives up on its own when its time is over, and then nobody would learn that the
    /// host is slow: so this ends earlier, by this or by a tenth of the time.
    private static final Duration AHEAD = Duration.ofMillis(50);

    private static final int TENTH = 10;

    private final DipClient client;
    private final Fetch fetch;
    private final Context asker;
    private final Consumer<DipOutcome> then;
    private final Instant began;
    private final Instant until;

    /// Told, or no longer to be told: whoever sets it first decides.
    private final AtomicBoolean isSettled = new AtomicBoolean();

    private Stage stage = new Stage.New();
    private Optional<Long> timer = Optional.empty();

    private sealed interface Stage {
        record New() implements Stage {}

        /// Before its host's lane, or in line there.
        record Waiting(HostLane lane, Target target) implements Stage {}

        record UnderWay(HostLane lane, Tries tries) implements Stage {}

        record Over() implements Stage {}
    }

    /// @param asker where `then` is told
    Inquiry(DipClient client, Fetch fetch, Context asker, Consumer<DipOutcome> then, Instant now) {
        this.client = client;
        this.fetch = fetch;
        this.asker = asker;
        this.then = then;
        this.began = now;
        Duration tenth = fetch.timeout().dividedBy(TENTH);
        this.until = now.plus(fetch.timeout()).minus(tenth.compareTo(AHEAD) < 0 ? tenth : AHEAD);
    }

    void start() {
        if (isSettled.get()) {
            end(Ending.CANCELLED);
            return;
        }
        Optional<Target> target = Target.of(fetch.url());
        if (target.isEmpty()) {
            end(Ending.of(Failure.URL));
        } else if (!Requests.isAllowed(fetch)) {
            end(Ending.of(Failure.REQUEST));
        } else {
            client.lane(target.get())
                    .ifPresentOrElse(
                            lane -> enter(lane, target.get()),
                            () -> end(Ending.of(Failure.TOO_MANY_HOSTS)));
        }
    }

    private void enter(HostLane lane, Target target) {
        stage = new Stage.Waiting(lane, target);
        timer = Optional.of(client.after(left(), this::timeIsOver));
        lane.enter(this);
    }

    private Duration left() {
        return Duration.between(client.now(), until);
    }

    /// There is a place. With hardly any time left there is nothing to begin any more.
    void begin(Pass pass) {
        if (stage instanceof Stage.Waiting(var lane, var target)) {
            Tries tries = new Tries(client, lane, pass, target, fetch, until, this::end);
            stage = new Stage.UnderWay(lane, tries);
            if (left().multipliedBy(TENTH).compareTo(fetch.timeout()) < 0) {
                tries.giveUp();
                end(Ending.of(Failure.NO_PLACE_IN_TIME));
            } else {
                tries.start();
            }
        }
    }

    /// There is none.
    void turnedAway(Failure failure) {
        end(Ending.of(failure));
    }

    private void timeIsOver() {
        timer = Optional.empty();
        switch (stage) {
            case Stage.Waiting(var lane, _) -> {
                lane.leaveLine(this);
                end(Ending.of(Failure.NO_PLACE_IN_TIME));
            }
            case Stage.UnderWay(_, var tries) -> {
                tries.outOfTime();
                end(Ending.of(Failure.NO_ANSWER_IN_TIME));
            }
            case Stage.New _, Stage.Over _ -> {}
        }
    }

    @Override
    public void cancel() {
        if (isSettled.compareAndSet(false, true)) {
            client.run(() -> giveUp(Ending.CANCELLED));
        }
    }

    /// There is nobody to ask any more.
    void shutDown() {
        giveUp(Ending.of(Failure.CLOSED));
    }

    private void giveUp(Ending ending) {
        switch (stage) {
            case Stage.Waiting(var lane, _) -> {
                lane.leaveLine(this);
                end(ending);
            }
            case Stage.UnderWay(_, var tries) -> {
                tries.giveUp();
                end(ending);
            }
            case Stage.New _ -> end(ending);
            case Stage.Over _ -> {}
        }
    }

    private void end(Ending ending) {
        Stage last = stage;
        stage = new Stage.Over();
        timer.ifPresent(client::cancelTimer);
        client.over(this);
        String tag =
                switch (last) {
                    case Stage.New _, Stage.Over _ -> DipMeters.NO_HOST;
                    case Stage.Waiting(var lane, _) -> lane.tag();
                    case Stage.UnderWay(var lane, _) -> lane.tag();
                };
        client.meters().ended(tag, ending.word(), Duration.between(began, client.now()));
        ending.outcome().ifPresent(this::tell);
        if (last instanceof Stage.UnderWay(var lane, _)) {
            lane.leave();
        }
    }

    private void tell(DipOutcome outcome) {
        asker.runOnContext(
                _ -> {
                    if (isSettled.compareAndSet(false, true)) {
                        then.accept(outcome);
                    }
                });
    }
}
