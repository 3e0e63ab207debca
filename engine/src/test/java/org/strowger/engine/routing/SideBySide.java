package org.strowger.engine.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A core and the rules said a second time, with the same commands. Says the first thing in which
/// they differ, or that must not be.
final class SideBySide {
    private static final int CALLS_ASKED_ABOUT = 1;

    private final NaiveRouting oracle = new NaiveRouting();
    private final RoutingInvariants invariants = new RoutingInvariants();
    private final List<RoutingEvent> all = new ArrayList<>();
    private final List<CallId> calls = new ArrayList<>();
    private RoutingCore core = new RoutingCore();
    private List<RoutingEvent> events = List.of();
    private int commands;

    List<RoutingEvent> events() {
        return events;
    }

    Optional<Instant> nextDeadline() {
        return oracle.nextDeadline();
    }

    /// @param thoroughly also builds the core anew, from its events or its snapshot in turn, and
    ///   goes on with that one
    Optional<String> differenceAfter(RoutingCommand command, boolean thoroughly) {
        commands++;
        try {
            List<RoutingEvent> decided = core.handle(command);
            events = oracle.handle(command);
            all.addAll(events);
            if (!events.equals(decided)) {
                return Optional.of(
                        command + "\n  oracle: " + lines(events) + "\n  core:   " + lines(decided));
            }
            invariants.check(command.at(), events);
            Optional<String> difference = differenceOfAnswers(command.at());
            return difference.isPresent() || !thoroughly ? difference : differenceWhenRebuilt();
        } catch (RuntimeException | AssertionError failure) {
            return Optional.of(command + "\n  failed: " + failure + at(failure));
        }
    }

    private Optional<String> differenceOfAnswers(Instant now) {
        Optional<String> difference =
                difference("the next deadline", oracle.nextDeadline(), core.nextDeadline());
        for (RoutingEvent event : events) {
            if (event instanceof RoutingEvent.CallQueued queued) {
                calls.add(queued.call());
            }
        }
        for (int i = 0; i < CALLS_ASKED_ABOUT && !calls.isEmpty() && difference.isEmpty(); i++) {
            int back = (commands * 7 + i * 5) % 12;
            CallId call = calls.get(Math.max(0, calls.size() - 1 - back));
            difference =
                    difference("the place of " + call, oracle.place(call), core.place(call))
                            .or(
                                    () ->
                                            difference(
                                                    "the explanation of " + call,
                                                    oracle.explain(call, now),
                                                    core.explain(call, now)))
                            .or(
                                    () ->
                                            difference(
                                                    "how agents stand to " + call,
                                                    oracle.standings(call),
                                                    core.standings(call)));
        }
        return difference;
    }

    private Optional<String> differenceWhenRebuilt() {
        RoutingCore replayed = RoutingCore.replay(all);
        if (!replayed.sameStateAs(core)) {
            return difference("the state replayed", core.snapshot(), replayed.snapshot());
        }
        RoutingCore restored = RoutingCore.restore(core.snapshot());
        if (!restored.sameStateAs(core)) {
            return difference("the state restored", core.snapshot(), restored.snapshot());
        }
        core = commands % 200 < 100 ? restored : replayed;
        return Optional.empty();
    }

    private static Optional<String> difference(String of, Object expected, Object actual) {
        return Objects.equals(expected, actual)
                ? Optional.empty()
                : Optional.of(of + " is\n  oracle: " + expected + "\n  core:   " + actual);
    }

    private static String lines(List<RoutingEvent> events) {
        return events.stream().map(Object::toString).collect(Collectors.joining("\n          "));
    }

    private static String at(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return Stream.of(trace)
                .limit(5)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }
}
