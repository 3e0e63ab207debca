package org.strowger.simulator.load;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/// `load --capture`, where nothing of ours measures: SIPp calls an engine that is started for it,
/// and times are those of captured packets. `--rate`, `--seconds` or `--calls`, `--warm-up`
/// (calls), `--agents`, `--talk` (ms), `--heap`.
final class CapturedLoad {
    private final PrintStream out;
    private final PrintStream err;

    CapturedLoad(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs one plan.
    ///
    /// @return the process' exit status: 0 when no call failed
    int run(List<String> args) throws InterruptedException {
        TreeMap<String, String> options = new TreeMap<>();
        options.put("--rate", "50");
        options.put("--seconds", "60");
        options.put("--calls", "0");
        options.put("--warm-up", "0");
        options.put("--agents", "40");
        options.put("--talk", "200");
        options.put("--heap", "256m");
        for (int i = 0; i < args.size(); i += 2) {
            if (i + 1 == args.size() || options.replace(args.get(i), args.get(i + 1)) == null) {
                err.println(
                        "strowger: load --capture knows " + String.join(", ", options.keySet()));
                return 2;
            }
        }
        try {
            int rate = Integer.parseInt(options.get("--rate"));
            int calls = Integer.parseInt(options.get("--calls"));
            int seconds = Integer.parseInt(options.get("--seconds"));
            if (rate < 1) {
                throw new NumberFormatException("--rate is at least 1");
            }
            CapturePlan plan =
                    new CapturePlan(
                            rate,
                            calls > 0 ? calls : rate * seconds,
                            Integer.parseInt(options.get("--warm-up")),
                            Integer.parseInt(options.get("--agents")),
                            Duration.ofMillis(Long.parseLong(options.get("--talk"))),
                            options.get("--heap"));
            return LoadTest.run(plan, out) ? 0 : 1;
        } catch (NumberFormatException e) {
            err.println("strowger: load --capture expects whole numbers: " + e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println("strowger: " + e.getMessage());
            return 1;
        }
    }
}
