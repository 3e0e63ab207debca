package org.strowger.simulator.load;

import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.chance.Sampler;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Behaviour.Answering;
import org.strowger.simulator.scenario.Behaviour.Rule;

/// What callers and agents do, by the rules of a scenario.
final class Behaving {
    /// As long as anybody waits or talks under load.
    private static final double LONGEST = 86_400;

    private final Behaviour behaviour;

    Behaving(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /// How long a caller waits in line, in nanoseconds.
    long patience(String source, Optional<QueueId> line, Chance chance) {
        return drawn(behaviour.patience(), source, line, Optional.empty(), chance);
    }

    /// How long a talk lasts, in nanoseconds.
    long talk(String source, Optional<QueueId> line, Agent agent, Chance chance) {
        return drawn(behaviour.talks(), source, line, Optional.of(agent), chance);
    }

    /// What an agent does when the telephone rings.
    Pickup pickup(Agent agent, Chance chance) {
        for (Answering rule : behaviour.answering()) {
            if (rule.agent().filter(id -> !id.equals(agent.id())).isEmpty()) {
                double lot = chance.uniform();
                long delay = nanos(Sampler.of(rule.delay()).draw(chance));
                if (lot < rule.misses()) {
                    return new Pickup(Pickup.Kind.MISSES, delay);
                }
                return new Pickup(
                        lot < rule.misses() + rule.refuses()
                                ? Pickup.Kind.REFUSES
                                : Pickup.Kind.ANSWERS,
                        delay);
            }
        }
        return new Pickup(Pickup.Kind.ANSWERS, 0);
    }

    /// @param delay from the first ring, in nanoseconds
    record Pickup(Kind kind, long delay) {
        enum Kind {
            ANSWERS,
            REFUSES,
            MISSES
        }
    }

    /// An agent whose telephone is ours.
    record Agent(AgentId id, RoutingProfile profile) {}

    private static long drawn(
            List<Rule> rules,
            String source,
            Optional<QueueId> line,
            Optional<Agent> agent,
            Chance chance) {
        return rules.stream()
                .filter(rule -> fits(rule, source, line, agent))
                .findFirst()
                .map(rule -> nanos(Sampler.of(rule.time()).draw(chance)))
                .orElseGet(() -> nanos(LONGEST));
    }

    private static boolean fits(
            Rule rule, String source, Optional<QueueId> line, Optional<Agent> agent) {
        return rule.source().filter(s -> !s.equals(source)).isEmpty()
                && (rule.queue().isEmpty() || rule.queue().equals(line))
                && (rule.agent().isEmpty() || rule.agent().equals(agent.map(Agent::id)))
                && rule.skill()
                        .filter(
                                skill ->
                                        agent.map(a -> a.profile().skills().get(skill.skill()))
                                                .filter(level -> level >= skill.level())
                                                .isEmpty())
                        .isEmpty();
    }

    static long nanos(double seconds) {
        return (long) (Math.min(seconds, LONGEST) * 1e9);
    }
}
