package org.strowger.simulator.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.load.Behaving.Pickup;
import org.strowger.simulator.load.Person.AtDesk;
import org.strowger.simulator.load.Person.Caller;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.SendDigits;
import org.strowger.telephony.TelephonyCommand.StartMusic;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.CommandFailed;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyEvent.OfLeg;
import org.strowger.telephony.TelephonyEvent.RecordingEnded;
import org.strowger.telephony.TelephonyListener;

/// Callers and agents at their telephones: they dial, press keys, wait, talk and hang up, when it
/// is due. They live on one thread; a time is in nanoseconds since they began.
final class People implements TelephonyListener {
    /// From one key to the next: 100 ms down, 60 ms up.
    private static final long A_KEY = TimeUnit.MILLISECONDS.toNanos(160);

    /// How long the last key may take to put the caller in line.
    private static final long IN_LINE_BY_NOW = TimeUnit.MILLISECONDS.toNanos(300);

    /// Who has talked hangs up after this when the centre does not.
    private static final long AFTER_THE_TALK = TimeUnit.SECONDS.toNanos(2);

    /// What is shorter proves nothing about what was to be heard.
    private static final Duration LEAST_LISTENED = Duration.ofMillis(600);

    private static final Duration LONGEST_LISTENED = Duration.ofSeconds(5);
    private static final int MOST_LISTENED = 50;
    private static final Duration RING = Duration.ofSeconds(30);

    private final Sound callersVoice = Voice.CALLER.sound();
    private final Sound agentsVoice = Voice.AGENT.sound();
    private final Timetable timetable;
    private final LoadPlan plan;
    private final Behaving behaving;
    private final Ears ears;
    private final Ledger ledger = new Ledger();

    /// Of calls that are made to warm up, which nobody asks about.
    private final Ledger warming = new Ledger();

    private final Map<String, Desk> desks;
    private final Map<LegId, Person> people = new HashMap<>();
    private final Map<String, Caller> byNumber = new HashMap<>();

    /// That nobody has confirmed yet.
    private final Map<LegId, Bye> byes = new LinkedHashMap<>();

    private @Nullable Consumer<TelephonyCommand> network;
    private @Nullable DueCalls calls;
    private long began;
    private long commands;
    private int listening;
    private boolean allMade;
    private boolean closing;

    /// @param asked the command that it was asked for by
    private record Bye(CommandId asked, Ledger ledger, long due) {}

    /// @param later the one thread on which all of them live
    /// @param desks by the user names of their telephones
    People(
            ScheduledExecutorService later,
            LoadPlan plan,
            Behaving behaving,
            Map<String, Desk> desks,
            Ears ears) {
        this.timetable = new Timetable(later, ledger);
        this.plan = plan;
        this.behaving = behaving;
        this.desks = Map.copyOf(desks);
        this.ears = ears;
    }

    // From any thread.

    /// Has all of them telephone over a network, of which they hear what happens.
    void use(Consumer<TelephonyCommand> itsCommands) {
        timetable.run(() -> network = itsCommands);
    }

    /// Callers begin to ring.
    void begin(DueCalls all) {
        timetable.run(
                () -> {
                    began = timetable.now();
                    calls = all;
                    awaitNext();
                });
    }

    /// No call is made any more, and all that there are end.
    void close() {
        timetable.run(
                () -> {
                    closing = true;
                    allMade = true;
                    long at = timetable.now();
                    List.copyOf(people.values()).forEach(person -> hangUp(person, at));
                });
    }

    /// What there is at one moment.
    ///
    /// @param talks how many callers talk with an agent
    /// @param callers how many there are
    /// @param done whether all calls were made and have ended
    /// @param unconfirmed BYEs that the far end has not confirmed yet
    /// @param listening ears that still listen
    record Moment(
            Ledger ledger, long talks, int callers, boolean done, int unconfirmed, int listening) {}

    /// Whether all calls were made and have ended.
    boolean isDone() throws InterruptedException {
        return timetable.ask(this::done);
    }

    private boolean done() {
        return allMade && people.isEmpty();
    }

    Moment moment() throws InterruptedException {
        return timetable.ask(
                () ->
                        new Moment(
                                ledger.copy(),
                                byNumber.values().stream().filter(c -> c.talked).count(),
                                byNumber.size(),
                                done(),
                                byes.size(),
                                listening));
    }

    /// A BYE of ours was confirmed.
    void farewell(LegId leg) {
        long at = timetable.now();
        timetable.run(
                () -> {
                    Bye bye = byes.remove(leg);
                    if (bye != null) {
                        bye.ledger().took(Timing.BYE, at - bye.due());
                    }
                });
    }

    @Override
    public void on(TelephonyEvent event) {
        long at = timetable.now();
        timetable.run(() -> handle(event, at));
    }

    // On the thread of the people.

