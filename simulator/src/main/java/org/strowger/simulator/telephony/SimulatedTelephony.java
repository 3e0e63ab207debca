package org.strowger.simulator.telephony;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.strowger.engine.call.Loop;
import org.strowger.telephony.Destination;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.Telephony;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CommandFailed;
import org.strowger.telephony.TelephonyEvent.CommandFailed.Reason;
import org.strowger.telephony.TelephonyListener;

/// A telephone network that carries no sound: legs, what plays on them and for how long, who is
/// connected with whom, and everything that is told of it, on one loop and by its clock.
///
/// [#send] is for any thread, all else for the loop. Nothing that anybody does here is logged: keys
/// may be secret.
public final class SimulatedTelephony implements Telephony {
    private final Loop loop;
    private final InstantSource clock;
    private final TelephonyListener listener;
    private final RecordingStore recordings;
    private final Function<String, Optional<Subscriber>> outside;
    private final SortedMap<LegId, SimulatedLeg> legs = new TreeMap<>();
    private final SortedMap<Endpoint, Subscriber> phones = new TreeMap<>();

    /// @param listener told on the loop
    /// @param recordings asked whether a recording can be kept; nothing is written to it
    /// @param outside who is at an address of another network; nobody, if it is unknown
    public SimulatedTelephony(
            Loop loop,
            InstantSource clock,
            TelephonyListener listener,
            RecordingStore recordings,
            Function<String, Optional<Subscriber>> outside) {
        this.loop = loop;
        this.clock = clock;
        this.listener = listener;
        this.recordings = recordings;
        this.outside = outside;
    }

    // What telephones do.

    /// A phone is there from now on.
    public void register(Endpoint phone, Subscriber whose) {
        if (phones.put(phone, whose) == null) {
            listener.on(new TelephonyEvent.EndpointRegistered(clock.instant(), phone));
        }
    }

    /// A phone is there no more; its legs go on.
    public void unregister(Endpoint phone) {
        if (phones.remove(phone) != null) {
            listener.on(new TelephonyEvent.EndpointLost(clock.instant(), phone));
        }
    }

    /// Somebody calls the switch.
    ///
    /// @param leg never used before
    /// @param phone from which, if it is one that is registered
    public Line call(
            LegId leg, Party caller, String dialled, Optional<Endpoint> phone, FarEnd farEnd) {
        SimulatedLeg made = new SimulatedLeg(leg, this, false, phone.isPresent());
        made.isOf(farEnd);
        legs.put(leg, made);
        listener.on(new TelephonyEvent.CallArrived(clock.instant(), leg, caller, dialled, phone));
        return made;
    }

    /// Ends a leg, as a network does that fails.
    public void cut(LegId leg, HangupCause cause) {
        SimulatedLeg there = legs.get(leg);
        if (there != null) {
            there.end(cause);
        }
    }

    /// How many legs there are.
    public int legs() {
        return legs.size();
    }

    // What the switch asks.

    @Override
    public void send(TelephonyCommand command) {
        loop.soon(() -> carryOut(command));
    }

