package org.strowger.telephony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.ListLegs;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegsListed;

/// Works a telephone network by hand: sends commands one by one and waits for what happens.
public class Operator implements TelephonyListener {
    /// Long enough for anything that happens at all.
    public static final Duration SOON = Duration.ofSeconds(10);

    private final BlockingQueue<TelephonyEvent> events = new LinkedBlockingQueue<>();
    private @Nullable Telephony telephony;
    private int commands;

    /// Takes its seat at a network that was bound with it as the listener.
    public final void sitsAt(Telephony itsTelephony) {
        telephony = itsTelephony;
    }

    @Override
    public final void on(TelephonyEvent event) {
        events.add(event);
    }

    /// An id that no command had before.
    public final CommandId id() {
        commands++;
        return new CommandId(Integer.toString(commands));
    }

    public final void send(TelephonyCommand command) {
        if (telephony == null) {
            throw new IllegalStateException("sits at no network");
        }
        telephony.send(command);
    }

    /// Sends a command with an id of its own.
    public final CommandId send(Function<CommandId, TelephonyCommand> command) {
        CommandId id = id();
        send(command.apply(id));
        return id;
    }

    /// Dials a registered phone.
    public final LegId ring(String phone) {
        return dial(new Destination.Phone(new Endpoint(phone)), SOON, false);
    }

    public final LegId dial(Destination to, Duration ringTime, boolean autoAnswer) {
        CommandId id = id();
        LegId leg = new LegId("out-" + id);
        send(new Dial(id, leg, to, new Party("4711", "Test"), ringTime, autoAnswer));
        return leg;
    }

    /// Answers the next call that arrives.
    public final LegId answer() throws InterruptedException {
        LegId leg = await(CallArrived.class).leg();
        send(id -> new Answer(id, leg));
        assertEquals(leg, await(LegAnswered.class).leg());
        return leg;
    }

    public final void hangUp(LegId leg) {
        send(id -> new Hangup(id, leg, HangupCause.NORMAL));
    }

    /// Hangs up and waits until that is done.
    public final void end(LegId leg) throws InterruptedException {
        hangUp(leg);
        assertEquals(leg, await(LegEnded.class).leg());
    }

    /// The next event of a kind; others before it are passed over.
    public final <E extends TelephonyEvent> E await(Class<E> kind) throws InterruptedException {
        while (true) {
            TelephonyEvent event = events.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                return fail("no " + kind.getSimpleName() + " within " + SOON);
            }
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    /// The next event, whatever it is.
    public final TelephonyEvent next() throws InterruptedException {
        TelephonyEvent event = events.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
        return event == null ? fail("nothing happens within " + SOON) : event;
    }

    /// Everything that was told up to now and that no wait has taken or passed over.
    public final List<TelephonyEvent> rest() throws InterruptedException {
        CommandId asked = send(ListLegs::new);
        List<TelephonyEvent> rest = new ArrayList<>();
        while (true) {
            TelephonyEvent event = next();
            if (event instanceof LegsListed listed && listed.command().equals(asked)) {
                return rest;
            }
            rest.add(event);
        }
    }

    /// The legs that exist.
    public final List<LegId> legs() throws InterruptedException {
        send(ListLegs::new);
        return await(LegsListed.class).legs();
    }
}
