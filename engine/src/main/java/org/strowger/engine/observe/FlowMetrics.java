package org.strowger.engine.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.strowger.flow.FlowEvent;
import org.strowger.flow.NodeId;

/// Counts of callers' ways through flows, since the start of this node: a funnel can be drawn from
/// them.
///
/// - `strowger.flow.entered{flow,node}`: calls that came to a node
/// - `strowger.flow.left{flow,node,by}`: calls that left a node, by their way out
/// - `strowger.flow.dwell{flow,node}`: how long they were there
/// - `strowger.flow.failed{flow,node}`: times that a node could not do what it says
/// - `strowger.flow.milestone{flow,milestone}`: calls that reached a milestone
/// - `strowger.flow.survey{flow,survey,question,answer}`: answers to questions of surveys
/// - `strowger.flow.language{language}`: calls that chose another language
///
/// There is a bound to how many of each are told apart; beyond it all tags are `other`.
///
/// Fed by one thread at a time.
public final class FlowMetrics {
    private static final int MOST = 5_000;
    private static final String OTHER = "other";

    private final MeterRegistry meters;
    private final Set<List<String>> known = new HashSet<>();
    private final int most;

    public FlowMetrics(MeterRegistry meters) {
        this(meters, MOST);
    }

    /// @param most how many meters there are, those for all others apart
    FlowMetrics(MeterRegistry meters, int most) {
        this.meters = meters;
        this.most = most;
    }

    /// Takes what happened in a flow.
    public void on(FlowEvent event) {
        switch (event) {
            case FlowEvent.NodeEntered(var flow, var node, var milestone) -> {
                count("strowger.flow.entered", "flow", flow, "node", node.value());
                milestone.ifPresent(
                        reached ->
                                count(
                                        "strowger.flow.milestone",
                                        "flow",
                                        flow,
                                        "milestone",
                                        reached));
            }
            case FlowEvent.NodeLeft(var flow, var node, var by, var dwell) -> {
                count("strowger.flow.left", "flow", flow, "node", node.value(), "by", by);
                dwelt(flow, node, dwell);
            }
            case FlowEvent.NodeFailed(var flow, var node, _) ->
                    count("strowger.flow.failed", "flow", flow, "node", node.value());
            case FlowEvent.SurveyAnswered(var flow, _, var survey, var question, var answer) ->
                    count(
                            "strowger.flow.survey",
                            "flow",
                            flow,
                            "survey",
                            survey,
                            "question",
                            question,
                            "answer",
                            answer);
            case FlowEvent.LanguageChosen(var language) ->
                    count("strowger.flow.language", "language", language);
        }
    }

    private void count(String name, String... tags) {
        meters.counter(name, bounded(name, tags)).increment();
    }

    private void dwelt(String flow, NodeId node, Duration dwell) {
        String name = "strowger.flow.dwell";
        meters.timer(name, bounded(name, "flow", flow, "node", node.value())).record(dwell);
    }

    private Tags bounded(String name, String... tags) {
        List<String> one = List.of(name, String.join("\u0000", tags));
        if (known.contains(one)) {
            return Tags.of(tags);
        }
        if (known.size() < most) {
            known.add(one);
            return Tags.of(tags);
        }
        String[] others = tags.clone();
        for (int i = 1; i < others.length; i += 2) {
            others[i] = OTHER;
        }
        return Tags.of(others);
    }
}
