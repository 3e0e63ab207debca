package org.strowger.simulator.result;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;

/// What one replication leaves: sums and distributions, never single calls, so that its size does
/// not grow with their number.
///
/// @param queues by queue, the whole span
/// @param intervals by queue, each interval of the span in order; a call counts in the interval in
///   which it came
/// @param skills by the need of the call as people write it
/// @param agents by agent
/// @param agentIntervals all agents together, each interval of the span in order: the time that
///   lies in it, and the calls answered and offers not taken in it; after the end of the span in
///   none
/// @param nodes by `flow/node`: what became of the callers who came to it
/// @param events how many events the routing core gave out
/// @param notTaken calls through flows that came while the switch was down: which queue they were
///   for is not known, and they count in none
public record Day(
        SortedMap<QueueId, CallFigures> queues,
        SortedMap<QueueId, List<CallFigures>> intervals,
        SortedMap<String, CallFigures> skills,
        SortedMap<AgentId, AgentFigures> agents,
        List<AgentFigures> agentIntervals,
        SortedMap<String, NodeFigures> nodes,
        long events,
        long notTaken) {
    /// A day on which nobody came through a flow.
    public Day(
            SortedMap<QueueId, CallFigures> queues,
            SortedMap<QueueId, List<CallFigures>> intervals,
            SortedMap<String, CallFigures> skills,
            SortedMap<AgentId, AgentFigures> agents,
            List<AgentFigures> agentIntervals,
            long events) {
        this(
                queues,
                intervals,
                skills,
                agents,
                agentIntervals,
                Collections.emptySortedMap(),
                events,
                0);
    }
}
