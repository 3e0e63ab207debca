package org.strowger.simulator.soak;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.simulator.soak.Script.Intention;
import org.strowger.simulator.soak.Script.Pickup;
import org.strowger.simulator.soak.Script.Reaction;
import org.strowger.simulator.soak.Script.Way;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.Sound;
import org.strowger.telephony.Telephony;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.SendDigits;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyEvent.OfLeg;
import org.strowger.telephony.TelephonyListener;

/// Everybody with a telephone: callers, agents, and customers who are called back. They follow the
/// script, and live on one thread.
///
/// A network of its own, which reaches the engine as any phone would.
final class Floor implements TelephonyListener {
    /// No caller stays longer.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    /// An agent who is asked for advice, or whose caller is unknown, talks no longer.
    private static final Duration LONGEST_TALK = Duration.ofSeconds(15);

    /// One in so many customers is busy whenever they are called back.
    private static final int BUSY_ONE_IN = 5;

    private static final Duration RING = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofMillis(20);
    private static final Duration BEFORE_RINGING_AGAIN = Duration.ofSeconds(2);
    private static final int SAMPLES_A_SECOND = 8_000;
    private static final byte MU_LAW_SILENCE = (byte) 0xFF;

    private final ScheduledExecutorService later;
    private final Script script;
    private final Duration agentsRing;
    private final String number;
    private final Sound words = silence();
    private final Counts counts = new Counts();
    private final Map<LegId, Person> people = new HashMap<>();
    private final Map<Integer, Caller> callers = new HashMap<>();
    private @Nullable Telephony telephony;
    private long commands;
    private int rung;

    private sealed interface Person {}

    /// Somebody who rings the centre.
    private static final class Caller implements Person {
        final int number;
        final LegId leg;
        final Intention intention;
        final boolean rangBefore;
        int offers;

        Caller(int number, LegId leg, Intention intention, boolean rangBefore) {
            this.number = number;
            this.leg = leg;
            this.intention = intention;
            this.rangBefore = rangBefore;
        }

        /// Whoever rings again stays this time.
        Way way() {
            return rangBefore ? Way.STAYS : intention.way();
        }
    }

    /// An agent whose telephone rings or who talks.
    ///
    /// @param caller absent when it is nobody who rings now: a callback, a colleague
    private record Agent(Optional<Caller> caller, Pickup pickup) implements Person {}

    /// Who is called back.
    private record Customer() implements Person {}

    /// @param later the one thread on which all of them live
    /// @param agentsRing how long the engine lets a telephone ring
    /// @param number the address that callers dial
    Floor(ScheduledExecutorService later, Script script, Duration agentsRing, String number) {
        this.later = later;
        this.script = script;
        this.agentsRing = agentsRing;
        this.number = number;
    }

    private static Sound silence() {
        byte[] samples = new byte[SAMPLES_A_SECOND];
        Arrays.fill(samples, MU_LAW_SILENCE);
        return new Sound("silence", samples);
    }

    void use(Telephony itsTelephony) {
        later.execute(() -> telephony = itsTelephony);
    }

    /// The next caller of the script rings.
    void ring() {
        later.execute(
                () -> {
                    ring(rung, false);
                    rung++;
                });
    }

    /// What happened; asked on the thread of the people.
    Counts counts() {
        return counts;
    }

    /// Who has a telephone in their hand or hears one ring; asked on the thread of the people.
    int busy() {
        return people.size();
    }

    @Override
    public void on(TelephonyEvent event) {
        later.execute(() -> handle(event));
    }

    private void handle(TelephonyEvent event) {
        switch (event) {
            case CallArrived(_, var leg, var from, var dialled, _) -> rings(leg, from, dialled);
            case LegAnswered(_, var leg) -> answered(leg);
            case LegEnded(_, var leg, var cause) -> over(leg, "ended", cause);
            case LegFailed(_, var leg, var cause) -> over(leg, "failed", cause);
            case TelephonyEvent.CommandFailed(_, _, _, var reason) ->
                    counts.add("phone: command lost a race, " + reason);
            case OfLeg _,
                    TelephonyEvent.EndpointRegistered _,
                    TelephonyEvent.EndpointLost _,
                    TelephonyEvent.LegsListed _ -> {}
        }
    }

    // Callers.

    private void ring(int caller, boolean again) {
        LegId leg = new LegId("caller-" + caller + "-" + commands);
        Caller person = new Caller(caller, leg, script.intention(caller), again);
        people.put(leg, person);
        callers.put(caller, person);
        counts.add("callers rang");
        counts.add("way: " + (again ? "RANG_AGAIN" : person.way().name()));
        Party party = new Party(Script.number(caller), "");
        send(id -> new Dial(id, leg, new Destination.Address(number), party, RING));
        after(LONGEST_CALL, () -> hangUp(leg));
        if (person.way() == Way.GIVES_UP_DIALLING) {
            after(person.intention.nerve().dividedBy(50), () -> hangUp(leg));
        }
    }

    private void answered(LegId leg) {
        switch (people.get(leg)) {
            case Caller caller -> atTheMenu(caller);
            case Agent agent -> talks(leg, agent);
            case Customer _ -> {
                counts.add("customers called back");
                after(Duration.ofSeconds(1), () -> press(leg, "1"));
            }
            case null -> {}
        }
    }

