package org.strowger.engine.routing;

import java.util.Locale;
import org.strowger.engine.cluster.EventCodec;

/// What the state of a large centre takes: heap for each agent and each call in line, and time and
/// bytes for a snapshot.
///
/// ```
/// ./strowger bench state
/// ```
public final class StateSize {
    private static final int AGENTS = 100_000;
    private static final int CALLS = 100_000;
    private static final int TIMES = 5;

    private StateSize() {}

    public static void main(String[] args) {
        RoutingCore core = new RoutingCore();
        BusyCentre centre = new BusyCentre(core::handle, AGENTS, Detail.PASSED_OVER);
        long empty = retained(core);
        centre.staffed();
        long idle = retained(core);
        centre.talking(0);
        long talking = retained(core);
        centre.waiting(CALLS);
        long waiting = retained(core);
        say("an agent who is idle", (idle - empty) / AGENTS, "bytes");
        say("an agent in a talk", (talking - empty) / AGENTS, "bytes");
        say("a call in line", (waiting - talking) / CALLS, "bytes");
        say("everything", waiting / 1_000_000, "MB");
        for (int i = 0; i < TIMES; i++) {
            roundTrip(core);
        }
    }

    /// The heap that a core in the same state takes, which shares nothing with this one.
    private static long retained(RoutingCore core) {
        byte[] bytes = EventCodec.encodeSnapshot(core.snapshot());
        long before = heap();
        RoutingCore copy = RoutingCore.restore(EventCodec.decodeSnapshot(bytes));
        long with = heap();
        if (!copy.now().equals(core.now()) || bytes.length == 0) {
            throw new IllegalStateException("the copy is another core");
        }
        return with - before;
    }

    private static void roundTrip(RoutingCore core) {
        long start = System.nanoTime();
        RoutingSnapshot snapshot = core.snapshot();
        long taken = System.nanoTime();
        byte[] bytes = EventCodec.encodeSnapshot(snapshot);
        long encoded = System.nanoTime();
        RoutingSnapshot decoded = EventCodec.decodeSnapshot(bytes);
        long read = System.nanoTime();
        RoutingCore restored = RoutingCore.restore(decoded);
        long done = System.nanoTime();
        if (!restored.sameStateAs(core)) {
            throw new IllegalStateException("the restored core is another");
        }
        say("snapshot", millis(start, taken), "ms");
        say("  encode", millis(taken, encoded), "ms");
        say("  decode", millis(encoded, read), "ms");
        say("  restore", millis(read, done), "ms");
        say("  size", bytes.length / 1_000, "kB");
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }

    /// What is in use when nothing more can be collected.
    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    private static void say(String what, long value, String unit) {
        System.out.println(String.format(Locale.ROOT, "%-24s %,12d %s", what, value, unit));
    }
}
