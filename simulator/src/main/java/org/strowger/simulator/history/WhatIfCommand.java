package org.strowger.simulator.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.simulator.command.Options;
import org.strowger.simulator.command.Options.Misused;
import org.strowger.simulator.history.WhatIf.Extent;
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
    private static final String MOVED = "--moved";
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
              --show N           calls told one by one that go elsewhere (5), at most 100
              --moved FILE       all calls that go elsewhere, each with both decision records: a line
                                 of JSON for each
              --seed N, --threads N, --json

              Ctrl-C: what was played until then is told. Exit status: 0 done, 1 refused or failed,
              2 misused.
            """;

    private static final String FOOTER =
            """
            ± is how far what is drawn (patience of those who were answered, after-call work, rings)
            moves a figure of this recorded day, * a difference that it does not explain. Another day
            differs by more.
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final Onlooker onlooker;

    /// With nobody looking on.
    public WhatIfCommand(PrintStream out, PrintStream err) {
        this(out, err, Onlooker.NOBODY);
    }

    public WhatIfCommand(PrintStream out, PrintStream err, Onlooker onlooker) {
        this.out = out;
        this.err = err;
        this.onlooker = onlooker;
    }

    public int run(List<String> args) throws InterruptedException {
        if (args.contains("--help")) {
            out.print(HELP);
            return OK;
        }
        try {
            List<String> valued = new ArrayList<>(Question.VALUED);
            valued.addAll(List.of("--policy", "--config", MOVED));
            Options options = new Options(args, valued, List.of("--json"));
            if (!options.words().isEmpty()) {
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
        Extent extent = Question.extent(options);
        EngineSettings next = Question.settings(Path.of(options.required("--policy")));
        Optional<String> config = options.text("--config");
        Optional<EngineSettings> inForce =
                config.isPresent()
                        ? Optional.of(Question.settings(Path.of(config.get())))
                        : Optional.empty();
        Path log = options.text("--log").map(Path::of).orElseGet(() -> Question.journal(next));
        RecordedDay day = Question.day(log, span, inForce, err::println);
        Rules after = Question.rules(next);
        Rules before =
                inForce.map(Question::rules)
                        .orElseGet(() -> Question.recorded(day, after.yardstick()));
        Optional<String> moved = options.text(MOVED);
        Outcome outcome =
                moved.isPresent()
                        ? askForAll(Path.of(moved.get()), day, before, after, extent)
                        : WhatIf.of(day, before, after, extent, onlooker);
        List<String> notes = new ArrayList<>(day.notes());
        notes.addAll(WhatIf.agentsNotPlayed(day, before, after));
        if (options.has("--json")) {
            out.println(WhatIfJson.of(day, outcome, extent, notes).encodePrettily());
        } else {
            tell(day, outcome, extent);
            notes.forEach(note -> out.println("Not played: " + note));
        }
        return OK;
    }

    /// Writes down all calls that go elsewhere. That there can be written is known before it is
    /// asked, which may take long.
    private Outcome askForAll(Path file, RecordedDay day, Rules before, Rules after, Extent extent)
            throws RefusedDay, InterruptedException {
        try (BufferedWriter moved = Files.newBufferedWriter(file)) {
            Outcome outcome = WhatIf.of(day, before, after, extent.withAllMoved(), onlooker);
            for (Moved each : outcome.first()) {
                moved.write(WhatIfJson.moved(each).encode());
                moved.newLine();
            }
            return outcome;
        } catch (IOException e) {
            throw new RefusedDay("%s cannot be written: %s".formatted(file, e));
        }
    }

    // For people.

    private void tell(RecordedDay day, Outcome outcome, Extent extent) {
        out.printf(
                Locale.ROOT,
                "%s to %s: %,d calls, %,d agents; %d days under each policy%s.%n%n",
                day.span().from(),
                day.span().until(),
                outcome.calls(),
                day.staff().size(),
                outcome.days(),
                outcome.days() < extent.replications()
                        ? " of %d, then it was stopped".formatted(extent.replications())
                        : "");
        out.printf(Locale.ROOT, "%-34s %20s %20s %20s%n", "", "in force", "new", "difference");
        outcome.differences().forEach(this::tell);
        out.println();
        out.println(AsRecorded.of(day).told());
        FOOTER.lines().forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%n%,d of %,d calls go elsewhere%s.%n",
                outcome.elsewhere(),
                outcome.calls(),
                outcome.byChance().map(WhatIfCommand::byChance).orElse(""));
        List<Moved> shown = outcome.first().stream().limit(extent.shown()).toList();
        shown.forEach(this::tell);
        long rest = outcome.elsewhere() - shown.size();
        if (rest > 0) {
            out.printf(Locale.ROOT, "and %,d more.%n", rest);
        }
    }

    static String byChance(long calls) {
        return String.format(
                Locale.ROOT, " (%,d between two plays in force, by what is drawn)", calls);
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
}
