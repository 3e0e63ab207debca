package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.contact.Disposition;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;

/// One talk of one agent, and the work after it: what the agent owes of it, and until when the work
/// goes on.
final class TalkWork implements Desk.Sleeper {
    private static final Logger LOG = LoggerFactory.getLogger(TalkWork.class);

    private final Desk desk;
    private final AgentId agent;
    private final CallId call;
    private final QueueId queue;
    private Optional<Disposition> given = Optional.empty();
    private Optional<Instant> overAt = Optional.empty();

    /// When after-call work would end by itself if nothing were missing; empty when there is none.
    private Optional<Instant> usualEnd = Optional.empty();

    /// When the core ends it, if that is later.
    private Optional<Instant> stretchedTo = Optional.empty();

    private boolean waived;

    /// The core has been asked to end it.
    private boolean ending;

    TalkWork(Desk desk, AgentId agent, CallId call, QueueId queue) {
        this.desk = desk;
        this.agent = agent;
        this.call = call;
        this.queue = queue;
    }

    CallId call() {
        return call;
    }

    QueueId queue() {
        return queue;
    }

    DispositionRules rules() {
        return desk.rules().handling(queue).dispositions();
    }

    boolean wasOverBefore(Instant time) {
        return overAt.filter(at -> at.isBefore(time)).isPresent();
    }

    boolean isOver() {
        return overAt.isPresent();
    }

    boolean isWrappingUp() {
        return usualEnd.isPresent();
    }

    boolean isStretched() {
        return stretchedTo.isPresent();
    }

    boolean isMissing() {
        return isWrappingUp() && isOwing();
    }

    /// Whether it is missing, or will be if the talk ends as it is.
    boolean isOwed() {
        return (isWrappingUp() || overAt.isEmpty()) && isOwing();
    }

    private boolean isOwing() {
        return given.isEmpty() && !waived && rules().required();
    }

    // What happens.

    void talkOver(Instant at, Optional<Instant> until) {
        overAt = Optional.of(at);
        usualEnd = until;
        tellDisposition();
        if (isMissing()) {
            until.ifPresent(end -> stretch(at, end));
        }
        tellWrapUp();
    }

    /// Before a restart. Whether it is stretched already cannot be seen, and what was said is
    /// forgotten: what is required is asked again, and ends the work at once.
    void wasWrappingUp(Instant now, Instant until) {
        talkOver(now, Optional.of(until));
        if (isMissing()) {
            usualEnd = Optional.of(now);
        }
    }

    private void stretch(Instant from, Instant end) {
        Instant to = from.plus(WrapUps.LONGEST);
        stretchedTo = Optional.of(to);
        Duration by = Duration.between(end, to);
        if (by.isPositive()) {
            desk.tell(at -> new RoutingCommand.ExtendWrapUp(at, agent, call, by));
        }
    }

    void extended(Instant until) {
        if (isWrappingUp() && !isStretched() && !ending) {
            usualEnd = Optional.of(until);
            tellWrapUp();
        }
    }

    void extend(Duration by) {
        Instant asked = later(usualEnd.orElse(desk.now()), desk.now()).plus(by);
        usualEnd = Optional.of(earlier(asked, stretchedTo.orElse(asked)));
        tellWrapUp();
        if (!isMissing()) {
            endInTime();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    void dispose(Disposition disposition) {
        given = Optional.of(disposition);
        if (overAt.isPresent()) {
            tellDisposition();
        }
        if (isWrappingUp()) {
            tellWrapUp();
            endInTime();
        }
    }

    /// Work that was not stretched ends by itself.
    private void endInTime() {
        if (!isStretched() || ending) {
            return;
        }
        if (usualEnd.orElse(desk.now()).isAfter(desk.now())) {
            desk.wake(this, usualEnd);
        } else {
            endNow();
        }
    }

    private void endNow() {
        ending = true;
        desk.tell(at -> new RoutingCommand.EndWrapUp(at, agent, call));
    }

    void rulesChanged() {
        if (isStretched() && given.isEmpty() && !isMissing()) {
            tellWrapUp();
            endInTime();
        }
    }

    @Override
    public void timePassed() {
        if (isWrappingUp() && !isMissing()) {
            endInTime();
        }
    }

    void agentLeft(Instant at) {
        overAt = overAt.or(() -> Optional.of(at));
        wrapUpOver();
    }

    /// The agent has the customer again, in a talk of its own.
    void resumed() {
        if (isWrappingUp() && !ending) {
            endNow();
        }
        wrapUpOver();
    }

    void wrapUpOver() {
        desk.wake(this, Optional.empty());
        stretchedTo = Optional.empty();
        usualEnd = Optional.empty();
    }

    /// Nothing is waived that the agent has said in the meantime.
    void waive(Actor by) {
        if (waived || given.isPresent()) {
            return;
        }
        waived = true;
        LOG.info("{} of {}: ended without its disposition by {}", call, agent, by);
        desk.services().tell(new DeskEvent.DispositionWaived(desk.now(), agent, call, by));
    }

    // What people are shown.

    private void tellDisposition() {
        given.ifPresent(
                disposition ->
                        desk.services()
                                .tell(
                                        new DeskEvent.Disposed(
                                                desk.now(), agent, call, queue, disposition)));
    }

    private void tellWrapUp() {
        usualEnd.ifPresent(
                until ->
                        desk.services()
                                .tell(
                                        new DeskEvent.WrapUpBegan(
                                                desk.now(),
                                                agent,
                                                call,
                                                queue,
                                                until,
                                                given.isPresent() ? List.of() : rules().reasons(),
                                                isMissing())));
    }
}
