package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.strowger.engine.call.LiveNetwork.Leg;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// Something that can happen in a centre, whatever goes on there.
///
/// @param name what it is, in a few words that say nothing of the state it happens in
record Happening(String name, Consumer<TriedCentre> what) {
    private static final Actor BY = new Actor.Operator();
    private static final Place BEN = new Place.ToAgent(TriedCentre.BEN);
    private static final Place SALES = new Place.ToQueue(TriedCentre.SALES);
    private static final Place OUTSIDE = new Place.Outside(TriedCentre.OUTSIDE);

    private static final List<Happening> COMMANDS =
            List.of(
                    command("hold", call -> new DeskCommand.Hold(BY, call)),
                    command("resume", call -> new DeskCommand.Resume(BY, call)),
                    command("transfer to ben", call -> new DeskCommand.Transfer(BY, call, BEN)),
                    command("transfer to sales", call -> new DeskCommand.Transfer(BY, call, SALES)),
                    command(
                            "transfer to a flow",
                            call -> new DeskCommand.Transfer(BY, call, new Place.ToFlow("line"))),
                    command(
                            "transfer outside",
                            call -> new DeskCommand.Transfer(BY, call, OUTSIDE)),
                    command("consult ben", call -> new DeskCommand.Consult(BY, call, BEN)),
                    command("consult sales", call -> new DeskCommand.Consult(BY, call, SALES)),
                    command("consult outside", call -> new DeskCommand.Consult(BY, call, OUTSIDE)),
                    command("complete", call -> new DeskCommand.CompleteTransfer(BY, call)),
                    command("end consultation", call -> new DeskCommand.EndConsultation(BY, call)),
                    command("join all", call -> new DeskCommand.JoinAll(BY, call)),
                    command("mute", call -> new DeskCommand.Mute(BY, call, true)),
                    command("hang up", call -> new DeskCommand.HangUp(BY, call)),
                    command("record", call -> new DeskCommand.Recording(BY, call, true)),
                    command("do not record", call -> new DeskCommand.Recording(BY, call, false)),
                    command(
                            "pause recording",
                            call -> new DeskCommand.PauseRecording(BY, call, true)),
                    command("cancel callback", call -> new DeskCommand.CancelCallback(BY, call)),
                    command(
                            "listen to anna",
                            _ ->
                                    new DeskCommand.ListenTo(
                                            BY,
                                            TriedCentre.ANNA,
                                            Ear.MONITOR,
                                            new Endpoint("desk"))),
                    command(
                            "whisper to anna",
                            _ -> new DeskCommand.ChangeEar(BY, TriedCentre.ANNA, Ear.WHISPER)),
                    command("stop listening", _ -> new DeskCommand.StopListening(BY)));

    /// All that can happen at the moment.
    static List<Happening> in(TriedCentre centre) {
        List<Happening> all = new ArrayList<>();
        for (Leg leg : centre.network.legs()) {
            of(leg, all);
        }
        twoCallsOfAnna(centre, all);
        phones(centre, all);
        core(centre, all);
        centre.due().ifPresent(_ -> all.add(new Happening("time passes", TriedCentre::passTime)));
        all.addAll(COMMANDS);
        return all;
    }

    /// Her phone has a second call, beside that with the caller; it asks on one that is up.
    private static void twoCallsOfAnna(TriedCentre centre, List<Happening> all) {
        Optional<Leg> own = centre.network.leg("own");
        Optional<Leg> anna = centre.network.leg("anna");
        if (own.isPresent() && anna.isPresent()) {
            joins(anna.get(), own.get()).ifPresent(all::add);
            joins(own.get(), anna.get()).ifPresent(all::add);
        }
    }

    private static Optional<Happening> joins(Leg asks, Leg other) {
        return asks.state == LiveNetwork.State.UP
                ? Optional.of(
                        on(
                                asks,
                                "asks to be joined with " + other.name,
                                id ->
                                        c ->
                                                new TelephonyEvent.TransferRequested(
                                                        c.now(),
                                                        id,
                                                        new Target.OtherLeg(other.id))))
                : Optional.empty();
    }

    // What the far ends of legs do.

    private static void of(Leg leg, List<Happening> all) {
        if (leg.state == LiveNetwork.State.UP) {
            ofTalker(leg, all);
        } else if (leg.isDialled) {
            ofRinging(leg, all);
        } else {
            all.add(ends(leg, "gives up", HangupCause.CANCELLED));
        }
    }

    private static void ofRinging(Leg leg, List<Happening> all) {
        all.add(on(leg, "answers", id -> c -> new TelephonyEvent.LegAnswered(c.now(), id)));
        all.add(fails(leg, "is busy", HangupCause.BUSY));
        all.add(fails(leg, "refuses", HangupCause.REJECTED));
        all.add(fails(leg, "does not answer", HangupCause.NO_ANSWER));
        all.add(fails(leg, "is out of reach", HangupCause.NETWORK_FAILURE));
    }

