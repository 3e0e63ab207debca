package org.strowger.engine.call;

import static org.strowger.engine.call.DeskAnswer.refused;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;

/// Whoever has asked the routing core for something and waits for its answer.
///
/// The core's events do not say which command they come of. So an event that does what somebody
/// asked for answers the one who asked for it first, whatever has brought it about: what was asked
/// for is so. A refusal names its command. Who has no answer after 5 seconds is told so; the core
/// may still do it.
final class CoreAnswers implements Desk.Sleeper {
    /// How many wait at most.
    static final int MOST = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Desk desk;
    private final Map<Question, Deque<Asked>> waiting = new HashMap<>();

    /// In the order of their deadlines.
    private final SequencedSet<Asked> all = new LinkedHashSet<>();

    /// What is asked for, and of whom.
    record Question(Kind kind, String of) {
        /// What can be asked.
        enum Kind {
            SIGN_IN,
            SIGN_OUT,
            PAUSE,
            RESUME,
            END_WRAP_UP,
            EXTEND_WRAP_UP,
            MOVE,
            PULL,
            REPRIORITISE
        }
    }

    /// Told apart by identity: two may ask the same.
    private static final class Asked {
        private final Question question;
        private final Instant deadline;
        private final Set<CommandRejected.Reason> fine;
        private final Promise<DeskAnswer> answer = Promise.promise();

        private Asked(Question question, Instant deadline, Set<CommandRejected.Reason> fine) {
            this.question = question;
            this.deadline = deadline;
            this.fine = fine;
        }
    }

    CoreAnswers(Desk desk) {
        this.desk = desk;
    }

    /// Asks the core.
    ///
    /// @param fine refusals that mean that all is as it was asked for
    Future<DeskAnswer> ask(
            Question question,
            Function<Instant, RoutingCommand> command,
            CommandRejected.Reason... fine) {
        if (all.size() >= MOST || !desk.submit(command)) {
            return Future.succeededFuture(overloaded("the routing core takes no more"));
        }
        Set<CommandRejected.Reason> reasons = EnumSet.noneOf(CommandRejected.Reason.class);
        reasons.addAll(Set.of(fine));
        Asked asked = new Asked(question, desk.now().plus(PATIENCE), reasons);
        waiting.computeIfAbsent(question, _ -> new ArrayDeque<>()).add(asked);
        all.add(asked);
        wake();
        return asked.answer.future();
    }

    private static DeskAnswer overloaded(String message) {
        return new DeskAnswer.Refused(Reason.OVERLOADED, message);
    }

    int count() {
        return all.size();
    }

    /// Takes in what the core says.
    void heard(RoutingEvent event) {
        if (event instanceof CommandRejected(_, var command, var reason)) {
            question(command).ifPresent(question -> refuse(question, reason));
        } else {
            question(event).ifPresent(question -> answer(question, new DeskAnswer.Done()));
        }
    }

    private void refuse(Question question, CommandRejected.Reason reason) {
        Optional<Asked> first = first(question);
        if (first.isPresent()) {
            boolean isFine = first.get().fine.contains(reason);
            answer(question, isFine ? new DeskAnswer.Done() : refusal(reason));
        }
    }

    private Optional<Asked> first(Question question) {
        return Optional.ofNullable(waiting.get(question)).map(Deque::peek);
    }

    private void answer(Question question, DeskAnswer answer) {
        first(question).ifPresent(asked -> answer(asked, answer));
    }

    private void answer(Asked asked, DeskAnswer answer) {
        all.remove(asked);
        waiting.computeIfPresent(
                asked.question,
                (_, others) -> {
                    others.remove(asked);
                    return others.isEmpty() ? null : others;
                });
        wake();
        asked.answer.complete(answer);
    }

