package org.strowger.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who looks at files twice a second, each on a thread of its own, until told to stop.
final class Lookouts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lookouts.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /// Has somebody look from now on.
    ///
    /// @param look may wait for the disk
    void post(String name, Runnable look) {
        threads.add(Thread.ofVirtual().name("strowger-" + name).start(() -> forEver(look)));
    }

    private static void forEver(Runnable look) {
        try {
            while (true) {
                Thread.sleep(EVERY);
                lookSafely(look);
            }
        } catch (InterruptedException e) {
            LOG.debug("files are no longer watched", e);
        }
    }

    /// One file that cannot be handled must not end the watch over the others.
    private static void lookSafely(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.error("files cannot be looked at", e);
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