    private void handle(TelephonyEvent event, long at) {
        switch (event) {
            case CallArrived(_, var leg, var from, var dialled, _) ->
                    rings(leg, from.number(), dialled, at);
            case LegAnswered(_, var leg) -> {
                switch (people.get(leg)) {
                    case Caller caller -> answered(caller, at);
                    case AtDesk agent -> talks(agent, at);
                    case null -> {}
                }
            }
            case LegEnded(_, var leg, var cause) -> over(leg, cause, at);
            case LegFailed(_, var leg, var cause) -> over(leg, cause, at);
            case RecordingEnded(_, _, var recording, var length, _) -> listened(recording, length);
            case CommandFailed(_, var leg, var command, _) -> failed(leg, command);
            case OfLeg _,
                    TelephonyEvent.EndpointRegistered _,
                    TelephonyEvent.EndpointLost _,
                    TelephonyEvent.LegsListed _ -> {}
        }
    }

    private void awaitNext() {
        Optional<DueCall> next = closing || calls == null ? Optional.empty() : calls.next();
        allMade = next.isEmpty();
        next.ifPresent(
                call -> {
                    long due = began + call.due();
                    Future<?> _ =
                            timetable.at(
                                    due,
                                    () -> {
                                        ring(call, due);
                                        awaitNext();
                                    });
                });
    }

    private void ring(DueCall call, long due) {
        if (closing) {
            return;
        }
        Ledger of = call.due() < plan.warmUp().toNanos() ? warming : ledger;
        of.due++;
        if (byNumber.size() >= plan.callsAtOnce()) {
            of.error("not made: %d calls at once".formatted(plan.callsAtOnce()));
            return;
        }
        timetable.late(due, of);
        LegId leg = new LegId("caller-" + call.number());
        Caller caller = new Caller(leg, call, due, "7%09d".formatted(call.number()), of);
        people.put(leg, caller);
        byNumber.put(caller.number, caller);
        of.rang++;
        Destination to = new Destination.Address(plan.target().uri(call.dialled()));
        send(id -> new Dial(id, leg, to, new Party(caller.number, ""), RING));
        caller.longest = timetable.at(due + plan.longestCall().toNanos(), () -> isTooLong(caller));
    }

    private void isTooLong(Caller caller) {
        if (!caller.hungUp) {
            caller.ledger.error("longer than " + plan.longestCall().toSeconds() + " s");
            hangUp(caller, timetable.now());
        }
    }

    private void answered(Caller caller, long at) {
        caller.up = true;
        caller.ledger.answered++;
        caller.ledger.took(Timing.ANSWER, at - caller.due);
        send(id -> new StartMusic(id, caller.leg, callersVoice));
        long due = at;
        caller.keyed = caller.call.presses().isEmpty() ? at : Desk.NOT_KNOWN;
        for (DueCall.Press press : caller.call.presses()) {
            due += press.after();
            long pressed = due;
            due += (press.keys().length() - 1) * A_KEY;
            long last = due;
            Future<?> _ = timetable.at(pressed, () -> press(caller, press.keys(), pressed, last));
            due += A_KEY;
        }
        if (caller.call.line().isPresent()) {
            caller.patience = timetable.at(due + caller.call.patience(), () -> givesUp(caller));
        }
    }

    private void press(Caller caller, String keys, long due, long last) {
        if (caller.up && !caller.hungUp) {
            timetable.late(due, caller.ledger);
            caller.keyed = last;
            send(id -> new SendDigits(id, caller.leg, keys));
        }
    }

    private void givesUp(Caller caller) {
        if (!caller.talked && !caller.hungUp) {
            caller.gaveUp = true;
            caller.ledger.gaveUp++;
            caller.call.line().ifPresent(line -> caller.ledger.line(line.value()).gaveUp());
            hangUp(caller, timetable.now());
        }
    }

