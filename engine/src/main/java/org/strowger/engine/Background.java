package org.strowger.engine;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;

/// Where work is done that waits for files or programs: on virtual threads, away from event loops.
final class Background {
    private Background() {}

    /// Does it, and answers on the thread that did.
    ///
    /// @param thread the name of that thread
    static <T> Future<T> ask(String thread, Callable<? extends T> work) {
        Promise<T> answer = Promise.promise();
        Thread.ofVirtual()
                .name(thread)
                .start(
                        () -> {
                            try {
                                answer.complete(work.call());
                            } catch (Exception e) {
                                answer.fail(e);
                            }
                        });
        return answer.future();
    }
}
