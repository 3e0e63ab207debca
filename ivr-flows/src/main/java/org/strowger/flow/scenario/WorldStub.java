package org.strowger.flow.scenario;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.strowger.flow.FlowAction;
import org.strowger.flow.expression.QueueFigures;

/// What answers a call that has no telephone and no other systems.
interface WorldStub {

    /// Empty when the one who is asked has yet to say; then nothing is answered.
    Optional<DipAnswer> dip(String flow, String node, FlowAction.Fetch fetch);

    SortedMap<String, QueueFigures> queues(SortedSet<String> asked);
}
