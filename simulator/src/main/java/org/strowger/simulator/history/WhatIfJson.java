package org.strowger.simulator.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.history.WhatIf.Moved;
import org.strowger.simulator.history.WhatIf.Outcome;
import org.strowger.simulator.result.Difference;
import org.strowger.simulator.result.Estimate;

/// A what-if for programs. Keys are only ever added.
final class WhatIfJson {
    private WhatIfJson() {}

    /// @param extent tells how many calls that go elsewhere are in it
    /// @param notes what of the record and of the settings is not played
    static JsonObject of(
            RecordedDay day, Outcome outcome, WhatIf.Extent extent, List<String> notes) {
        JsonArray differences = new JsonArray();
        outcome.differences().forEach(difference -> differences.add(json(difference)));
        JsonArray moved = new JsonArray();
        outcome.first().stream().limit(extent.shown()).forEach(each -> moved.add(moved(each)));
        JsonObject json =
                new JsonObject()
                        .put("from", day.span().from().toString())
                        .put("until", day.span().until().toString())
                        .put("calls", outcome.calls())
                        .put("agents", day.staff().size())
                        .put("replications", outcome.days())
                        .put("seed", extent.seed())
                        .put("recorded", AsRecorded.of(day).json())
                        .put("figures", differences)
                        .put("elsewhere", outcome.elsewhere())
                        .put("first", moved)
                        .put("notPlayed", new JsonArray(notes));
        outcome.byChance().ifPresent(count -> json.put("elsewhereByChance", count));
        return json;
    }

    private static JsonObject json(Difference difference) {
        return new JsonObject()
                .put("figure", difference.key())
                .put("queue", difference.queue().map(QueueId::value).orElse(null))
                .put("inForce", json(difference.before()))
                .put("new", json(difference.after()))
                .put("change", json(difference.change()))
                .put("significant", difference.isSignificant());
    }

    private static JsonObject json(Estimate estimate) {
        return new JsonObject()
                .put("value", estimate.value())
                .put("low", estimate.low())
                .put("high", estimate.high());
    }

    /// A call that goes elsewhere, with both decision records.
    static JsonObject moved(Moved moved) {
        return new JsonObject()
                .put("call", moved.call().value())
                .put("came", moved.before().came().toString())
                .put("inForce", moved.before().told())
                .put("decision", new JsonArray(moved.decision()))
                .put("new", moved.after().told())
                .put("newDecision", new JsonArray(moved.otherDecision()));
    }
}
