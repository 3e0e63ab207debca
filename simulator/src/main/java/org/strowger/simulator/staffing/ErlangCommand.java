package org.strowger.simulator.staffing;

import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.command.Options;

/// The `erlang` command: what so many agents come to, or how many it takes, by Erlang's formulas.
public final class ErlangCommand {
    private static final int OK = 0;
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;
    private static final double HOUR = 3_600;
    private static final double USUAL_TARGET = 20;
    private static final double PERCENT = 100;

    private static final String HELP =
            """
            usage: strowger erlang b|c|a --calls N --talk TIME [--per TIME] (--agents N | what is to be met) [--json]

            b: who finds nobody free is turned away. c: callers wait and never hang up. a: they hang up when
            their patience ends. For one kind of calls and agents; else: strowger staff SCENARIO.

              --calls N          calls that come in the time of --per
              --per TIME         as 30m; an hour, when nothing is said
              --talk TIME        the mean time that a call takes an agent, after-call work included
              --patience TIME    the mean time that callers wait before they hang up (a)
              --law LAW          how patience is distributed: exponential, constant, or erlang-2 (a)
              --agents N         says what N agents come to; without it, the fewest who meet all of:
              --answered P       at least P percent of calls are answered in the time of --within ...
              --within TIME      ... of 20s, when nothing is said ...
              --of WHAT          ... of all calls, or those who did not hang up in time (patient), or answered ones
              --mean-wait TIME   callers wait so long on average at most (c, a)
              --abandoned P      at most P percent hang up (a)
              --blocked P        at most P percent are turned away (b)
              --occupancy P      agents are busy P percent of their time at most
              --json             for programs: shares 0 to 1, times in seconds

            TIME is like 20s, 4m or 1.5h. What is computed: docs/reference/queueing-theory.md
            """;

    private static final List<String> FOR_ALL =
            List.of(
                    "--calls",
                    "--per",
                    "--talk",
                    "--agents",
                    "--answered",
                    "--within",
                    "--of",
                    "--occupancy");

    private final PrintStream out;
    private final PrintStream err;

    public ErlangCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs it.
    ///
    /// @return the process' exit status
    public int run(List<String> args) {
        if (args.isEmpty() || args.contains("--help") || args.getFirst().equals("help")) {
            (args.isEmpty() ? err : out).print(HELP);
            return args.isEmpty() ? MISUSED : OK;
        }
        try {
            return answer(args.getFirst(), args.subList(1, args.size()));
        } catch (IllegalArgumentException e) {
            err.println("strowger: " + e.getMessage());
            return MISUSED;
        }
    }

    private static List<String> known(String which) {
        List<String> known = new ArrayList<>(FOR_ALL);
        switch (which) {
            case "b" -> known.add("--blocked");
            case "c" -> known.add("--mean-wait");
            case "a" -> known.addAll(List.of("--mean-wait", "--abandoned", "--patience", "--law"));
            default ->
                    throw new IllegalArgumentException(
                            "expected erlang b, c or a, but found '%s'".formatted(which));
        }
        return known;
    }

