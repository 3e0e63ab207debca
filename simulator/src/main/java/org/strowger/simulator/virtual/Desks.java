package org.strowger.simulator.virtual;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.telephony.FarEnd;
import org.strowger.simulator.telephony.Line;
import org.strowger.simulator.virtual.Desk.Answer;
import org.strowger.telephony.HangupCause;

/// Everybody who works on a day: they come and go, answer or do not, and finish their work.
final class Desks {
    /// How many numbers an agent has in the calendar.
    static final int TIMERS = 3;

    /// What it takes to turn a call down, or to find that a telephone is not there, at least: with
    /// no time at all, a call and an agent without rest would keep each other for ever.
    private static final long SHORTEST_REFUSAL = Moments.SECOND / 10;

    private final Plan plan;
    private final SimulatedDay day;
    private final int first;
    private final Desk[] desks;
    private final Work[] intervals;
    private final Map<AgentId, Desk> byId = new HashMap<>();
    private final Chance chance = new Chance(0);

    /// Whose telephones ring and are answered at once.
    private final Queue<Desk> prompt = new ArrayDeque<>();

    /// @param first the number of the first agent in the calendar
    Desks(Plan plan, SimulatedDay day, long key, int first) {
        this.plan = plan;
        this.day = day;
        this.first = first;
        desks = new Desk[plan.staff.size()];
        intervals = new Work[plan.intervals];
        Arrays.setAll(intervals, _ -> new Work());
        for (int i = 0; i < desks.length; i++) {
            long own = Purpose.key(key, Purpose.AGENT, plan.staff.get(i).agent().value());
            Shifts shifts =
                    new Shifts(plan.staff.get(i), plan.from, plan.until, plan.attendance, own);
            desks[i] = new Desk(i, first + TIMERS * i, plan, shifts, intervals);
            byId.put(desks[i].id, desks[i]);
            day.calendar.set(desks[i].shiftTimer, shifts.nextAt());
        }
    }

    /// @param likely whom it may well be
    Desk find(AgentId id, @Nullable Desk likely) {
        return likely != null && likely.id.equals(id) ? likely : find(id);
    }

    Desk find(AgentId id) {
        Desk found = byId.get(id);
        if (found == null) {
            throw new IllegalStateException("there is no agent " + id);
        }
        return found;
    }

    Desk[] all() {
        return desks;
    }

    /// What all of them did together, in each interval of the span.
    Work[] intervals() {
        return intervals;
    }

    /// What the calendar has for a number of an agent.
    void happen(int thing) {
        Desk desk = desks[(thing - first) / TIMERS];
        if (thing == desk.shiftTimer) {
            goOn(desk);
        } else if (thing == desk.answerTimer) {
            day.calendar.clear(thing);
            answer(desk);
        } else {
            CallId call = desk.takeNextWrapUp();
            day.calendar.set(thing, desk.nextWrapUpEnd());
            day.command(new RoutingCommand.EndWrapUp(day.time(), desk.id, call));
        }
    }

    private void goOn(Desk desk) {
        Shifts.Step step = desk.shifts.take();
        day.calendar.set(desk.shiftTimer, desk.shifts.nextAt());
        if (day.hasFlows()) {
            switch (step) {
                case Shifts.SignIn _ -> {
                    day.flows().signIn(desk);
                    return;
                }
                case Shifts.SignOut _ -> {
                    day.flows().signOut(desk);
                    return;
                }
                case Shifts.Pause _, Shifts.Resume _ -> {}
            }
        }
        Instant at = day.time();
        day.command(
                switch (step) {
                    case Shifts.SignIn _ ->
                            new RoutingCommand.SignInAgent(at, desk.id, desk.profile);
                    case Shifts.Pause(_, var reason) ->
                            new RoutingCommand.PauseAfterCall(at, desk.id, reason);
                    case Shifts.Resume _ -> new RoutingCommand.ResumeAgent(at, desk.id);
                    case Shifts.SignOut _ -> new RoutingCommand.SignOutAgent(at, desk.id);
                });
    }

    // Telephones.

    void offered(RoutingEvent.CallOffered event, Caller caller) {
        Desk desk = find(event.agent());
        desk.ringing = caller;
        if (caller.guided == null) {
            ring(desk, caller, Moments.of(event.expiresAt()));
        }
    }

    /// The telephone of an agent rings for a call through a flow; that the core has offered it is
    /// known by then. Calls that no offer goes before, such as those of colleagues, are answered.
    FarEnd rings(Desk desk, Line line, boolean isOutside) {
        desk.line = line;
        Caller caller = desk.ringing;
        if (caller == null) {
            line.answer();
        } else {
            ring(desk, caller, Calendar.NEVER);
        }
        return new FarEnd() {
            @Override
            public void talks() {
                if (isOutside) {
                    day.flows().takesByKey(line);
                }
            }
        };
    }

