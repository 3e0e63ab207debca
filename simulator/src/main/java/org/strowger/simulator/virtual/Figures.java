package org.strowger.simulator.virtual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.result.AgentFigures;
import org.strowger.simulator.result.CallFigures;
import org.strowger.simulator.result.Day;

/// Adds up what was counted on a day.
final class Figures {
    private Figures() {}

    static Day of(
            Plan plan,
            Callers callers,
            Desks desks,
            @Nullable FlowCalls flows,
            long now,
            long events) {
        SortedMap<QueueId, CallFigures> queues = new TreeMap<>();
        SortedMap<QueueId, List<CallFigures>> intervals = new TreeMap<>();
        SortedMap<String, Tally> needs = new TreeMap<>();
        for (Plan.From source : plan.sources) {
            needs.put(NeedWords.of(source.need()), new Tally());
        }
        for (int queue = 0; queue < plan.queues.size(); queue++) {
            Tally whole = new Tally();
            List<CallFigures> parts = new ArrayList<>();
            for (int interval = 0; interval < plan.intervals; interval++) {
                Tally part = new Tally();
                for (int source = 0; source < plan.sources.length; source++) {
                    Tally counted = callers.sources()[source].counted(queue, interval);
                    if (counted != null) {
                        part.add(counted);
                        needs.computeIfAbsent(
                                        NeedWords.of(plan.sources[source].need()), _ -> new Tally())
                                .add(counted);
                    }
                }
                whole.add(part);
                parts.add(part.figures());
            }
            queues.put(plan.queues.get(queue), whole.figures());
            intervals.put(plan.queues.get(queue), parts);
        }
        SortedMap<String, CallFigures> skills = new TreeMap<>();
        needs.forEach((need, tally) -> skills.put(need, tally.figures()));
        SortedMap<AgentId, AgentFigures> agents = new TreeMap<>();
        for (Desk desk : desks.all()) {
            agents.put(desk.id, desk.figures(now));
        }
        return new Day(
                queues,
                intervals,
                skills,
                agents,
                Arrays.stream(desks.intervals()).map(Work::figures).toList(),
                flows == null ? Collections.emptySortedMap() : flows.figures(),
                events,
                callers.notTaken());
    }
}