    private void rings(LegId leg, String from, String dialled, long at) {
        Desk desk = desks.get(dialled);
        if (desk == null || closing) {
            send(id -> new Hangup(id, leg, HangupCause.REJECTED));
            return;
        }
        Optional<Caller> caller = Optional.ofNullable(byNumber.get(from));
        AtDesk agent = new AtDesk(leg, desk, caller, caller.map(c -> c.ledger).orElse(ledger));
        people.put(leg, agent);
        caller.ifPresent(c -> isOffered(c, desk, at));
        Chance chance =
                new Chance(
                        caller.map(c -> Chance.key(c.call.talks(), c.offers))
                                .orElseGet(() -> Chance.key(commands, 0)));
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
    private void isOffered(Caller caller, Desk desk, long at) {
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
        if (people.containsKey(agent.leg) && !agent.hungUp) {
            timetable.late(due, agent.ledger);
            send(id -> new Answer(id, agent.leg));
        }
    }

    private void refuse(AtDesk agent) {
        if (people.containsKey(agent.leg)) {
            send(id -> new Hangup(id, agent.leg, HangupCause.BUSY));
        }
    }

    private void talks(AtDesk agent, long at) {
        agent.up = true;
        agent.ledger.talks++;
        send(id -> new StartMusic(id, agent.leg, agentsVoice));
        long talk =
                agent.caller
                        .map(c -> talk(c, agent, at))
                        .orElseGet(
                                () ->
                                        behaving.talk(
                                                "",
                                                Optional.empty(),
                                                agent.desk.agent,
                                                new Chance(commands)));
        Future<?> _ = timetable.at(at + talk, () -> hangUp(agent, at + talk));
    }

    private long talk(Caller caller, AtDesk agent, long at) {
        caller.talked = true;
        cancel(caller.patience);
        if (caller.keyed != Desk.NOT_KNOWN) {
            caller.ledger.took(Timing.WAIT, at - caller.keyed);
            caller.call
                    .line()
                    .ifPresent(
                            line ->
                                    caller.ledger
                                            .line(line.value())
                                            .answeredAfter(Math.max(0, at - caller.keyed)));
        }
        agent.freeAfter = plan.wrapUp(caller.call.line());
        listen(caller, agent);
        return behaving.talk(
                caller.call.source(),
                caller.call.line(),
                agent.desk.agent,
                new Chance(caller.call.talks()));
    }

    private void listen(Caller caller, AtDesk agent) {
        long number = caller.call.number();
        if (plan.listenEvery() == 0
                || number % plan.listenEvery() != 0
                || listening > MOST_LISTENED - 2
                || !caller.up) {
            return;
        }
        listening += 2;
        record(caller.leg, Ears.ofCaller(number));
        record(agent.leg, Ears.ofAgent(number));
    }

    private void record(LegId leg, RecordingId recording) {
        send(
                id ->
                        new TelephonyCommand.Record(
                                id, leg, recording, LONGEST_LISTENED, Optional.empty()));
    }

    private void listened(RecordingId recording, Duration length) {
        listening--;
        boolean heard = ears.wasHeard(recording);
        if (length.compareTo(LEAST_LISTENED) < 0) {
            return;
        }
        ledger.listened++;
        if (heard) {
            ledger.heard++;
        } else {
            ledger.error(
                    "nothing heard at the %s's ear"
                            .formatted(
                                    recording.value().startsWith("caller") ? "caller" : "agent"));
        }
    }

    private void hangUp(Person person, long due) {
        if (!people.containsKey(person.leg) || person.hungUp) {
            return;
        }
        timetable.late(due, person.ledger);
        person.hungUp = true;
        if (person instanceof AtDesk agent) {
            agent.desk.freeAt = due + agent.freeAfter;
        }
        send(
                id -> {
                    if (person.up) {
                        byes.put(person.leg, new Bye(id, person.ledger, due));
                    }
                    return new Hangup(id, person.leg, HangupCause.NORMAL);
                });
    }

    /// Whose far end hung up a moment before us sends no BYE, and none is confirmed.
    private void failed(LegId leg, CommandId command) {
        if (byes.containsKey(leg) && byes.get(leg).asked().equals(command)) {
            byes.remove(leg);
        }
    }

    private void over(LegId leg, HangupCause cause, long at) {
        switch (people.remove(leg)) {
            case Caller caller -> isOver(caller, cause, at);
            case AtDesk agent -> isOver(agent, at);
            case null -> {}
        }
    }

    private void isOver(Caller caller, HangupCause cause, long at) {
        byNumber.remove(caller.number, caller);
        cancel(caller.patience);
        cancel(caller.longest);
        if (!caller.up && !caller.hungUp) {
            // Who waited in vain waited at least so long: leaving them out flatters the rest.
            caller.ledger.took(Timing.ANSWER, at - caller.due);
            caller.ledger.error("not answered: " + cause);
        } else if (caller.talked) {
            caller.ledger.ended++;
        } else if (!caller.hungUp && cause == HangupCause.NORMAL) {
            caller.ledger.sentAway++;
        }
        if (caller.up && !caller.hungUp && cause != HangupCause.NORMAL) {
            caller.ledger.error("ended: " + cause);
        }
    }

    private void isOver(AtDesk agent, long at) {
        if (!agent.hungUp) {
            boolean asked = agent.up || agent.caller.filter(c -> c.gaveUp).isPresent();
            agent.desk.freeAt = asked ? at + agent.freeAfter : Desk.NOT_KNOWN;
        }
        agent.caller
                .filter(_ -> agent.up)
                .ifPresent(
                        c -> {
                            Future<?> _ =
                                    timetable.at(
                                            at + AFTER_THE_TALK,
                                            () -> hangUp(c, at + AFTER_THE_TALK));
                        });
    }

    private void send(Function<CommandId, TelephonyCommand> command) {
        commands++;
        if (network != null) {
            network.accept(command.apply(new CommandId(Long.toString(commands))));
        }
    }

    private static void cancel(@Nullable Future<?> what) {
        if (what != null) {
            what.cancel(false);
        }
    }
}
