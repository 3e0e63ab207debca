package org.strowger.simulator.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.history.Options.Misused;
import org.strowger.simulator.history.WhatIf.Moved;
import org.strowger.simulator.history.WhatIf.Outcome;
import org.strowger.simulator.history.WhatIf.Rules;
import org.strowger.simulator.result.Difference;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.scenario.Span;

/// `strowger whatif`, for a terminal.
public final class WhatIfCommand {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String HELP =
            """
            usage: strowger whatif --from DAY --policy NEW.yaml [options]

              Plays a recorded day under the policy that was in force and under that of the settings
              NEW.yaml: the same callers, the same agents, the same chance.

              --from DAY         2026-11-10, or a time: 2026-11-10T08:00
              --until DAY        the end (otherwise one day later)
              --zone ZONE        of these times (otherwise this machine's): Europe/Berlin
              --log LOG          the folder of a journal or a copy of it, or the queue_log of an
                                 Asterisk (otherwise the journal of NEW.yaml's centre)
              --config FILE      the settings that were in force; a queue_log needs them, a journal
                                 knows its policy
              --replications N   days under each policy (5)
              --show N           calls told one by one that go elsewhere (5)
              --seed N, --threads N, --json

              Exit status: 0 done, 1 refused or failed, 2 misused.
            """;

    private final PrintStream out;
    private final PrintStream err;

    public WhatIfCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public int run(List<String> args) throws InterruptedException {
        if (args.contains("--help")) {
            out.print(HELP);
            return OK;
        }
        try {
            List<String> valued = new ArrayList<>(Question.VALUED);
            valued.addAll(List.of("--policy", "--config"));
            Options options = new Options(args, valued, List.of("--json"));
            if (!options.alone().isEmpty()) {
                throw new Misused("nothing is expected but options");
            }
            return ask(options);
        } catch (Misused e) {
            err.println("strowger: " + e.getMessage());
            err.print(HELP);
            return MISUSED;
        } catch (RefusedDay e) {
            err.println("strowger: " + e.getMessage());
            return FAILED;
        }
    }

    private int ask(Options options) throws Misused, RefusedDay, InterruptedException {
        Span span = Question.span(options);
        WhatIf.Extent extent = Question.extent(options);
        EngineSettings next = Question.settings(Path.of(options.required("--policy")));
        Optional<String> config = options.text("--config");
        Optional<EngineSettings> inForce =
                config.isPresent()
                        ? Optional.of(Question.settings(Path.of(config.get())))
                        : Optional.empty();
        Path log = options.text("--log").map(Path::of).orElseGet(() -> Question.journal(next));
        RecordedDay day = Question.day(log, span, inForce, err::println);
        Rules before = inForce.map(Question::rules).orElseGet(() -> Question.recorded(day));
        Outcome outcome = WhatIf.of(day, before, Question.rules(next), extent);
        if (options.has("--json")) {
            out.println(json(day, outcome, extent).encodePrettily());
        } else {
            tell(day, outcome, extent);
        }
        return OK;
    }

    // For people.

    private void tell(RecordedDay day, Outcome outcome, WhatIf.Extent extent) {
        out.printf(
                Locale.ROOT,
                "%s to %s: %,d calls, %,d agents; %d days under each policy.%n%n",
                day.span().from(),
                day.span().until(),
                outcome.calls(),
                day.staff().size(),
                extent.replications());
        out.printf(Locale.ROOT, "%-34s %20s %20s %20s%n", "", "in force", "new", "difference");
        outcome.differences().forEach(this::tell);
        out.printf(
                Locale.ROOT,
                "%n%,d of %,d calls go elsewhere%s.%n",
                outcome.elsewhere(),
                outcome.calls(),
                outcome.byChance()
                        .map(n -> String.format(Locale.ROOT, " (by chance alone: %,d)", n))
                        .orElse(""));
        outcome.first().forEach(this::tell);
        long rest = outcome.elsewhere() - outcome.first().size();
        if (rest > 0) {
            out.printf(Locale.ROOT, "and %,d more.%n", rest);
        }
        day.notes().forEach(note -> out.println("Not played: " + note));
    }

    private void tell(Difference difference) {
        out.printf(
                Locale.ROOT,
                "%-34s %20s %20s %20s%s%n",
                difference.key().replace('_', ' ')
                        + difference.queue().map(queue -> ", " + queue).orElse(""),
                told(difference.before(), difference),
                told(difference.after(), difference),
                told(difference.change(), difference),
                difference.isSignificant() ? " *" : "");
    }

    static String told(Estimate estimate, Difference of) {
        return switch (of.unit()) {
            case SHARE -> told(estimate, 100, "%");
            case SECONDS -> told(estimate, 1, "s");
            case COUNT -> told(estimate, 1, "");
        };
    }

    private static String told(Estimate estimate, double factor, String unit) {
        String value = String.format(Locale.ROOT, "%.2f", estimate.value() * factor);
        String reach =
                estimate.reach().isPresent()
                        ? String.format(
                                Locale.ROOT, " ±%.2f", estimate.reach().getAsDouble() * factor)
                        : "";
        return (value + reach + " " + unit).strip();
    }

    private void tell(Moved moved) {
        out.printf("%n%s call %s%n", moved.before().came(), moved.call());
        out.println("  in force: " + moved.before().told());
        moved.decision().forEach(line -> out.println("    " + line));
        out.println("  new:      " + moved.after().told());
        moved.otherDecision().forEach(line -> out.println("    " + line));
    }

    // For programs.

    private static JsonObject json(RecordedDay day, Outcome outcome, WhatIf.Extent extent) {
        JsonArray differences = new JsonArray();
        outcome.differences().forEach(difference -> differences.add(json(difference)));
        JsonArray moved = new JsonArray();
        outcome.first().forEach(each -> moved.add(json(each)));
        JsonObject json =
                new JsonObject()
                        .put("from", day.span().from().toString())
                        .put("until", day.span().until().toString())
                        .put("calls", outcome.calls())
                        .put("agents", day.staff().size())
                        .put("replications", extent.replications())
                        .put("seed", extent.seed())
                        .put("figures", differences)
                        .put("elsewhere", outcome.elsewhere())
                        .put("first", moved)
                        .put("notPlayed", new JsonArray(day.notes()));
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

    private static JsonObject json(Moved moved) {
        return new JsonObject()
                .put("call", moved.call().value())
                .put("came", moved.before().came().toString())
                .put("inForce", moved.before().told())
                .put("decision", new JsonArray(moved.decision()))
                .put("new", moved.after().told())
                .put("newDecision", new JsonArray(moved.otherDecision()));
    }
}
