package org.strowger.simulator.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.strowger.engine.cluster.EventLogException;
import org.strowger.engine.cluster.RecordedJournal;
import org.strowger.simulator.history.Replay.Difference;
import org.strowger.simulator.history.Replay.Outcome;

/// `strowger replay`, for a terminal.
public final class ReplayCommand {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String HELP =
            """
            usage: strowger replay LOG --compare [--json]

              Decides a recorded past anew and compares every event and every decision record with
              what was recorded, bit for bit. LOG is the folder of a journal (data/journal/CENTRE) or
              a copy of it; the engine may be running.

              Exit status: 0 all came out as recorded; 1 a difference, or a journal that is damaged,
              torn off or incomplete (what is valid before is told); 2 misused.
            """;

    private final PrintStream out;
    private final PrintStream err;

    public ReplayCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public int run(List<String> args) {
        if (args.contains("--help")) {
            out.print(HELP);
            return OK;
        }
        List<String> logs = args.stream().filter(arg -> !arg.startsWith("--")).toList();
        List<String> options = args.stream().filter(arg -> arg.startsWith("--")).toList();
        if (logs.size() != 1
                || !options.contains("--compare")
                || !List.of("--compare", "--json").containsAll(options)) {
            err.print(HELP);
            return MISUSED;
        }
        return compare(Path.of(logs.getFirst()), options.contains("--json"));
    }

    private int compare(Path log, boolean json) {
        Outcome outcome;
        try {
            outcome = Replay.of(RecordedJournal.open(log));
        } catch (IOException | EventLogException e) {
            err.println("strowger: " + e.getMessage());
            return FAILED;
        }
        if (json) {
            out.println(json(outcome).encodePrettily());
        } else {
            tell(outcome);
        }
        return outcome.isWhole() ? OK : FAILED;
    }

    private void tell(Outcome outcome) {
        out.printf(
                Locale.ROOT,
                "%,d events from %d, %,d of them decisions, came out as they were recorded (%,d commands%s).%n",
                outcome.reproduced(),
                outcome.first(),
                outcome.decisions(),
                outcome.commands(),
                outcome.until()
                        .flatMap(until -> outcome.from().map(from -> ", " + from + " to " + until))
                        .orElse(""));
        outcome.fault().ifPresent(why -> out.println("The record ends early: " + why));
        outcome.difference().ifPresent(this::tell);
    }

    private void tell(Difference difference) {
        out.println("The first difference is " + difference.place() + ": " + difference.why());
        out.println("  recorded:  " + Telling.of(difference.recorded()));
        Telling.decision(difference.recorded()).forEach(line -> out.println("    " + line));
        out.println(
                "  comes out: " + difference.instead().map(Telling::of).orElse("no such event"));
        difference.instead().map(Telling::decision).orElse(List.of()).stream()
                .map("    "::concat)
                .forEach(out::println);
        difference.command().ifPresent(c -> out.println("  out of:    " + Telling.of(c)));
    }

    private static JsonObject json(Outcome outcome) {
        JsonObject json =
                new JsonObject()
                        .put("whole", outcome.isWhole())
                        .put("first", outcome.first())
                        .put("reproduced", outcome.reproduced())
                        .put("decisions", outcome.decisions())
                        .put("commands", outcome.commands());
        outcome.from().ifPresent(at -> json.put("from", at.toString()));
        outcome.until().ifPresent(at -> json.put("until", at.toString()));
        outcome.fault().ifPresent(why -> json.put("fault", why));
        outcome.difference().ifPresent(difference -> json.put("difference", json(difference)));
        return json;
    }

    private static JsonObject json(Difference difference) {
        JsonObject json =
                new JsonObject()
                        .put("event", difference.seq())
                        .put("place", difference.place())
                        .put("why", difference.why())
                        .put("recorded", Telling.of(difference.recorded()))
                        .put(
                                "recordedDecision",
                                new JsonArray(Telling.decision(difference.recorded())));
        difference
                .instead()
                .ifPresent(
                        event ->
                                json.put("comesOut", Telling.of(event))
                                        .put("decision", new JsonArray(Telling.decision(event))));
        difference.command().ifPresent(command -> json.put("command", Telling.of(command)));
        return json;
    }
}
