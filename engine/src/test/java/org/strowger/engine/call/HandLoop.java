package org.strowger.engine.call;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.HandClock;

/// An event loop that turns when the test has it turn, with timers that go by the test's clock: so
/// a run of a centre is the same each time, and takes no time.
final class HandLoop {
    private final HandClock clock;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final TreeMap<Long, Timer> timers = new TreeMap<>();
    private long count;

    private record Timer(Instant due, Runnable then) {}

    HandLoop(HandClock clock) {
        this.clock = clock;
    }

    /// The part of Vert.x that calls use: timers.
    Vertx vertx() {
        return proxy(
                Vertx.class,
                (method, arguments) ->
                        switch (method.getName()) {
                            case "setTimer" -> setTimer((Long) arguments[0], arguments[1]);
                            case "cancelTimer" -> timers.remove((Long) arguments[0]) != null;
                            default -> throw new UnsupportedOperationException("" + method);
                        });
    }

    Context context() {
        return proxy(
                Context.class,
                (method, arguments) -> {
                    if (!method.getName().equals("runOnContext")) {
                        throw new UnsupportedOperationException("" + method);
                    }
                    return tasks.add(() -> call(arguments[0], null));
                });
    }

    private interface Answer {
        Object to(Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> {
                            Object result = answer.to(method, arguments);
                            return method.getReturnType() == void.class ? null : result;
                        }));
    }

    private long setTimer(long millis, Object handler) {
        count++;
        long id = count;
        timers.put(id, new Timer(clock.instant().plusMillis(millis), () -> call(handler, id)));
        return id;
    }

    /// @param argument absent for a handler of [Void], which has no other value
    @SuppressWarnings("unchecked") // what a handler takes is for its method to say
    private static void call(Object handler, @Nullable Object argument) {
        ((Handler<@Nullable Object>) handler).handle(argument);
    }

    /// Does all that is to be done now.
    void turn() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    Optional<Instant> nextTimer() {
        return timers.values().stream().map(Timer::due).min(Comparator.naturalOrder());
    }

    /// Has the timers go off whose time has come, the earliest first.
    void ring() {
        for (Optional<Long> next = due(); next.isPresent(); next = due()) {
            Objects.requireNonNull(timers.remove(next.get())).then().run();
            turn();
        }
    }

    private Optional<Long> due() {
        return timers.entrySet().stream()
                .filter(timer -> !timer.getValue().due().isAfter(clock.instant()))
                .min(Comparator.comparing(timer -> timer.getValue().due()))
                .map(Map.Entry::getKey);
    }
}
