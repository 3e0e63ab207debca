package org.strowger.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

/// People with SIP phones: agents who answer, talk for a while and hang up, and callers who ring,
/// press a key, wait, talk and ring again later.
///
/// They are a telephone network of their own and reach the centre as any phone would.
final class SimulatedPhones implements TelephonyListener {
    private static final int LONGEST_PATIENCE = 180;
    private static final Duration RING = Duration.ofSeconds(30);

    private final ScheduledExecutorService later;
    private final Random random;
    private final Sound greeting;
    private final String number;
    private final Map<LegId, Person> people = new HashMap<>();
    private @Nullable Telephony telephony;
    private int commands;

    private sealed interface Person {
        record Agent() implements Person {}

        record Caller(int name) implements Person {}
    }

    /// @param later the one thread on which all of them live
    /// @param greeting what agents say
    /// @param number the address that callers dial
    SimulatedPhones(ScheduledExecutorService later, Random random, Sound greeting, String number) {
        this.later = later;
        this.random = random;
        this.greeting = greeting;
        this.number = number;
    }

    void use(Telephony itsTelephony) {
        later.execute(() -> telephony = itsTelephony);
    }

    /// Has so many callers ring, one after another and then again and again.
    void ring(int callers) {
        for (int i = 0; i < callers; i++) {
            int name = i + 1;
            after(2 + 4 * i, () -> call(name));
        }
    }

    @Override
    public void on(TelephonyEvent event) {
        later.execute(() -> handle(event));
    }

    private void handle(TelephonyEvent event) {
        switch (event) {
            case CallArrived(_, var leg, _, _, _) -> {
                people.put(leg, new Person.Agent());
                after(between(1, 3), () -> send(id -> new Answer(id, leg)));
            }
            case LegAnswered(_, var leg) -> answered(leg);
            case LegEnded(_, var leg, _) -> over(leg);
            case LegFailed(_, var leg, _) -> over(leg);
            case OfLeg _,
                    TelephonyEvent.EndpointRegistered _,
                    TelephonyEvent.EndpointLost _,
                    TelephonyEvent.LegsListed _ -> {}
        }
    }

    private void call(int name) {
        LegId leg = new LegId("caller-" + name + "-" + commands);
        people.put(leg, new Person.Caller(name));
        Party party = new Party("555010" + name, "Caller " + name);
        send(id -> new Dial(id, leg, new Destination.Address(number), party, RING));
    }

    private void answered(LegId leg) {
        switch (people.get(leg)) {
            case Person.Agent _ -> {
                send(id -> new Play(id, leg, List.of(greeting)));
                after(between(10, 30), () -> hangUp(leg));
            }
            case Person.Caller _ -> {
                String key = random.nextBoolean() ? "1" : "2";
                after(between(3, 7), () -> press(leg, key));
                after(LONGEST_PATIENCE, () -> hangUp(leg));
            }
            case null -> {}
        }
    }

    private void press(LegId leg, String key) {
        if (people.containsKey(leg)) {
            send(id -> new SendDigits(id, leg, key));
        }
    }

    private void hangUp(LegId leg) {
        if (people.containsKey(leg)) {
            send(id -> new Hangup(id, leg, HangupCause.NORMAL));
        }
    }

    private void over(LegId leg) {
        if (people.remove(leg) instanceof Person.Caller(var name)) {
            after(between(5, 20), () -> call(name));
        }
    }

    private void send(Function<CommandId, TelephonyCommand> command) {
        commands++;
        if (telephony != null) {
            telephony.send(command.apply(new CommandId(Integer.toString(commands))));
        }
    }

    private int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    private void after(int seconds, Runnable task) {
        Future<?> _ = later.schedule(task, seconds, TimeUnit.SECONDS);
    }
}
