package org.strowger.simulator.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.result.Unit;
import org.strowger.simulator.result.Verdict;

/// Whether targets are met, as every report says it.
public final class Verdicts {
    private Verdicts() {}

    /// In a line for people.
    public static String text(Verdict verdict) {
        return (verdict.isMet() ? "Met:    " : "MISSED: ") + Words.verdict(verdict);
    }

    /// As in docs/reference/reports.md.
    public static JsonArray json(List<Verdict> verdicts) {
        return Json.verdicts(verdicts);
    }

    /// A share of calls with its interval, for people.
    public static String share(Optional<Estimate> share) {
        return Words.estimate(Unit.SHARE, share);
    }

    /// JSON as reports are written.
    public static String written(JsonObject json) {
        return Json.written(json);
    }
}