    private void atTheMenu(Caller caller) {
        counts.add("callers answered");
        Intention means = caller.intention;
        Duration key = means.keyAfter();
        switch (caller.way()) {
            case LEAVES_THE_MENU -> after(means.nerve().dividedBy(2), () -> hangUp(caller.leg));
            case GIVES_UP_DIALLING -> {}
            case LEAVES_ANY_TIME -> chooses(caller, key, means.nerve());
            case RINGS_AGAIN -> {
                chooses(caller, key, means.nerve().dividedBy(4));
                after(key.plus(means.nerve()).plus(BEFORE_RINGING_AGAIN), () -> ringAgain(caller));
            }
            case ASKS_FOR_A_CALL_BACK -> chooses(caller, key, LONGEST_TALK);
            case PRESSES_WRONG_KEYS -> {
                after(key.dividedBy(2), () -> press(caller.leg, "7"));
                chooses(caller, key.plusMillis(500), means.patience());
            }
            case STAYS, LEAVES_WHEN_IT_RINGS, LEAVES_WHEN_ANSWERED ->
                    chooses(caller, key, means.patience());
        }
    }

    /// Presses the key of the menu, and waits for so long at most unless there is a talk.
    private void chooses(Caller caller, Duration key, Duration stays) {
        after(key, () -> press(caller.leg, Character.toString(caller.intention.key())));
        after(key.plus(stays), () -> losesPatience(caller));
    }

    private void losesPatience(Caller caller) {
        boolean talks = caller.offers > 0 && caller.way() != Way.LEAVES_ANY_TIME;
        if (!talks) {
            hangUp(caller.leg);
        }
    }

    private void ringAgain(Caller caller) {
        if (!people.containsKey(caller.leg)) {
            ring(caller.number, true);
        }
    }

    // Agents, and customers who are called.

    private void rings(LegId leg, Party from, String dialled) {
        Optional<Integer> customer = Script.caller(dialled);
        if (customer.isPresent()) {
            isCalledBack(leg, customer.get());
            return;
        }
        Optional<Caller> caller =
                Script.caller(from.number()).flatMap(n -> Optional.ofNullable(callers.get(n)));
        Reaction reaction =
                caller.map(c -> script.reaction(c.number, c.offers++))
                        .orElse(new Reaction(Pickup.ANSWERS, AT_ONCE.multipliedBy(10)));
        people.put(leg, new Agent(caller, reaction.pickup()));
        counts.add("agents' telephones rang");
        counts.add("pickup: " + reaction.pickup());
        caller.filter(c -> c.way() == Way.LEAVES_WHEN_IT_RINGS)
                .ifPresent(c -> after(c.intention.nerve().dividedBy(20), () -> hangUp(c.leg)));
        reacts(leg, caller, reaction);
    }

    private void isCalledBack(LegId leg, int customer) {
        people.put(leg, new Customer());
        boolean isBusy = customer % BUSY_ONE_IN == 0;
        after(
                AT_ONCE.multipliedBy(10),
                () ->
                        send(
                                id ->
                                        isBusy
                                                ? new Hangup(id, leg, HangupCause.BUSY)
                                                : new Answer(id, leg)));
        after(LONGEST_TALK, () -> hangUp(leg));
    }

    private void reacts(LegId leg, Optional<Caller> caller, Reaction reaction) {
        switch (reaction.pickup()) {
            case ANSWERS, HANGS_UP_AT_ONCE -> answer(leg, caller, reaction.after());
            case ANSWERS_AT_THE_LAST_MOMENT -> {
                Duration jitter = caller.map(c -> c.intention.jitter()).orElse(Duration.ZERO);
                answer(leg, caller, agentsRing.plus(jitter));
            }
            case REFUSES ->
                    after(
                            reaction.after(),
                            () -> send(id -> new Hangup(id, leg, HangupCause.BUSY)));
            case LETS_IT_RING -> {}
        }
    }

    private void answer(LegId leg, Optional<Caller> caller, Duration after) {
        after(after, () -> ifThere(leg, () -> send(id -> new Answer(id, leg))));
        caller.filter(c -> c.way() == Way.LEAVES_WHEN_ANSWERED)
                .ifPresent(
                        c ->
                                after(
                                        atLeastNothing(after.plus(c.intention.jitter())),
                                        () -> hangUp(c.leg)));
    }

    private void talks(LegId leg, Agent agent) {
        counts.add("agents answered");
        send(id -> new Play(id, leg, List.of(words)));
        if (agent.pickup() == Pickup.HANGS_UP_AT_ONCE) {
            after(AT_ONCE, () -> hangUp(leg));
            return;
        }
        after(LONGEST_TALK, () -> hangUp(leg));
        agent.caller()
                .ifPresent(
                        caller -> {
                            Duration talk = caller.intention.talk();
                            boolean callerEnds = caller.intention.callerEnds();
                            after(talk, () -> hangUp(callerEnds ? caller.leg : leg));
                        });
    }

    // Both.

    private void over(LegId leg, String how, HangupCause cause) {
        switch (people.remove(leg)) {
            case Caller caller -> {
                callers.remove(caller.number, caller);
                counts.add("caller's leg %s: %s".formatted(how, cause));
            }
            case Agent _ -> counts.add("agent's leg %s: %s".formatted(how, cause));
            case Customer _ -> counts.add("customer's leg %s: %s".formatted(how, cause));
            case null -> counts.add("unknown leg " + how);
        }
    }

    private void press(LegId leg, String key) {
        ifThere(leg, () -> send(id -> new SendDigits(id, leg, key)));
    }

    private void hangUp(LegId leg) {
        ifThere(leg, () -> send(id -> new Hangup(id, leg, HangupCause.NORMAL)));
    }

    private void ifThere(LegId leg, Runnable what) {
        if (people.containsKey(leg)) {
            what.run();
        }
    }

    private void send(Function<CommandId, TelephonyCommand> command) {
        commands++;
        if (telephony != null) {
            telephony.send(command.apply(new CommandId(Long.toString(commands))));
        }
    }

    private static Duration atLeastNothing(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    private void after(Duration time, Runnable task) {
        Future<?> _ = later.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