    private static void ofTalker(Leg leg, List<Happening> all) {
        all.add(ends(leg, "hangs up", HangupCause.NORMAL));
        all.add(ends(leg, "is lost", HangupCause.NETWORK_FAILURE));
        for (char key : new char[] {'1', '9', '#'}) {
            all.add(
                    on(
                            leg,
                            "presses " + key,
                            id -> c -> new TelephonyEvent.DigitPressed(c.now(), id, key)));
        }
        all.add(on(leg, "holds", id -> c -> new TelephonyEvent.LegHeld(c.now(), id)));
        all.add(on(leg, "takes back", id -> c -> new TelephonyEvent.LegResumed(c.now(), id)));
        if (leg.isDialled) {
            all.add(
                    on(
                            leg,
                            "asks for a transfer",
                            id ->
                                    c ->
                                            new TelephonyEvent.TransferRequested(
                                                    c.now(), id, new Target.Number("202"))));
        }
        leg.playing.ifPresent(_ -> all.add(on(leg, "has heard it", _ -> c -> c.heard(leg))));
        leg.recording.ifPresent(
                recording ->
                        all.add(
                                on(
                                        leg,
                                        "has said nothing for long",
                                        id ->
                                                c ->
                                                        new TelephonyEvent.RecordingEnded(
                                                                c.now(),
                                                                id,
                                                                recording,
                                                                Duration.ofSeconds(2),
                                                                false))));
    }

    private interface Told {
        TelephonyEvent at(TriedCentre centre);
    }

    private static Happening on(Leg leg, String does, Function<LegId, Told> event) {
        return new Happening(
                leg.name + " " + does, centre -> centre.network(event.apply(leg.id).at(centre)));
    }

    private static Happening ends(Leg leg, String does, HangupCause cause) {
        return on(leg, does, id -> c -> new TelephonyEvent.LegEnded(c.now(), id, cause));
    }

    private static Happening fails(Leg leg, String does, HangupCause cause) {
        return on(leg, does, id -> c -> new TelephonyEvent.LegFailed(c.now(), id, cause));
    }

    // What happens to agents and lines.

    private static void phones(TriedCentre centre, List<Happening> all) {
        centre.agents()
                .forEach(
                        (agent, doing) -> {
                            Endpoint phone = new Endpoint(agent);
                            all.add(
                                    doing.equals("signed out")
                                            ? new Happening(
                                                    agent + "'s phone registers",
                                                    c ->
                                                            c.network(
                                                                    new TelephonyEvent
                                                                            .EndpointRegistered(
                                                                            c.now(), phone)))
                                            : new Happening(
                                                    agent + "'s phone is gone",
                                                    c ->
                                                            c.network(
                                                                    new TelephonyEvent.EndpointLost(
                                                                            c.now(), phone))));
                        });
    }

    private static void core(TriedCentre centre, List<Happening> all) {
        boolean isInLine = !centre.routing.snapshot().calls().isEmpty();
        if (isInLine) {
            all.add(
                    asked(
                            "the call is moved to sales",
                            at ->
                                    new RoutingCommand.MoveCall(
                                            at, TriedCentre.CALL, TriedCentre.SALES, true)));
            all.add(
                    asked(
                            "the call is pulled to ben",
                            at ->
                                    new RoutingCommand.PullCall(
                                            at, TriedCentre.BEN, TriedCentre.CALL)));
        }
        all.add(
                asked(
                        "support is removed",
                        at ->
                                new RoutingCommand.ApplyPolicy(
                                        at, TriedCentre.policy(TriedCentre.SALES))));
        all.add(
                asked(
                        "support is closed",
                        at -> new RoutingCommand.OpenQueue(at, TriedCentre.SUPPORT, false)));
        centre.agents()
                .forEach(
                        (agent, doing) -> {
                            if (!doing.equals("signed out")) {
                                all.add(
                                        asked(
                                                agent + " is paused",
                                                at ->
                                                        new RoutingCommand.PauseAgent(
                                                                at, new AgentId(agent), "break")));
                            }
                        });
    }

    private static Happening asked(String name, Function<Instant, RoutingCommand> command) {
        return new Happening(name, centre -> centre.routing.submit(command));
    }

    // What people command.

    static int commands() {
        return COMMANDS.size();
    }

    private static Happening command(String name, Function<CallId, DeskCommand> command) {
        return new Happening(
                "*" + name + "*",
                centre ->
                        centre.commands(
                                command.apply(
                                        centre.call().map(CallView::id).orElse(TriedCentre.CALL))));
    }

    /// The same thing, if it can happen at the moment.
    Optional<Happening> now(TriedCentre centre) {
        return in(centre).stream().filter(other -> other.name.equals(name)).findFirst();
    }
}
