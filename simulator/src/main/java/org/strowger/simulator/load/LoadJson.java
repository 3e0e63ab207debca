package org.strowger.simulator.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.strowger.simulator.load.LoadRun.Outcome;

/// What came of a load as JSON; docs/how-to/load-a-centre.md says what each key means. Keys are
/// only ever added.
final class LoadJson {
    private LoadJson() {}

    /// @param processor what this client took of the processor meanwhile
    static String of(
            Outcome outcome, LoadTarget target, Duration processor, List<Limit.Verdict> verdicts) {
        Ledger ledger = outcome.end().ledger();
        JsonObject json =
                new JsonObject()
                        .put("format", "strowger-load/1")
                        .put("target", target.hostPort())
                        .put("kept", verdicts.stream().allMatch(Limit.Verdict::kept));
        outcome.stopped().ifPresent(why -> json.put("stopped", why));
        json.put("seconds", seconds(outcome.passed()))
                .put("processor_seconds", seconds(processor))
                .put("calls", calls(ledger))
                .put(
                        "ears",
                        new JsonObject()
                                .put("listened", ledger.listened)
                                .put("heard", ledger.heard))
                .put("times_ms", times(ledger))
                .put("errors", errors(ledger))
                .put("limits", limits(verdicts));
        return json.encodePrettily().replace("\r\n", "\n") + "\n";
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    private static JsonObject calls(Ledger ledger) {
        return new JsonObject()
                .put("due", ledger.due)
                .put("made", ledger.rang)
                .put("answered", ledger.answered)
                .put("for_a_line", ledger.forLine)
                .put("talked", ledger.talked)
                .put("gave_up", ledger.gaveUp)
                .put("sent_away", ledger.sentAway)
                .put("ended_after_a_talk", ledger.ended);
    }

    private static JsonObject times(Ledger ledger) {
        JsonObject times = new JsonObject();
        for (Timing timing : Timing.values()) {
            JsonObject one = new JsonObject().put("n", ledger.count(timing));
            if (ledger.count(timing) > 0) {
                one.put("p50", ms(ledger, timing, 50))
                        .put("p90", ms(ledger, timing, 90))
                        .put("p99", ms(ledger, timing, 99))
                        .put("p99_9", ms(ledger, timing, 99.9))
                        .put("max", ms(ledger, timing, 100));
            }
            times.put(timing.key(), one);
        }
        return times;
    }

    private static double ms(Ledger ledger, Timing timing, double percent) {
        return ledger.at(timing, percent).toNanos() / 1e6;
    }

    private static JsonObject errors(Ledger ledger) {
        JsonObject errors = new JsonObject();
        ledger.errors().forEach(errors::put);
        return errors;
    }

    private static JsonArray limits(List<Limit.Verdict> verdicts) {
        JsonArray limits = new JsonArray();
        verdicts.forEach(
                verdict ->
                        limits.add(
                                new JsonObject()
                                        .put("kept", verdict.kept())
                                        .put("what", verdict.words())));
        return limits;
    }

    /// Writes a file in whole or not at all.
    static void write(String text, Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
}
