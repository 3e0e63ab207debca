package org.strowger.engine.alert;

import io.vertx.core.json.JsonObject;
import org.strowger.engine.alert.AlertEvent.Cleared;
import org.strowger.engine.alert.AlertEvent.Raised;

/// Alerts as other systems read them.
final class AlertJson {
    private static final double MILLIS = 1_000;

    private AlertJson() {}

    static String type(AlertEvent event) {
        return switch (event) {
            case Raised _ -> "alert.raised";
            case Cleared _ -> "alert.cleared";
        };
    }

    static JsonObject data(AlertEvent event) {
        AlertRule rule = event.rule();
        JsonObject data = new JsonObject().put("rule", rule.name()).put("when", rule.when());
        rule.about().ifPresent(queue -> data.put("queue", queue.value()));
        data.put("figure", rule.figure());
        return switch (event) {
            case Raised(_, _, double value, var since) ->
                    data.put("value", value).put("since", since.toString());
            case Cleared(_, _, var lasted) ->
                    data.put("lasted_seconds", lasted.toMillis() / MILLIS);
        };
    }
}
