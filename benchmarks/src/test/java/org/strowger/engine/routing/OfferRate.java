package org.strowger.engine.routing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How many calls one processor offers in a second of its time: the measure to use where other work
/// runs beside.
///
/// An offer here is a whole turn: a talk ends, a call is offered and accepted, another call comes.
/// The time of the command that decides is measured apart, by the clock on the wall.
///
/// ```
/// ./strowger bench rate              # 100 to 100,000 agents
/// ./strowger bench rate oracle 100   # the oracle, at a size that it can stand
/// ```
public final class OfferRate {
    private static final long NANOS_OF_A_ROUND = 3_000_000_000L;
    private static final int ROUNDS = 3;
    private static final int DECISIONS = 1_000_000;
    private static final int TURNS_BETWEEN_LOOKS = 20;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final boolean backlog;
    private final BusyCentre.Router router;
    private final BusyCentre centre;
    private final long[] decisions = new long[DECISIONS];
    private int decided;

    private OfferRate(boolean backlog, BusyCentre.Router router, int size, Detail detail) {
        this.backlog = backlog;
        this.router = router;
        centre = new BusyCentre(router, size, detail).staffed();
        if (backlog) {
            centre.talking(0).waiting(size);
        } else {
            centre.talking(0.5);
        }
    }

    public static void main(String[] args) {
        boolean oracle = args.length > 0 && args[0].equals("oracle");
        List<String> sizes = Arrays.asList(args).subList(oracle ? 1 : 0, args.length);
        for (boolean backlog : new boolean[] {true, false}) {
            for (Detail detail : Detail.values()) {
                for (String size :
                        sizes.isEmpty() ? List.of("100", "1000", "10000", "100000") : sizes) {
                    BusyCentre.Router router =
                            oracle ? new NaiveRouting()::handle : new RoutingCore()::handle;
                    OfferRate rate = new OfferRate(backlog, router, Integer.parseInt(size), detail);
                    String what = backlog ? "calls wait" : "agents idle";
                    System.out.println(
                            "%-11s %6s agents, %-11s %s"
                                    .formatted(what, size, detail, rate.measure()));
                }
            }
        }
    }

    /// The last of several rounds, when everything is compiled.
    private String measure() {
        String last = "";
        for (int i = 0; i < ROUNDS; i++) {
            last = round();
        }
        return last;
    }

    private String round() {
        decided = 0;
        long turns = 0;
        long bytes = THREAD.getCurrentThreadAllocatedBytes();
        long began = THREAD.getCurrentThreadCpuTime();
        long nanos = 0;
        while (nanos < NANOS_OF_A_ROUND) {
            for (int i = 0; i < TURNS_BETWEEN_LOOKS; i++) {
                turn();
            }
            turns += TURNS_BETWEEN_LOOKS;
            nanos = THREAD.getCurrentThreadCpuTime() - began;
        }
        bytes = THREAD.getCurrentThreadAllocatedBytes() - bytes;
        Arrays.sort(decisions, 0, decided);
        return String.format(
                Locale.ROOT,
                "%,9d offers/s, %7.2f us and %,6d bytes each; decision p50 %.2f, p99 %.2f us",
                turns * 1_000_000_000L / nanos,
                nanos / 1e3 / turns,
                bytes / turns,
                decision(0.5),
                decision(0.99));
    }

    private double decision(double share) {
        return decisions[(int) (share * (decided - 1))] / 1e3;
    }

    private void turn() {
        if (backlog) {
            decide(centre.nextEnd());
            centre.acceptAndReplace();
        } else {
            centre.handle(centre.nextEnd());
            centre.acceptAll();
            decide(centre.nextCall());
            centre.acceptAll();
        }
    }

    private void decide(RoutingCommand command) {
        long start = System.nanoTime();
        List<RoutingEvent> events = router.handle(command);
        long took = System.nanoTime() - start;
        if (decided < DECISIONS) {
            decisions[decided++] = took;
        }
        centre.note(events);
    }
}
