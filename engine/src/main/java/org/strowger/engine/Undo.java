package org.strowger.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What to stop again, last first, when a start fails half-way.
final class Undo {
    private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    void run() {
        steps.forEach(step -> stop("a part", step));
    }

    /// Stops one part; what goes wrong with it must not keep the others running.
    static void stop(String part, Runnable how) {
        try {
            how.run();
        } catch (RuntimeException e) {
            LOG.error("{} did not stop as it should", part, e);
        }
    }
}
