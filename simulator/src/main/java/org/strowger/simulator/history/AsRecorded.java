package org.strowger.simulator.history;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.strowger.simulator.history.RecordedDay.End;
import org.strowger.simulator.history.RecordedDay.Stay;

/// What became of the calls of a day in truth: by it one sees how well the day is played again
/// under the policy that was in force.
///
/// @param answered how many calls
/// @param meanWait of those, in seconds; 0 when there are none
/// @param hungUp how many callers
record AsRecorded(long answered, double meanWait, long hungUp) {
    static AsRecorded of(RecordedDay day) {
        List<Stay> answered =
                day.stays().stream()
                        .filter(stay -> stay.end() == End.ANSWERED || stay.talk().isPresent())
                        .toList();
        return new AsRecorded(
                answered.size(),
                answered.stream().mapToDouble(Stay::waited).average().orElse(0),
                day.stays().stream().filter(stay -> stay.end() == End.GAVE_UP).count());
    }

    String told() {
        return String.format(
                Locale.ROOT,
                "In the record: %,d answered after %.2f s on average, %,d hung up.",
                answered,
                meanWait,
                hungUp);
    }

    JsonObject json() {
        return new JsonObject()
                .put("answered", answered)
                .put("meanWait", meanWait)
                .put("hungUp", hungUp);
    }
}