    private void wake() {
        desk.wake(this, all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst().deadline));
    }

    @Override
    public void timePassed() {
        while (!all.isEmpty() && !all.getFirst().deadline.isAfter(desk.now())) {
            answer(all.getFirst(), overloaded("the routing core has not answered in time"));
        }
        wake();
    }

    private static Optional<Question> question(RoutingCommand command) {
        return switch (command) {
            case RoutingCommand.SignInAgent c -> asked(Question.Kind.SIGN_IN, c.agent());
            case RoutingCommand.SignOutAgent c -> asked(Question.Kind.SIGN_OUT, c.agent());
            case RoutingCommand.PauseAgent c -> asked(Question.Kind.PAUSE, c.agent(), c.reason());
            case RoutingCommand.PauseAfterCall c ->
                    asked(Question.Kind.PAUSE, c.agent(), c.reason());
            case RoutingCommand.ResumeAgent c -> asked(Question.Kind.RESUME, c.agent());
            case RoutingCommand.EndWrapUp c ->
                    asked(Question.Kind.END_WRAP_UP, c.agent(), c.call());
            case RoutingCommand.ExtendWrapUp c ->
                    asked(Question.Kind.EXTEND_WRAP_UP, c.agent(), c.call());
            case RoutingCommand.MoveCall c -> asked(Question.Kind.MOVE, c.call());
            case RoutingCommand.PullCall c -> asked(Question.Kind.PULL, c.agent(), c.call());
            case RoutingCommand.Reprioritize c -> asked(Question.Kind.REPRIORITISE, c.call());
            case RoutingCommand _ -> Optional.empty();
        };
    }

    private static Optional<Question> question(RoutingEvent event) {
        return switch (event) {
            case RoutingEvent.AgentSignedIn e -> asked(Question.Kind.SIGN_IN, e.agent());
            case RoutingEvent.AgentSignedOut e -> asked(Question.Kind.SIGN_OUT, e.agent());
            case RoutingEvent.SignOutDeferred e -> asked(Question.Kind.SIGN_OUT, e.agent());
            case RoutingEvent.AgentPaused e -> asked(Question.Kind.PAUSE, e.agent(), e.reason());
            case RoutingEvent.PauseDeferred e -> asked(Question.Kind.PAUSE, e.agent(), e.reason());
            case RoutingEvent.AgentResumed e -> asked(Question.Kind.RESUME, e.agent());
            case RoutingEvent.WrapUpEnded e ->
                    asked(Question.Kind.END_WRAP_UP, e.agent(), e.call());
            case RoutingEvent.WrapUpExtended e ->
                    asked(Question.Kind.EXTEND_WRAP_UP, e.agent(), e.call());
            case RoutingEvent.CallMoved e -> asked(Question.Kind.MOVE, e.call());
            case RoutingEvent.CallOffered e -> asked(Question.Kind.PULL, e.agent(), e.call());
            case RoutingEvent.CallReprioritized e -> asked(Question.Kind.REPRIORITISE, e.call());
            case RoutingEvent _ -> Optional.empty();
        };
    }

    /// Names may hold anything but a line's end.
    private static Optional<Question> asked(Question.Kind kind, Object... of) {
        StringBuilder names = new StringBuilder();
        for (Object name : of) {
            names.append(name).append('\n');
        }
        return Optional.of(new Question(kind, names.toString()));
    }

    /// What is asked about agents, calls, and how.
    static Question about(Question.Kind kind, Object... of) {
        return asked(kind, of).orElseThrow();
    }

    /// What a refusal of the core means to the one who asked.
    static DeskAnswer refusal(CommandRejected.Reason reason) {
        return switch (reason) {
            case UNKNOWN_CALL -> refused(Reason.UNKNOWN_CALL, "there is no such call");
            case UNKNOWN_AGENT -> refused(Reason.WRONG_STATE, "the agent is not signed in");
            case UNKNOWN_QUEUE -> refused(Reason.UNKNOWN_QUEUE, "there is no such queue");
            case QUEUE_CLOSED -> refused(Reason.WRONG_STATE, "the queue is closed");
            case QUEUE_FULL -> refused(Reason.TOO_MANY, "the queue is full");
            case QUEUE_EMPTY -> refused(Reason.WRONG_STATE, "nobody is there for the queue");
            case AGENT_BUSY -> refused(Reason.BUSY, "the agent has no room for the call");
            case TOO_LONG ->
                    refused(Reason.BAD_VALUE, "after-call work ends within a day from now");
            case NOT_WAITING -> refused(Reason.WRONG_STATE, "the call is not in line");
            case NOT_WRAPPING_UP ->
                    refused(Reason.WRONG_STATE, "the agent is not in after-call work");
            case NOT_PAUSED -> refused(Reason.WRONG_STATE, "the agent is not paused");
            case ALREADY_PAUSED ->
                    refused(Reason.WRONG_STATE, "the agent is paused for that reason already");
            case ALREADY_SIGNED_IN -> refused(Reason.WRONG_STATE, "the agent is signed in already");
            case ALREADY_SIGNING_OUT ->
                    refused(Reason.WRONG_STATE, "the agent leaves at the end of the talk already");
            case ALREADY_SO -> refused(Reason.WRONG_STATE, "it is so already");
            case ALREADY_KNOWN, ALREADY_KEPT, ALREADY_APPLIED, NOT_OFFERED, NOT_TALKING, NOT_KEPT ->
                    refused(Reason.WRONG_STATE, "not now: " + reason);
        };
    }

    /// What it means to an agent that the core did not take their call to somebody.
    static Reason whyNotPlaced(CommandRejected.Reason reason) {
        return switch (reason) {
            case UNKNOWN_AGENT -> Reason.UNKNOWN_AGENT;
            case UNKNOWN_QUEUE -> Reason.UNKNOWN_QUEUE;
            case QUEUE_FULL -> Reason.TOO_MANY;
            case AGENT_BUSY, QUEUE_EMPTY, QUEUE_CLOSED -> Reason.BUSY;
            case UNKNOWN_CALL,
                    ALREADY_KNOWN,
                    ALREADY_SIGNED_IN,
                    ALREADY_SIGNING_OUT,
                    ALREADY_PAUSED,
                    ALREADY_KEPT,
                    ALREADY_APPLIED,
                    ALREADY_SO,
                    NOT_PAUSED,
                    NOT_WRAPPING_UP,
                    NOT_WAITING,
                    NOT_OFFERED,
                    NOT_TALKING,
                    NOT_KEPT,
                    TOO_LONG ->
                    Reason.WRONG_STATE;
        };
    }
}
