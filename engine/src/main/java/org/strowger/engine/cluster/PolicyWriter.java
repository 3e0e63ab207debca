package org.strowger.engine.cluster;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.QueuePolicy.HandleTime;
import org.strowger.engine.routing.QueuePolicy.Missed;
import org.strowger.engine.routing.QueuePolicy.Overflow;
import org.strowger.engine.routing.QueuePolicy.Reserve;
import org.strowger.engine.routing.QueuePolicy.Staffing;
import org.strowger.engine.routing.QueuePolicy.WaitingCost;
import org.strowger.engine.routing.QueuePolicy.Work;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingStep;
import org.strowger.engine.routing.StarvationBound;

/// Writes policies; [PolicyReader] reads them.
class PolicyWriter extends ValueWriter {
    PolicyWriter(DataOutputStream out) {
        super(out);
    }

    final void policy(RoutingPolicy v) throws IOException {
        sharedText(v.version());
        map(v.queues(), this::queue, this::rules);
        name(v.balance());
        out.writeLong(v.seed());
        name(v.detail());
        optional(v.bound(), this::bound);
    }

    private void bound(StarvationBound v) throws IOException {
        duration(v.behind());
        number(v.priorityGap());
    }

    final void rules(QueuePolicy v) throws IOException {
        flag(v.open());
        number(v.maxLength());
        optional(v.maxWait(), this::duration);
        duration(v.serviceTarget());
        duration(v.ringTime());
        duration(v.wrapUp());
        missed(v.missed());
        list(v.steps(), this::step);
        order(v.order());
        name(v.agents());
        work(v.work());
        staffing(v.staffing());
        overflow(v.overflow());
        optional(v.reserve(), this::reserve);
        number(v.share());
        cost(v.cost());
    }

    private void missed(Missed v) throws IOException {
        duration(v.rest());
        duration(v.notAgainFor());
        number(v.pauseAfter());
    }

    private void step(RoutingStep v) throws IOException {
        optional(v.lasting(), this::duration);
        need(v.need());
        list(v.drop(), this::sharedText);
        number(v.lowered());
        number(v.maxRank());
        flag(v.skippedIfNobody());
    }

    private void order(CallOrder order) throws IOException {
        switch (order) {
            case CallOrder.Strict() -> out.writeByte(1);
            case CallOrder.Fifo() -> out.writeByte(2);
            case CallOrder.Accumulating(var rate, var cap) -> {
                out.writeByte(3);
                number(rate);
                optional(
                        cap.isPresent() ? Optional.of(cap.getAsInt()) : Optional.empty(),
                        this::number);
            }
            case CallOrder.Deadline() -> out.writeByte(4);
        }
    }

    private void work(Work v) throws IOException {
        sharedText(v.channel());
        optional(v.units(), this::number);
    }

    private void staffing(Staffing v) throws IOException {
        name(v.toJoin());
        name(v.toStay());
        duration(v.grace());
    }

    private void overflow(Overflow v) throws IOException {
        optional(v.whenClosed(), this::queue);
        optional(v.whenFull(), this::queue);
        optional(v.whenEmpty(), this::queue);
        optional(v.afterMaxWait(), this::queue);
    }

    private void reserve(Reserve v) throws IOException {
        need(v.of());
        number(v.kept());
    }

    private void cost(WaitingCost v) throws IOException {
        number(v.weight());
        duration(v.handleTime());
        list(v.fasterOrSlower(), this::handleTime);
    }

    private void handleTime(HandleTime v) throws IOException {
        need(v.of());
        duration(v.time());
    }
}
