package org.strowger.simulator.history;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.simulator.command.Options;
import org.strowger.simulator.command.Options.Misused;
import org.strowger.simulator.history.WhatIf.Outcome;
import org.strowger.simulator.history.WhatIf.Rules;
import org.strowger.simulator.result.CallMeasure;
import org.strowger.simulator.result.Difference;
import org.strowger.simulator.scenario.Span;

/// `strowger policy diff`: what two settings route otherwise, in five lines at most, fit for a pull
/// request.
public final class PolicyDiff {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int LINES = 5;
    private static final String HELP =
            """
            usage: strowger policy diff A.yaml B.yaml [--from DAY --log LOG [options of whatif]]

              Says in five lines at most what the settings B.yaml route otherwise than A.yaml: queues,
              agents, numbers, flows, calendars, callbacks. With a recorded day (see strowger whatif
              --help) also how many of its calls would have gone elsewhere, and what becomes of the
              service level.

              Exit status: 0 done, 1 refused or failed, 2 misused.
            """;

    private final PrintStream out;
    private final PrintStream err;

    public PolicyDiff(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Says it.
    ///
    /// @param args what stands after `policy`
    public int run(List<String> args) throws InterruptedException {
        if (args.contains("--help")) {
            out.print(HELP);
            return OK;
        }
        try {
            Options options = new Options(args, Question.VALUED, List.of());
            if (options.words().size() != 3 || !options.words().getFirst().equals("diff")) {
                throw new Misused("expected policy diff and two settings files");
            }
            checkOfDays(options);
            lines(options).forEach(out::println);
            return OK;
        } catch (Misused e) {
            err.println("strowger: " + e.getMessage());
            err.print(HELP);
            return MISUSED;
        } catch (RefusedDay e) {
            err.println("strowger: " + e.getMessage());
            return FAILED;
        }
    }

    private static void checkOfDays(Options options) throws Misused {
        for (String option : Question.VALUED) {
            if (options.has(option) && !options.has("--from")) {
                throw new Misused(option + " is about a recorded day, but --from is missing");
            }
        }
    }

    private List<String> lines(Options options) throws Misused, RefusedDay, InterruptedException {
        EngineSettings before = Question.settings(Path.of(options.words().get(1)));
        EngineSettings after = Question.settings(Path.of(options.words().get(2)));
        List<String> routed = RoutingDifference.sentences(before, after);
        List<String> entrance = EntranceDifference.sentences(before, after);
        List<String> effects =
                options.has("--from") && !routed.isEmpty()
                        ? effects(options, before, after)
                        : List.of();
        if (options.has("--from") && !entrance.isEmpty()) {
            notPlayed("numbers, flows, calendars and callbacks: calls come in line as recorded");
        }
        List<String> changes = new ArrayList<>(routed);
        changes.addAll(entrance);
        List<String> lines = new ArrayList<>(shortened(changes, LINES - effects.size()));
        lines.addAll(effects);
        return lines.isEmpty() ? List.of("Calls are routed alike.") : lines;
    }

    private void notPlayed(String what) {
        err.println("Not played: " + what);
    }

    static List<String> shortened(List<String> changes, int most) {
        if (changes.size() <= most) {
            return changes;
        }
        List<String> kept = new ArrayList<>(changes.subList(0, most - 1));
        kept.add("and %d more changes".formatted(changes.size() - most + 1));
        return kept;
    }

    private List<String> effects(Options options, EngineSettings before, EngineSettings after)
            throws Misused, RefusedDay, InterruptedException {
        Span span = Question.span(options);
        Path log = options.text("--log").map(Path::of).orElseGet(() -> Question.journal(before));
        RecordedDay day = Question.day(log, span, Optional.of(before), err::println);
        Rules inForce = Question.rules(before);
        Rules other = Question.rules(after);
        Outcome outcome = WhatIf.of(day, inForce, other, Question.extent(options));
        day.notes().stream().filter(note -> !day.gaps().contains(note)).forEach(this::notPlayed);
        WhatIf.agentsNotPlayed(day, inForce, other).forEach(this::notPlayed);
        List<String> effects = new ArrayList<>();
        effects.add(
                String.format(
                        Locale.ROOT,
                        "%,d of %,d calls from %s would have gone elsewhere%s.",
                        outcome.elsewhere(),
                        outcome.calls(),
                        options.required("--from"),
                        outcome.byChance().map(WhatIfCommand::byChance).orElse("")));
        outcome.differences().stream()
                .filter(figure -> figure.queue().isEmpty())
                .filter(figure -> figure.key().equals(CallMeasure.SERVICE_LEVEL.key()))
                .map(PolicyDiff::told)
                .forEach(effects::add);
        return effects;
    }

    private static String told(Difference level) {
        boolean isSure = level.isSignificant() || level.change().value() == 0;
        return "Service level %s -> %s (%s%s)."
                .formatted(
                        WhatIfCommand.told(level.before(), level),
                        WhatIfCommand.told(level.after(), level),
                        WhatIfCommand.told(level.change(), level),
                        isSure ? "" : ", which may be chance");
    }
}
