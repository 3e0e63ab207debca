package org.strowger.flow;

import java.util.ArrayList;
import java.util.List;

/// How much memory calls in flows take. `./strowger bench flows`
public final class FlowSize {
    private static final int CALLS = 10_000;

    private FlowSize() {}

    public static void main(String[] args) {
        SteppedCall call = SteppedCall.of(true);
        List<FlowRun> runs = new ArrayList<>(CALLS);
        runs.add(call.begun());
        long before = used();
        for (int i = 1; i < CALLS; i++) {
            runs.add(call.begun());
        }
        long after = used();
        System.out.printf(
                "%d calls at a menu, three variables each: %d bytes a call%n",
                runs.size(), (after - before) / (CALLS - 1));
    }

    private static long used() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