    private void carryOut(TelephonyCommand command) {
        switch (command) {
            case TelephonyCommand.Dial c -> dial(c);
            case TelephonyCommand.ListLegs(var id) ->
                    listener.on(
                            new TelephonyEvent.LegsListed(
                                    clock.instant(), id, List.copyOf(legs.keySet())));
            case TelephonyCommand.Hangup c -> with(c, c.leg(), leg -> leg.hungUpOn(c.cause()));
            case TelephonyCommand.Answer c -> with(c, c.leg(), leg -> leg.answered(c));
            case TelephonyCommand.Play c -> up(c, c.leg(), leg -> leg.play(c));
            case TelephonyCommand.StopPlaying c -> up(c, c.leg(), SimulatedLeg::stopPlaying);
            case TelephonyCommand.StartMusic c -> up(c, c.leg(), _ -> {});
            case TelephonyCommand.StopMusic c -> up(c, c.leg(), _ -> {});
            case TelephonyCommand.SendDigits c -> up(c, c.leg(), leg -> leg.keys(c.digits()));
            case TelephonyCommand.Bridge c ->
                    two(
                            c,
                            c.leg(),
                            c.other(),
                            (leg, other) -> {
                                leg.stopPlaying();
                                other.stopPlaying();
                            });
            case TelephonyCommand.Unbridge c -> up(c, c.leg(), _ -> {});
            case TelephonyCommand.JoinConference c -> up(c, c.leg(), SimulatedLeg::stopPlaying);
            case TelephonyCommand.LeaveConference c -> up(c, c.leg(), _ -> {});
            case TelephonyCommand.Listen c ->
                    two(c, c.leg(), c.target(), (leg, _) -> leg.stopPlaying());
            case TelephonyCommand.StopListening c -> up(c, c.leg(), _ -> {});
            case TelephonyCommand.Mute c -> up(c, c.leg(), leg -> leg.mute(c.muted()));
            case TelephonyCommand.Record c -> up(c, c.leg(), leg -> leg.record(c));
            case TelephonyCommand.PauseRecording c -> up(c, c.leg(), _ -> {});
            case TelephonyCommand.StopRecording c -> up(c, c.leg(), SimulatedLeg::stopRecording);
            case TelephonyCommand.AnswerTransfer c -> up(c, c.leg(), leg -> leg.transferred(c));
        }
    }

    private void dial(TelephonyCommand.Dial dial) {
        Optional<Subscriber> there =
                switch (dial.to()) {
                    case Destination.Phone(var phone) -> Optional.ofNullable(phones.get(phone));
                    case Destination.Address(var uri) -> outside.apply(uri);
                };
        if (there.isEmpty()) {
            listener.on(
                    new TelephonyEvent.LegFailed(
                            clock.instant(), dial.leg(), HangupCause.UNREACHABLE));
            return;
        }
        SimulatedLeg leg =
                new SimulatedLeg(dial.leg(), this, true, dial.to() instanceof Destination.Phone);
        legs.put(dial.leg(), leg);
        leg.rings(there.get(), dial);
    }

    private void with(TelephonyCommand command, LegId id, Consumer<SimulatedLeg> what) {
        SimulatedLeg leg = legs.get(id);
        if (leg == null) {
            fail(command, id, Reason.NO_SUCH_LEG);
        } else {
            what.accept(leg);
        }
    }

    private void up(TelephonyCommand command, LegId id, Consumer<SimulatedLeg> what) {
        with(
                command,
                id,
                leg -> {
                    if (leg.isUp()) {
                        what.accept(leg);
                    } else {
                        fail(command, id, Reason.WRONG_STATE);
                    }
                });
    }

    private void two(
            TelephonyCommand command,
            LegId id,
            LegId other,
            BiConsumer<SimulatedLeg, SimulatedLeg> what) {
        up(
                command,
                id,
                leg -> {
                    SimulatedLeg second = legs.get(other);
                    if (second == null) {
                        fail(command, id, Reason.NO_SUCH_LEG);
                    } else if (id.equals(other) || !second.isUp()) {
                        fail(command, id, Reason.WRONG_STATE);
                    } else {
                        what.accept(leg, second);
                    }
                });
    }

    void fail(TelephonyCommand command, LegId leg, Reason reason) {
        listener.on(new CommandFailed(clock.instant(), leg, command.id(), reason));
    }

    // What legs need.

    Loop loop() {
        return loop;
    }

    InstantSource clock() {
        return clock;
    }

    RecordingStore recordings() {
        return recordings;
    }

    void tell(TelephonyEvent event) {
        listener.on(event);
    }

    void gone(LegId leg) {
        legs.remove(leg);
    }

    /// On the loop, or when it has stopped.
    @Override
    public void close() {
        while (!legs.isEmpty()) {
            Objects.requireNonNull(legs.get(legs.firstKey())).end(HangupCause.SHUTDOWN);
        }
        phones.clear();
    }
}
