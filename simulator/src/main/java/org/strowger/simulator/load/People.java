package org.strowger.simulator.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.simulator.load.Person.AtDesk;
import org.strowger.simulator.load.Person.Caller;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Dial;
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

/// Callers at their telephones: they dial, press keys, wait, talk and hang up, when it is due; and
/// their [Agents], to whom this hands on what happens at their telephones. They live on one thread;
/// a time is in nanoseconds since they began.
final class People implements TelephonyListener {
    /// From one key to the next: 100 ms down, 60 ms up.
    private static final long A_KEY = TimeUnit.MILLISECONDS.toNanos(160);

    private static final Duration RING = Duration.ofSeconds(30);

    private final Sound callersVoice = Voice.CALLER.sound();
    private final Timetable timetable;
    private final LoadPlan plan;
    private final Ledger ledger = new Ledger();

    /// Of calls that are made to warm up, which nobody asks about.
    private final Ledger warming = new Ledger();

    private final Handsets handsets;
    private final Listening listening;
    private final Agents agents;
    private final Map<String, Caller> byNumber = new HashMap<>();

    private @Nullable DueCalls calls;
    private long began;
    private boolean allMade;
    private boolean closing;

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
        this.handsets = new Handsets(timetable);
        this.listening = new Listening(handsets, ears, ledger, plan.listenEvery());
        this.agents = new Agents(timetable, handsets, listening, plan, behaving, desks, ledger);
    }

    // From any thread.

    /// Has all of them telephone over a network, of which they hear what happens.
    void use(Consumer<TelephonyCommand> itsCommands) {
        timetable.run(() -> handsets.use(itsCommands));
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
                    agents.close();
                    allMade = true;
                    long at = timetable.now();
                    handsets.people().forEach(person -> handsets.hangUp(person, at));
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
        return allMade && handsets.areIdle();
    }

    Moment moment() throws InterruptedException {
        return timetable.ask(this::look);
    }

    /// The last moment: nobody waits for what was not confirmed until now.
    Moment end() throws InterruptedException {
        return timetable.ask(
                () -> {
                    int unconfirmed = handsets.unconfirmed();
                    handsets.giveUpByes(Duration.ZERO);
                    Moment end = look();
                    return new Moment(
                            end.ledger(),
                            end.talks(),
                            end.callers(),
                            end.done(),
                            unconfirmed,
                            end.listening());
                });
    }

    private Moment look() {
        handsets.giveUpByes(Handsets.BYE_GIVEN_UP);
        return new Moment(
                ledger.copy(),
                byNumber.values().stream().filter(c -> c.talked).count(),
                byNumber.size(),
                done(),
                handsets.unconfirmed(),
                listening.ears());
    }

    /// A BYE of ours was confirmed.
    void farewell(LegId leg) {
        long at = timetable.now();
        timetable.run(() -> handsets.confirmed(leg, at));
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
                    agents.rings(leg, dialled, byNumber.get(from.number()), at);
            case LegAnswered(_, var leg) -> {
                switch (handsets.at(leg)) {
                    case Caller caller -> answered(caller, at);
                    case AtDesk agent -> agents.talks(agent, at);
                    case null -> {}
                }
            }
            case LegEnded(_, var leg, var cause) -> over(leg, cause, at);
            case LegFailed(_, var leg, var cause) -> over(leg, cause, at);
            case RecordingEnded(_, _, var recording, var length, _) ->
                    listening.ended(recording, length);
            case CommandFailed(_, var leg, var command, _) -> handsets.failed(leg, command);
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
        handsets.lift(caller);
        byNumber.put(caller.number, caller);
        of.rang++;
        Destination to = new Destination.Address(plan.target().uri(call.dialled()));
        handsets.send(id -> new Dial(id, leg, to, new Party(caller.number, ""), RING));
        call.line().ifPresent(_ -> of.forLine++);
        caller.longest = timetable.at(due + plan.longestCall().toNanos(), () -> isTooLong(caller));
    }

    private void isTooLong(Caller caller) {
        if (!caller.hungUp) {
            caller.ledger.error("longer than " + plan.longestCall().toSeconds() + " s");
            handsets.hangUp(caller, timetable.now());
        }
    }

    private void answered(Caller caller, long at) {
        if (caller.hungUp) {
            return;
        }
        caller.up = true;
        caller.ledger.answered++;
        caller.ledger.took(Timing.ANSWER, at - caller.due);
        handsets.send(id -> new StartMusic(id, caller.leg, callersVoice));
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
            caller.pressed++;
            handsets.send(id -> new SendDigits(id, caller.leg, keys));
        }
    }

    private void givesUp(Caller caller) {
        if (!caller.talked && !caller.hungUp) {
            caller.gaveUp = true;
            caller.ledger.gaveUp++;
            caller.call.line().ifPresent(line -> caller.ledger.line(line.value()).gaveUp());
            handsets.hangUp(caller, timetable.now());
        }
    }

    private void over(LegId leg, HangupCause cause, long at) {
        switch (handsets.putDown(leg)) {
            case Caller caller -> isOver(caller, cause, at);
            case AtDesk agent -> agents.isOver(agent, at);
            case null -> {}
        }
    }

    private void isOver(Caller caller, HangupCause cause, long at) {
        byNumber.remove(caller.number, caller);
        caller.forgetTimes();
        if (!caller.hungUp) {
            caller.waitedInVain(at);
        }
        if (!caller.up && !caller.hungUp) {
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
}
