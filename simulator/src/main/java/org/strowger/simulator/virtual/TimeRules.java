package org.strowger.simulator.virtual;

import java.util.List;
import java.util.stream.IntStream;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.chance.Sampler;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.scenario.Staff;

/// Times by the first rule that fits, found ahead for each source and queue.
final class TimeRules {
    /// A rule whose conditions on queue and source are met.
    private static final class Candidate {
        final Sampler time;

        /// By agent; empty if it fits all.
        final boolean[] fits;

        Candidate(Sampler time, boolean[] fits) {
            this.time = time;
            this.fits = fits;
        }

        boolean fits(int agent) {
            return fits.length == 0 || fits[agent];
        }
    }

    /// Of what no rule says anything about.
    private static final Sampler NONE = _ -> Double.POSITIVE_INFINITY;

    private final Candidate[][][] candidates;

    TimeRules(
            List<Behaviour.Rule> rules,
            List<Source> sources,
            List<QueueId> queues,
            List<Staff> staff) {
        List<boolean[]> fits = rules.stream().map(rule -> fits(rule, staff)).toList();
        List<Sampler> times = rules.stream().map(rule -> Sampler.of(rule.time())).toList();
        candidates = new Candidate[sources.size()][queues.size()][];
        for (int source = 0; source < sources.size(); source++) {
            String name = sources.get(source).name();
            for (int queue = 0; queue < queues.size(); queue++) {
                QueueId id = queues.get(queue);
                candidates[source][queue] =
                        IntStream.range(0, rules.size())
                                .filter(
                                        i ->
                                                rules.get(i)
                                                        .source()
                                                        .filter(s -> !s.equals(name))
                                                        .isEmpty())
                                .filter(
                                        i ->
                                                rules.get(i)
                                                        .queue()
                                                        .filter(q -> !q.equals(id))
                                                        .isEmpty())
                                .mapToObj(i -> new Candidate(times.get(i), fits.get(i)))
                                .toArray(Candidate[]::new);
            }
        }
    }

    private static boolean[] fits(Behaviour.Rule rule, List<Staff> staff) {
        boolean[] fits = new boolean[staff.size()];
        boolean all = true;
        for (int i = 0; i < fits.length; i++) {
            fits[i] = fits(rule, staff.get(i));
            all &= fits[i];
        }
        return all ? new boolean[0] : fits;
    }

    private static boolean fits(Behaviour.Rule rule, Staff agent) {
        return rule.agent().filter(id -> !id.equals(agent.agent())).isEmpty()
                && rule.skill()
                        .filter(
                                skill ->
                                        agent.profile().skills().getOrDefault(skill.skill(), 0)
                                                < skill.level())
                        .isEmpty();
    }

    /// Whether some rule fits every agent.
    boolean fitAll(int source, int queue) {
        for (Candidate candidate : candidates[source][queue]) {
            if (candidate.fits.length == 0) {
                return true;
            }
        }
        return false;
    }

    /// The time of what has no agent yet.
    Sampler of(int source, int queue) {
        return candidates[source][queue][0].time;
    }

    Sampler of(int source, int queue, int agent) {
        for (Candidate candidate : candidates[source][queue]) {
            if (candidate.fits(agent)) {
                return candidate.time;
            }
        }
        return NONE;
    }
}
