package org.strowger.engine.routing;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;

/// The waiting calls that have equal needs, over all queues, most urgent first.
///
/// Whoever serves one of them serves them all, so only the head takes part in a decision.
final class Lane {
    /// For lanes that are not empty.
    static final Comparator<Lane> MOST_URGENT_HEAD_FIRST =
            Comparator.comparing(Lane::head, CallInLine.MOST_URGENT_FIRST);

    private final List<SkillNeed> needs;
    private final TreeSet<CallInLine> calls = new TreeSet<>(CallInLine.MOST_URGENT_FIRST);

    Lane(List<SkillNeed> needs) {
        this.needs = needs;
    }

    List<SkillNeed> needs() {
        return needs;
    }

    CallInLine head() {
        return calls.first();
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    void add(CallInLine call) {
        calls.add(call);
    }

    void remove(CallInLine call) {
        calls.remove(call);
    }
}
