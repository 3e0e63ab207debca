package org.strowger.engine.routing;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.strowger.engine.routing.DecisionRecord.Standing;

/// The agents who have equal skills: those who are ready in order of idle time, the others as
/// counts.
final class Pool {
    /// For pools that have an agent ready.
    static final Comparator<Pool> LONGEST_IDLE_HEAD_FIRST =
            Comparator.comparing(Pool::head, Agent.LONGEST_IDLE_FIRST);

    private final SortedMap<String, Integer> skills;
    private final TreeSet<Agent> ready = new TreeSet<>(Agent.LONGEST_IDLE_FIRST);
    private final Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
    private int size;

    Pool(SortedMap<String, Integer> skills) {
        this.skills = skills;
    }

    SortedMap<String, Integer> skills() {
        return skills;
    }

    boolean serves(Lane lane) {
        for (SkillNeed need : lane.needs()) {
            Integer level = skills.get(need.skill());
            if (level == null || level < need.level()) {
                return false;
            }
        }
        return true;
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    Agent head() {
        return ready.first();
    }

    int size() {
        return size;
    }

    void addCountsTo(Map<Standing, Integer> sum) {
        counts.forEach((standing, count) -> sum.merge(standing, count, Integer::sum));
    }

    void add(Agent agent) {
        size++;
        counts.merge(agent.standing(), 1, Integer::sum);
        if (agent.isReady()) {
            ready.add(agent);
        }
    }

    void remove(Agent agent) {
        size--;
        counts.merge(agent.standing(), -1, Integer::sum);
        if (agent.isReady()) {
            ready.remove(agent);
        }
    }
}
