package org.strowger.simulator.command;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Whether somebody pressed Ctrl-C, or asked the process to end otherwise. The process ends when
/// the thread that made this has, or after some seconds.
public final class Interruption implements BooleanSupplier, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Thread working = Thread.currentThread();
    private final Thread hook = Thread.ofPlatform().unstarted(this::asked);
    private volatile boolean isAsked;

    private Interruption() {}

    /// Whether the process is about to end already. Then [System#exit] waits for the hooks, among
    /// them the one that waits for the thread that watches: that thread is to return instead.
    public static boolean isUnderWay() {
        Thread none = new Thread(() -> {}, "strowger-none");
        try {
            Runtime.getRuntime().addShutdownHook(none);
            Runtime.getRuntime().removeShutdownHook(none);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /// Begins to watch, until it is closed by the same thread.
    public static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void asked() {
        isAsked = true;
        try {
            working.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return isAsked;
    }

    /// From here on the process ends without asking.
    @Override
    public void close() {
        if (isAsked) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It ends just now, and the hook waits for this thread, which is about to end as well.
            isAsked = true;
        }
    }
}
