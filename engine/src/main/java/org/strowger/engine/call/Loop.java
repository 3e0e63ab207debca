package org.strowger.engine.call;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/// The one thread that all calls of a node are on, and its timers: what has to be done is done one
/// after the other, in the order in which it was asked for.
///
/// A simulation has one without a thread, on which time passes as soon as nothing is left to do.
public interface Loop {
    /// Has something done soon; from any thread. It must not throw.
    void soon(Runnable task);

    /// Has something done after a time; from the loop itself.
    ///
    /// @param delay nothing or more; what a loop cannot measure of it, it rounds up
    Timer after(Duration delay, Runnable task);

    /// Something that will be done, unless it is cancelled before.
    @FunctionalInterface
    interface Timer {
        /// Has it not done; nothing happens when it was done already. From the loop itself.
        void cancel();
    }

    /// An event loop of Vert.x.
    static Loop of(Vertx vertx, Context context) {
        return new Loop() {
            @Override
            public void soon(Runnable task) {
                context.runOnContext(_ -> task.run());
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                // A millisecond more, so that by the clock, too, the time is over.
                long timer = vertx.setTimer(delay.toMillis() + 1, _ -> soon(task));
                return () -> vertx.cancelTimer(timer);
            }
        };
    }
}