    private void ring(Desk desk, Caller caller, long until) {
        Plan.Ringing rule = plan.ringing[desk.index];
        if (day.now() < desk.lostUntil) {
            answerAfter(SHORTEST_REFUSAL, desk, Answer.REFUSE, until);
        } else if (rule.isPrompt()) {
            desk.answer = Answer.ACCEPT;
            if (caller.guided == null) {
                prompt.add(desk);
            } else {
                answer(desk);
            }
        } else {
            chance.about(Chance.key(caller.key, Purpose.RINGING + caller.rung++));
            double lot = chance.uniform();
            long delay = Moments.nanos(rule.delay().draw(chance));
            if (lot < rule.refuses()) {
                answerAfter(Math.max(delay, SHORTEST_REFUSAL), desk, Answer.REFUSE, until);
            } else if (lot >= rule.refuses() + rule.misses()) {
                answerAfter(delay, desk, Answer.ACCEPT, until);
            }
        }
    }

    /// Unless it would be too late; then the core takes the offer back.
    private void answerAfter(long delay, Desk desk, Answer answer, long until) {
        long at = day.now() + delay;
        if (at < until) {
            desk.answer = answer;
            day.calendar.set(desk.answerTimer, at);
        }
    }

    /// Has those answer who do so at once.
    void answerPromptly() {
        for (Desk desk = prompt.poll(); desk != null; desk = prompt.poll()) {
            answer(desk);
        }
    }

    private void answer(Desk desk) {
        Caller caller = desk.ringing;
        if (caller == null) {
            return;
        }
        if (caller.guided != null) {
            answer(desk, desk.line);
            return;
        }
        caller.desk = desk;
        day.expect(caller);
        day.command(
                switch (desk.answer) {
                    case ACCEPT -> new RoutingCommand.AcceptOffer(day.time(), desk.id, caller.id);
                    case REFUSE ->
                            new RoutingCommand.RefuseOffer(
                                    day.time(), desk.id, caller.id, refusal(desk));
                });
    }

    private void answer(Desk desk, @Nullable Line line) {
        if (line == null) {
            return;
        }
        switch (desk.answer) {
            case ACCEPT -> line.answer();
            case REFUSE ->
                    line.hangUp(
                            day.now() < desk.lostUntil
                                    ? HangupCause.UNREACHABLE
                                    : HangupCause.REJECTED);
        }
    }

    private Refusal refusal(Desk desk) {
        return day.now() < desk.lostUntil ? Refusal.UNREACHABLE : Refusal.REJECTED;
    }

    void offerEnded(RoutingEvent.OfferEnded event) {
        Desk desk = find(event.agent());
        stopRinging(desk);
        if (event.outcome() != Outcome.WITHDRAWN) {
            desk.missed(day.now());
        }
    }

    private void stopRinging(Desk desk) {
        desk.ringing = null;
        desk.line = null;
        day.calendar.clear(desk.answerTimer);
    }

    // Work.

    void connected(Desk desk, Caller caller) {
        if (caller.guided != null) {
            caller.guided.agent = desk.line;
        }
        stopRinging(desk);
        desk.talkBegan(day.now());
    }

    /// @param wrapUp what the agent needs, in seconds
    void ended(RoutingEvent.CallEnded event, Desk desk, double wrapUp) {
        desk.talkEnded(day.now(), event.wrapUpUntil().isPresent());
        if (event.wrapUpUntil().isPresent()) {
            long end = day.now() + Moments.nanos(wrapUp);
            if (end < Moments.of(event.wrapUpUntil().get())) {
                desk.wrapsUpUntil(end, event.call());
                day.calendar.set(desk.wrapUpTimer, desk.nextWrapUpEnd());
            }
        }
    }

    /// An agent did not talk after all.
    void gaveBack(Desk desk, Caller caller) {
        retried(desk, caller, false);
    }

    /// A talk led to nothing.
    ///
    /// @param wrapUp whether there is work all the same
    void retried(Desk desk, Caller caller, boolean wrapUp) {
        desk.talkEnded(day.now(), wrapUp);
        desk.talkedNot(caller.connected);
    }

    void signedOut(Desk desk) {
        desk.signedOut(day.now());
        day.calendar.clear(desk.wrapUpTimer);
    }

    // When something goes wrong.

    void loseTelephone(Desk desk, long until) {
        desk.lostUntil = until;
        Caller caller = desk.ringing;
        if (caller != null) {
            desk.answer = Answer.REFUSE;
            day.calendar.set(desk.answerTimer, day.now() + SHORTEST_REFUSAL);
        }
    }

    /// Has an agent go on who was paused because the telephone was not there.
    void findTelephone(Desk desk) {
        if (desk.isPausedForMissing()) {
            day.command(new RoutingCommand.ResumeAgent(day.time(), desk.id));
        }
    }
}
