package org.strowger.engine.call;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.strowger.engine.call.FeatureCodes.Feature;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyEvent.CallArrived;

/// What the centre's own phones can dial that is no number of a flow: feature codes, colleagues,
/// and numbers outside behind a prefix. Only calls that have proved to be of such a phone come
/// here.
final class FeatureDesk implements FeatureCall.Staff {
    /// The most numbers that count behind a feature code.
    private static final int MOST_TYPED_AHEAD = 3;

    private static final Pattern HASH = Pattern.compile("#");

    private final Desk desk;
    private final AgentBook agents;
    private final Attendance attendance;
    private final WrapUps wrapUps;
    private final PinGuard pins;
    private final Function<DeskCommand, Future<DeskAnswer>> commands;

    FeatureDesk(
            Desk desk,
            AgentBook agents,
            Attendance attendance,
            WrapUps wrapUps,
            Function<DeskCommand, Future<DeskAnswer>> commands,
            MeterRegistry meters) {
        this.desk = desk;
        this.agents = agents;
        this.attendance = attendance;
        this.wrapUps = wrapUps;
        this.pins = new PinGuard(meters);
        this.commands = commands;
    }

    /// Takes a call if what was dialled is for this desk.
    boolean takes(CallArrived call) {
        if (call.phone().isEmpty()) {
            return false;
        }
        Endpoint phone = call.phone().get();
        String dialled = call.dialled();
        return takesFeature(call.leg(), phone, dialled)
                || takesColleague(call.leg(), phone, dialled)
                || takesOutside(call.leg(), phone, dialled);
    }

    // Feature codes.

    private boolean takesFeature(LegId leg, Endpoint phone, String dialled) {
        Optional<FeatureCodes> codes = desk.rules().featureCodes();
        if (codes.isEmpty()) {
            return false;
        }
        for (Map.Entry<Feature, String> code : codes.get().codes().entrySet()) {
            if (dialled.startsWith(code.getValue())) {
                List<String> typed = typedAhead(dialled.substring(code.getValue().length()));
                new FeatureCall(leg, phone, code.getKey(), typed, desk, this).begin();
                return true;
            }
        }
        return false;
    }

    private static List<String> typedAhead(String rest) {
        return HASH.splitAsStream(rest)
                .filter(typed -> !typed.isEmpty())
                .limit(MOST_TYPED_AHEAD)
                .toList();
    }

    // Colleagues.

    private boolean takesColleague(LegId leg, Endpoint phone, String dialled) {
        Optional<AgentProfile> colleague = agents.numbered(dialled);
        if (colleague.isEmpty()) {
            return false;
        }
        Optional<AgentProfile> caller = attendance.personAt(phone);
        Optional<Reach> reach = reach(colleague.get());
        if (reach.isEmpty() || caller.filter(colleague.get()::equals).isPresent()) {
            refuse(leg, HangupCause.UNREACHABLE);
        } else if (!desk.isFree(colleague.get().id())) {
            refuse(leg, HangupCause.BUSY);
        } else {
            new OwnCall(leg, caller.map(AgentProfile::id), desk)
                    .callColleague(colleague.get().id(), reach.get(), shown(caller, phone));
        }
        return true;
    }

    /// Where they sit, or else their own phone.
    private Optional<Reach> reach(AgentProfile colleague) {
        return desk.reach(colleague.id())
                .or(
                        () ->
                                colleague
                                        .phone()
                                        .filter(attendance::isThere)
                                        .map(
                                                own ->
                                                        new Reach(
                                                                new Destination.Phone(own),
                                                                false,
                                                                false)));
    }

    private static Party shown(Optional<AgentProfile> caller, Endpoint phone) {
        return caller.map(agent -> new Party(agent.number().orElse(""), agent.name()))
                .orElse(new Party("", phone.name()));
    }

    // Numbers outside.

    private boolean takesOutside(LegId leg, Endpoint phone, String dialled) {
        Optional<FeatureCodes> codes = desk.rules().featureCodes();
        if (codes.isEmpty()) {
            return false;
        }
        for (Map.Entry<String, QueueId> prefix : codes.get().outbound().entrySet()) {
            if (dialled.startsWith(prefix.getKey())) {
                String number = dialled.substring(prefix.getKey().length());
                Optional<AgentId> agent = attendance.personAt(phone).map(AgentProfile::id);
                if (agent.filter(this::holdsCustomer).isPresent()) {
                    ask(leg, agent, number);
                } else {
                    new DialledOut(leg, agent, prefix.getValue(), number, desk).begin();
                }
                return true;
            }
        }
        return false;
    }

    private boolean holdsCustomer(AgentId agent) {
        return desk.talks()
                .ofAgent(agent)
                .filter(talk -> talk.state() instanceof Talk.State.Held)
                .isPresent();
    }

    /// Who is called while a customer holds is asked about them, and is no customer.
    private void ask(LegId leg, Optional<AgentId> agent, String number) {
        switch (desk.outside().take(number, desk.rules(), desk.now())) {
            case OutsideLines.Permission.Denied(var reason) ->
                    refuse(
                            leg,
                            reason == DeskAnswer.Reason.TOO_MANY
                                    ? HangupCause.CONGESTION
                                    : HangupCause.REJECTED);
            case OutsideLines.Permission.Granted(var to, var shown) ->
                    new OwnCall(leg, agent, desk).callOutside(to, shown);
        }
    }

    private void refuse(LegId leg, HangupCause cause) {
        desk.send(new Hangup(new CommandId("1"), leg, cause));
    }

    // Who is who.

    @Override
    public Optional<AgentProfile> personAt(Endpoint phone) {
        return attendance.personAt(phone);
    }

    @Override
    public Optional<AgentProfile> ownerOf(Endpoint phone) {
        return agents.ownerOf(phone);
    }

    @Override
    public Optional<Supervisor> supervisorAt(Endpoint phone) {
        return desk.rules()
                .supervisorAt(phone)
                .or(
                        () ->
                                attendance
                                        .personAt(phone)
                                        .flatMap(
                                                agent ->
                                                        desk.rules()
                                                                .supervisor(agent.id().value())));
    }

    @Override
    public Optional<AgentProfile> agentNumbered(String number) {
        return agents.numbered(number);
    }

    @Override
    public Optional<Supervisor> supervisorNumbered(String number) {
        return desk.rules().supervisors().stream()
                .filter(supervisor -> supervisor.number().filter(number::equals).isPresent())
                .findFirst();
    }

    @Override
    public PinGuard pins() {
        return pins;
    }

    @Override
    public Optional<CallId> callToDispose(AgentId agent) {
        return wrapUps.callToDispose(agent);
    }

    @Override
    public List<String> dispositions(AgentId agent, CallId call) {
        return wrapUps.queue(agent, call)
                .map(queue -> desk.rules().handling(queue).dispositions().reasons())
                .orElse(List.of());
    }

    @Override
    public Future<DeskAnswer> carryOut(DeskCommand command) {
        return commands.apply(command);
    }
}