    private int answer(String which, List<String> args) {
        Options options = new Options(args, known(which), List.of("--json"));
        if (!options.words().isEmpty()) {
            throw new IllegalArgumentException(
                    "expected options only, but found '%s'".formatted(options.words().getFirst()));
        }
        Model model = model(which, options);
        OptionalInt agents = options.count("--agents", 1, Expected.MOST_AGENTS);
        List<Predicate<Model.Outcome>> targets = targets(options);
        if (agents.isPresent() != targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected --agents or what is to be met (--answered, --abandoned, ...), and not"
                            + " both");
        }
        OptionalInt number = agents.isPresent() ? agents : fewest(model, targets);
        if (number.isEmpty()) {
            err.println("strowger: not even %d agents meet this".formatted(Expected.MOST_AGENTS));
            return REFUSED;
        }
        Model.Outcome outcome = model.of(number.getAsInt());
        double within = options.time("--within").orElse(USUAL_TARGET);
        if (options.has("--json")) {
            out.println(json(which, model, outcome, within).encodePrettily());
        } else {
            tell(which, model, outcome, within);
        }
        return OK;
    }

    private static Model model(String which, Options options) {
        double calls = needed("--calls", options.number("--calls"));
        double per = options.time("--per").orElse(HOUR);
        double talk = needed("--talk", options.time("--talk"));
        Expected.some("the time of --per", per);
        double within = options.time("--within").orElse(USUAL_TARGET);
        double perSecond = calls / per;
        return switch (which) {
            case "b" -> new Model.B(perSecond, talk);
            case "c" -> new Model.C(perSecond, talk, within);
            default -> new Model.A(perSecond, talk, patience(options), within);
        };
    }

    private static Distribution patience(Options options) {
        double mean = needed("--patience", options.time("--patience"));
        Expected.some("the mean patience", mean);
        Set<String> laws = new TreeSet<>(List.of("exponential", "constant", "erlang-2"));
        return switch (options.oneOf("--law", laws, "exponential")) {
            case "constant" -> new Distribution.Constant(mean);
            case "erlang-2" -> new Distribution.Erlang(mean, 2);
            default -> new Distribution.Exponential(mean);
        };
    }

    private static double needed(String name, OptionalDouble value) {
        return value.orElseThrow(() -> new IllegalArgumentException("expected " + name));
    }

    private static List<Predicate<Model.Outcome>> targets(Options options) {
        List<Predicate<Model.Outcome>> targets = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (Model.Of of : Model.Of.values()) {
            names.add(of.name().toLowerCase(Locale.ROOT));
        }
        Model.Of of =
                Model.Of.valueOf(options.oneOf("--of", names, "all").toUpperCase(Locale.ROOT));
        refuseTheImpossible(options);
        options.share("--answered")
                .ifPresent(least -> targets.add(o -> o.answered().getOrDefault(of, 0.0) >= least));
        options.share("--abandoned").ifPresent(most -> targets.add(o -> o.abandoned() <= most));
        options.share("--blocked").ifPresent(most -> targets.add(o -> o.blocked() <= most));
        options.share("--occupancy").ifPresent(most -> targets.add(o -> o.occupancy() <= most));
        options.time("--mean-wait").ifPresent(most -> targets.add(o -> o.meanWait() <= most));
        return targets;
    }

    /// What no number of agents meets, though figures come so near to it that they are rounded to
    /// it.
    private static void refuseTheImpossible(Options options) {
        if (options.share("--answered").orElse(0) == 1) {
            throw new IllegalArgumentException(
                    "expected less than 100 percent after --answered: however many agents there are,"
                            + " all may be busy");
        }
        for (String share : List.of("--abandoned", "--blocked", "--occupancy")) {
            refuseZero(share, options.share(share));
        }
        refuseZero("--mean-wait", options.time("--mean-wait"));
    }

    private static void refuseZero(String name, OptionalDouble most) {
        if (most.orElse(1) == 0) {
            throw new IllegalArgumentException(
                    "expected more than 0 after %s: however many agents there are, all may be busy"
                            .formatted(name));
        }
    }

    /// Every agent more makes every figure better.
    private static OptionalInt fewest(Model model, List<Predicate<Model.Outcome>> targets) {
        int low = model.fewest();
        int high = Expected.MOST_AGENTS;
        if (low > high || !meets(model, high, targets)) {
            return OptionalInt.empty();
        }
        while (low < high) {
            int middle = (low + high) / 2;
            if (meets(model, middle, targets)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return OptionalInt.of(high);
    }

    private static boolean meets(Model model, int agents, List<Predicate<Model.Outcome>> targets) {
        Model.Outcome outcome = model.of(agents);
        return targets.stream().allMatch(target -> target.test(outcome));
    }

    private void tell(String which, Model model, Model.Outcome outcome, double within) {
        line("agents", "%d".formatted(outcome.agents()));
        line("load", "%.2f Erlang".formatted(model.perSecond() * model.talk()));
        if (which.equals("b")) {
            line("turned away", percent(outcome.blocked()));
        } else {
            line("wait at all", percent(outcome.waits()));
            outcome.answered()
                    .forEach(
                            (of, share) ->
                                    line(
                                            "answered within %ss".formatted(plain(within)),
                                            percent(share) + " of " + of.words()));
            line("mean wait", "%.1f s of all calls".formatted(outcome.meanWait()));
            outcome.meanWaitOfAnswered()
                    .ifPresent(
                            wait -> line("", "%.1f s of those who are answered".formatted(wait)));
            line("in line", "%.2f on average".formatted(outcome.inLine()));
            line("hang up", percent(outcome.abandoned()));
        }
        line("occupancy", percent(outcome.occupancy()));
    }

    private void line(String name, String value) {
        out.printf(Locale.ROOT, "%-22s %s%n", name, value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", PERCENT * share);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static JsonObject json(
            String which, Model model, Model.Outcome outcome, double within) {
        JsonObject answered = new JsonObject();
        outcome.answered()
                .forEach((of, share) -> answered.put(of.name().toLowerCase(Locale.ROOT), share));
        JsonObject json =
                new JsonObject()
                        .put("model", "erlang-" + which)
                        .put("agents", outcome.agents())
                        .put("load", model.perSecond() * model.talk())
                        .put("blocked", outcome.blocked())
                        .put("waits", outcome.waits())
                        .put("within_seconds", within)
                        .put("answered_within", answered)
                        .put("mean_wait_seconds", outcome.meanWait())
                        .put("in_line", outcome.inLine())
                        .put("abandoned", outcome.abandoned())
                        .put("occupancy", outcome.occupancy());
        outcome.meanWaitOfAnswered()
                .ifPresent(wait -> json.put("mean_wait_answered_seconds", wait));
        return json;
    }
}
