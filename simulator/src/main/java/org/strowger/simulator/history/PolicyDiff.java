package org.strowger.simulator.history;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.simulator.history.Options.Misused;
import org.strowger.simulator.history.WhatIf.Outcome;
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

              Says in five lines at most what the settings B.yaml route otherwise than A.yaml. With a
              recorded day (see strowger whatif --help) also how many of its calls would have gone
              elsewhere, and what becomes of the service level.

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
            if (options.alone().size() != 3 || !options.alone().getFirst().equals("diff")) {
                throw new Misused("expected policy diff and two settings files");
            }
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

    private List<String> lines(Options options) throws Misused, RefusedDay, InterruptedException {
        EngineSettings before = Question.settings(Path.of(options.alone().get(1)));
        EngineSettings after = Question.settings(Path.of(options.alone().get(2)));
        List<String> changes = RoutingDifference.sentences(before, after);
        List<String> effects =
                options.has("--from") && !changes.isEmpty()
                        ? effects(options, before, after)
                        : List.of();
        List<String> lines = new ArrayList<>(shortened(changes, LINES - effects.size()));
        lines.addAll(effects);
        return lines.isEmpty() ? List.of("Calls are routed alike.") : lines;
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
        Outcome outcome =
                WhatIf.of(
                        day,
                        Question.rules(before),
                        Question.rules(after),
                        Question.extent(options));
        List<String> effects = new ArrayList<>();
        effects.add(
                String.format(
                        Locale.ROOT,
                        "%,d of %,d calls from %s would have gone elsewhere%s.",
                        outcome.elsewhere(),
                        outcome.calls(),
                        options.required("--from"),
                        outcome.byChance()
                                .map(n -> String.format(Locale.ROOT, " (by chance alone %,d)", n))
                                .orElse("")));
        outcome.differences().stream()
                .filter(figure -> figure.queue().isEmpty())
                .filter(figure -> figure.key().equals(CallMeasure.SERVICE_LEVEL.key()))
                .map(PolicyDiff::told)
                .forEach(effects::add);
        return effects;
    }

    private static String told(Difference level) {
        return "Service level %s -> %s (%s%s)."
                .formatted(
                        WhatIfCommand.told(level.before(), level),
                        WhatIfCommand.told(level.after(), level),
                        WhatIfCommand.told(level.change(), level),
                        level.isSignificant() ? "" : ", which may be chance");
    }
}
