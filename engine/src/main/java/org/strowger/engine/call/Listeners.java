package org.strowger.engine.call;

import static org.strowger.engine.call.DeskAnswer.refused;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;

/// The supervisors, and the operator, who listen to agents at the moment: each to one, and a few at
/// most to the same one.
final class Listeners {
    /// More would not hear better, and each is mixed anew.
    private static final int MOST_OF_ONE_AGENT = 4;

    private final Desk desk;

    /// By who listens, in words.
    private final SortedMap<String, Heard> all = new TreeMap<>();

    private long begun;

    private record Heard(Actor by, Listening listening) {}

    Listeners(Desk desk) {
        this.desk = desk;
    }

    /// Calls a phone, and lets who answers there hear the agent.
    DeskAnswer listen(Actor by, AgentId agent, Ear ear, Endpoint phone) {
        begun++;
        LegId leg = new LegId("listening-" + begun);
        Destination there = new Destination.Phone(phone);
        return listen(by, agent, ear, leg, new CommandCount(leg), it -> it.call(there));
    }

    /// Lets somebody on the line hear the agent.
    ///
    /// @param leg answered; it is taken over unless the answer is a refusal
    /// @param commands goes on counting the leg's
    DeskAnswer listen(Actor by, AgentId agent, Ear ear, LegId leg, CommandCount commands) {
        return listen(by, agent, ear, leg, commands, Listening::begin);
    }

    private DeskAnswer listen(
            Actor by,
            AgentId agent,
            Ear ear,
            LegId leg,
            CommandCount commands,
            Consumer<Listening> begin) {
        Optional<AgentProfile> profile = desk.agent(agent);
        Optional<DeskAnswer> obstacle = obstacle(by, agent, profile);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Listening listening =
                new Listening(
                        leg,
                        commands,
                        profile.orElseThrow(),
                        ear,
                        desk,
                        () -> all.remove(name(by)));
        all.put(name(by), new Heard(by, listening));
        begin.accept(listening);
        return new DeskAnswer.Done();
    }

    private Optional<DeskAnswer> obstacle(Actor by, AgentId agent, Optional<AgentProfile> profile) {
        if (!maySteer(by, profile)) {
            return obstacle(Reason.NOT_ALLOWED, "the agent is in no team of the one who listens");
        }
        if (profile.isEmpty()) {
            return obstacle(Reason.UNKNOWN_AGENT, "there is no agent " + agent);
        }
        if (all.containsKey(name(by))) {
            return obstacle(Reason.BUSY, "who listens to one agent cannot listen to another");
        }
        return of(agent).size() >= MOST_OF_ONE_AGENT
                ? obstacle(Reason.TOO_MANY, "at most " + MOST_OF_ONE_AGENT + " listen to an agent")
                : Optional.empty();
    }

    private static Optional<DeskAnswer> obstacle(Reason reason, String message) {
        return Optional.of(refused(reason, message));
    }

    /// Changes who hears the one who listens to this agent.
    DeskAnswer change(Actor by, AgentId agent, Ear ear) {
        Heard heard = all.get(name(by));
        if (heard == null || !heard.listening().agent().equals(agent)) {
            return refused(Reason.WRONG_STATE, "they do not listen to " + agent);
        }
        heard.listening().hear(ear);
        return new DeskAnswer.Done();
    }

    DeskAnswer stop(Actor by) {
        Heard heard = all.get(name(by));
        if (heard == null) {
            return refused(Reason.WRONG_STATE, "they do not listen to anybody");
        }
        heard.listening().end();
        return new DeskAnswer.Done();
    }

    /// Who may not listen by the rules and teams of now listens no more.
    void rulesChanged() {
        List.copyOf(all.values()).stream()
                .filter(heard -> !maySteer(heard.by(), desk.agent(heard.listening().agent())))
                .forEach(heard -> heard.listening().end());
    }

    /// There is nobody to listen to any more.
    void signedOut(AgentId agent) {
        of(agent).forEach(Listening::end);
    }

    private List<Listening> of(AgentId agent) {
        return all.values().stream()
                .map(Heard::listening)
                .filter(listening -> listening.agent().equals(agent))
                .toList();
    }

    private boolean maySteer(Actor by, Optional<AgentProfile> agent) {
        return switch (by) {
            case Actor.Operator() -> true;
            case Actor.OfAgent _ -> false;
            case Actor.OfSupervisor(var id) -> desk.rules().steers(id, agent);
        };
    }

    private static String name(Actor by) {
        return switch (by) {
            case Actor.Operator() -> "operator";
            case Actor.OfAgent(var agent) -> "agent " + agent;
            case Actor.OfSupervisor(var id) -> "supervisor " + id;
        };
    }

    int count() {
        return all.size();
    }
}
