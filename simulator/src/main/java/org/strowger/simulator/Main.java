package org.strowger.simulator;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.strowger.simulator.capture.CapturedLoad;
import org.strowger.simulator.command.Interruption;
import org.strowger.simulator.command.Terminals;
import org.strowger.simulator.history.Onlooker;
import org.strowger.simulator.history.PolicyDiff;
import org.strowger.simulator.history.ReplayCommand;
import org.strowger.simulator.history.WhatIfCommand;
import org.strowger.simulator.load.Load;
import org.strowger.simulator.soak.Soak;
import org.strowger.simulator.staffing.ErlangCommand;

/// `demo`, `simulate`, `compare`, `staff`, `erlang`, `replay`, `whatif`, `policy`, `load` and
/// `soak`, as the launcher calls them.
public final class Main {
    /// The command was not understood.
    private static final int MISUSED = 2;

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) throws InterruptedException {
        // Reports have the same digits and points wherever they are made.
        Locale.setDefault(Locale.ROOT);
        int status = new Main(System.out, System.err).run(List.of(args));
        if (status != 0 && !Interruption.isUnderWay()) {
            System.exit(status);
        }
    }

    private int run(List<String> args) throws InterruptedException {
        return switch (args.isEmpty() ? "" : args.getFirst()) {
            case "demo" -> new Demo(out, err).run(args.subList(1, args.size()));
            case "load" -> load(args.subList(1, args.size()));
            case "simulate" -> new Simulate(out, err).run(args.subList(1, args.size()));
            case "compare" -> new Compare(out, err).run(args.subList(1, args.size()));
            case "staff" -> new LeastStaff(out, err).run(args.subList(1, args.size()));
            case "erlang" -> new ErlangCommand(out, err).run(args.subList(1, args.size()));
            case "replay" -> new ReplayCommand(out, err).run(args.subList(1, args.size()));
            case "whatif" -> whatIf(args.subList(1, args.size()));
            case "policy" -> new PolicyDiff(out, err).run(args.subList(1, args.size()));
            case "soak" -> new Soak(out, err).run(args.subList(1, args.size()));
            default ->
                    misused(
                            "expected demo, simulate, compare, staff, erlang, replay, whatif, policy,"
                                    + " load or soak");
        };
    }

    private int load(List<String> args) throws InterruptedException {
        boolean captures = !args.isEmpty() && args.getFirst().equals("--capture");
        return captures
                ? new CapturedLoad(out, err).run(args.subList(1, args.size()))
                : new Load(out, err).run(args);
    }

    private int whatIf(List<String> args) throws InterruptedException {
        try (Interruption interruption = Interruption.watch();
                ProgressBar bar = new ProgressBar(err, Terminals.isSeen())) {
            return new WhatIfCommand(out, err, new Onlooker(bar, bar::close, interruption))
                    .run(args);
        }
    }

    private int misused(String message) {
        err.println("strowger: " + message);
        return MISUSED;
    }
}
