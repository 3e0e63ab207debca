package org.strowger.simulator.virtual;

import java.util.List;
import java.util.Objects;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.chance.Sampler;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.virtual.Caller.State;

/// What callers and agents do together on a day: they talk, and then hang up or go on elsewhere.
final class Talks {
    /// Who has been in line so often is transferred no more: else talks without length could go on
    /// for ever.
    private static final int MOST_STAYS = 100;

    private final Plan plan;
    private final SimulatedDay day;
    private final Callers callers;
    private final CallerBook book;
    private final Chance chance = new Chance(0);

    Talks(Plan plan, SimulatedDay day, Callers callers, CallerBook book) {
        this.plan = plan;
        this.day = day;
        this.callers = callers;
        this.book = book;
    }

    void connected(Caller caller, Desk desk) {
        long now = day.now();
        caller.state = State.TALKING;
        caller.connected = now;
        caller.desk = desk;
        if (caller.guided == null || caller.guided.line != null) {
            talk(caller);
        }
    }

    /// A caller who is called back talks from now on, if the agent is there already.
    void taken(Caller caller) {
        if (caller.state == State.TALKING && !day.calendar.has(caller.timer)) {
            talk(caller);
        }
    }

    private void talk(Caller caller) {
        Desk desk = Objects.requireNonNull(caller.desk);
        day.calendar.set(caller.timer, day.now() + Moments.nanos(talk(caller, desk)));
    }

    private double talk(Caller caller, Desk desk) {
        Arrivals.Call recorded = caller.recorded;
        if (recorded != null && caller.stay == 1 && recorded.talk().isPresent()) {
            return recorded.talk().get();
        }
        return plan.talks
                .of(caller.source, caller.queue, desk.index)
                .draw(chance.about(Chance.key(key(caller), Purpose.TALK)));
    }

    /// Of the draws for a talk. After one that nobody heard the next is another.
    private static long key(Caller caller) {
        return caller.unheard == 0
                ? caller.key
                : Chance.key(Chance.key(caller.key, Purpose.UNHEARD), caller.unheard);
    }

    /// The time that was drawn for a talk is over.
    void endTalk(Caller caller) {
        List<Plan.To> transfers = plan.onward[caller.queue].transfers();
        if (!transfers.isEmpty() && caller.stay < MOST_STAYS) {
            double lot = chance.about(Chance.key(key(caller), Purpose.TRANSFER)).uniform();
            for (Plan.To to : transfers) {
                if (lot < to.upTo()) {
                    transfer(caller, to);
                    return;
                }
            }
        }
        hangUp(caller);
    }

    private void transfer(Caller caller, Plan.To to) {
        Plan.From from = plan.sources[caller.source];
        if (caller.guided != null) {
            day.flows().transfer(caller, plan.queues.get(to.queue()));
            return;
        }
        caller.transferring = true;
        day.command(
                new RoutingCommand.TransferCall(
                        day.time(),
                        caller.id,
                        plan.queues.get(to.queue()),
                        from.priority(),
                        from.need(),
                        to.keepsWait()));
        if (caller.transferring) {
            caller.transferring = false;
            callers.losePatienceInTime(caller);
        }
    }

    /// The other queue did not take the call.
    void notTransferred(Caller caller, int queue) {
        caller.transferring = false;
        Tally tally = callers.tally(caller, queue);
        tally.came();
        tally.turnedAway();
        if (caller.state == State.TALKING) {
            hangUp(caller);
        }
    }

    private void hangUp(Caller caller) {
        GuidedCall guided = caller.guided;
        if (guided != null) {
            guided.isDone = true;
            boolean byAgent =
                    chance.about(Chance.key(key(caller), Purpose.WHO_HANGS_UP)).uniform() < 0.5;
            if (byAgent) {
                guided.agentHangsUp();
            } else {
                guided.hangUp();
            }
            return;
        }
        book.expect(caller);
        day.command(new RoutingCommand.EndCall(day.time(), caller.id));
    }

    /// A talk is over. Only now it is sure that there was one.
    ///
    /// @return the after-call work that the agent needs, in seconds; infinite: all there is
    double ended(RoutingEvent.CallEnded event, Caller caller, Desk desk) {
        day.calendar.clear(caller.timer);
        caller.talked = true;
        double wait = Moments.seconds(caller.connected - caller.joined);
        caller.tally.answered(wait, plan.targets[caller.queue]);
        caller.tally.talked(Moments.seconds(day.now() - caller.connected));
        double wrapUp = Double.POSITIVE_INFINITY;
        if (event.wrapUpUntil().isPresent()) {
            Sampler sampler = plan.wrapUps.of(caller.source, caller.queue, desk.index);
            wrapUp = sampler.draw(chance.about(Chance.key(key(caller), Purpose.WRAP_UP)));
        }
        if (caller.guided != null) {
            caller.state = State.IN_FLOW;
            caller.desk = null;
            callers.goIfOver(caller);
        } else if (caller.transferring) {
            callers.beginStay(caller);
        } else {
            callers.go(caller);
        }
        return wrapUp;
    }

    // When something goes wrong.

    /// Has every talk end.
    void endAll() {
        List<Caller> all = book.all();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).state == State.TALKING) {
                hangUp(all.get(i));
            }
        }
    }

    /// Has the talks of an agent end.
    void endAllOf(Desk desk) {
        List<Caller> all = book.all();
        for (int i = 0; i < all.size(); i++) {
            Caller caller = all.get(i);
            if (caller.state == State.TALKING && desk.equals(caller.desk)) {
                loseAgent(caller);
            }
        }
    }

    private void loseAgent(Caller caller) {
        GuidedCall guided = caller.guided;
        if (guided == null) {
            hangUp(caller);
        } else {
            guided.isDone = true;
            guided.agentHangsUp();
        }
    }
}
