package org.strowger.simulator.load;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.load.Behaving.Pickup;
import org.strowger.simulator.load.Person.AtDesk;
import org.strowger.simulator.load.Person.Caller;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.StartMusic;

/// Agents at their desks: they pick up, refuse or miss what rings, talk, and hang up, when it is
/// due. Of the thread of the people.
final class Agents {
    /// How long the last key may take to put the caller in line.
    private static final long IN_LINE_BY_NOW = TimeUnit.MILLISECONDS.toNanos(300);

    /// Who has talked hangs up after this when the centre does not.
    private static final long AFTER_THE_TALK = TimeUnit.SECONDS.toNanos(2);

    private final Sound voice = Voice.AGENT.sound();
    private final Timetable timetable;
    private final Handsets handsets;
    private final Listening listening;
    private final LoadPlan plan;
    private final Behaving behaving;
    private final Map<String, Desk> desks;
    private final Ledger ledger;
    private boolean closing;

    /// @param desks by the user names of their telephones
    /// @param ledger of calls that are no caller's of ours
    Agents(
            Timetable timetable,
            Handsets handsets,
            Listening listening,
            LoadPlan plan,
            Behaving behaving,
            Map<String, Desk> desks,
            Ledger ledger) {
        this.timetable = timetable;
        this.handsets = handsets;
        this.listening = listening;
        this.plan = plan;
        this.behaving = behaving;
        this.desks = Map.copyOf(desks);
        this.ledger = ledger;
    }

    /// Nobody picks up any more.
    void close() {
        closing = true;
    }

    /// @param from who calls, when it is one of our callers
    void rings(LegId leg, String dialled, @Nullable Caller from, long at) {
        Desk desk = desks.get(dialled);
        if (desk == null || closing) {
            handsets.send(id -> new Hangup(id, leg, HangupCause.REJECTED));
            return;
        }
        Optional<Caller> caller = Optional.ofNullable(from);
        AtDesk agent = new AtDesk(leg, desk, caller, caller.map(c -> c.ledger).orElse(ledger));
        handsets.lift(agent);
        caller.ifPresent(c -> isOffered(c, desk, at));
        Chance chance =
                new Chance(
                        caller.map(c -> Chance.key(c.call.talks(), c.offers))
                                .orElseGet(() -> Chance.key(handsets.commands(), 0)));
        Pickup pickup = behaving.pickup(desk.agent, chance);
        long due = at + pickup.delay();
        switch (pickup.kind()) {
            case ANSWERS -> {
                Future<?> _ = timetable.at(due, () -> pickUp(agent, due));
            }
            case REFUSES -> {
                Future<?> _ = timetable.at(due, () -> refuse(agent));
            }
            case MISSES -> {}
        }
    }

    /// Who has waited longer than the agent was busy tells how soon a free agent gets a call; who
    /// came to a free agent, how soon a call gets an agent. Between the two it could be either.
    private static void isOffered(Caller caller, Desk desk, long at) {
        caller.offers++;
        if (caller.offers > 1 || caller.keyed == Desk.NOT_KNOWN || desk.freeAt == Desk.NOT_KNOWN) {
            return;
        }
        if (desk.freeAt <= caller.keyed) {
            caller.ledger.took(Timing.RING, at - caller.keyed);
        } else if (caller.keyed + IN_LINE_BY_NOW <= desk.freeAt) {
            caller.ledger.took(Timing.NEXT, at - desk.freeAt);
        }
    }

    private void pickUp(AtDesk agent, long due) {
        if (handsets.isLifted(agent) && !agent.hungUp) {
            timetable.late(due, agent.ledger);
            handsets.send(id -> new Answer(id, agent.leg));
        }
    }

    private void refuse(AtDesk agent) {
        if (handsets.isLifted(agent)) {
            handsets.send(id -> new Hangup(id, agent.leg, HangupCause.BUSY));
        }
    }

    void talks(AtDesk agent, long at) {
        agent.up = true;
        agent.ledger.talks++;
        handsets.send(id -> new StartMusic(id, agent.leg, voice));
        long talk =
                agent.caller
                        .map(c -> talk(c, agent, at))
                        .orElseGet(
                                () ->
                                        behaving.talk(
                                                "",
                                                Optional.empty(),
                                                agent.desk.agent,
                                                new Chance(handsets.commands())));
        Future<?> _ = timetable.at(at + talk, () -> handsets.hangUp(agent, at + talk));
    }

    private long talk(Caller caller, AtDesk agent, long at) {
        caller.meets(at);
        agent.freeAfter = plan.wrapUp(caller.call.line());
        listening.begin(caller, agent);
        return behaving.talk(
                caller.call.source(),
                caller.call.line(),
                agent.desk.agent,
                new Chance(caller.call.talks()));
    }

    void isOver(AtDesk agent, long at) {
        if (!agent.hungUp) {
            boolean asked = agent.up || agent.caller.filter(c -> c.gaveUp).isPresent();
            agent.desk.freeAt = asked ? at + agent.freeAfter : Desk.NOT_KNOWN;
        }
        agent.caller.filter(_ -> agent.up).ifPresent(caller -> isLeft(caller, at));
    }

    private void isLeft(Caller caller, long at) {
        long due = at + AFTER_THE_TALK;
        Future<?> _ = timetable.at(due, () -> handsets.hangUp(caller, due));
    }
}
