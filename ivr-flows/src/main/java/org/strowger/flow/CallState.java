package org.strowger.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.FlowSnapshot.Counts;
import org.strowger.flow.FlowSnapshot.Frame;
import org.strowger.flow.FlowSnapshot.Standing;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.flow.expression.Scope;
import org.strowger.flow.expression.Value;
import org.strowger.flow.expression.Variable;

/// What a call knows: where it is in which flow, its variables, and what expressions may read.
final class CallState implements Scope {
    private static final int MOST_QUESTIONS = 16;
    private static final int HIGHEST_PRIORITY = 1_000_000;

    final FlowBook book;
    CallFacts facts = CallFacts.of("");
    Instant startedAt = Instant.EPOCH;
    Instant now = Instant.EPOCH;
    String language;
    int priority;
    Duration waited = Duration.ZERO;
    Optional<Instant> inLineSince = Optional.empty();
    Optional<String> inLine = Optional.empty();
    boolean hidesKeys;
    boolean hungUp;
    boolean limitTold;
    int steps;
    int playbacks;
    int fetches;
    int recordings;
    SortedMap<String, QueueFigures> queues = Collections.emptySortedMap();
    private final List<OpenFlow> open = new ArrayList<>(1);

    CallState(FlowBook book) {
        this.book = book;
        this.language = book.entryFlow().language();
    }

    /// A flow that the call is in.
    private static final class OpenFlow {
        final Flow flow;
        FlowNode node;
        Instant enteredAt;
        final SortedMap<String, Value> variables;
        final List<NodeId> questions;

        OpenFlow(
                Flow flow,
                NodeId node,
                Instant enteredAt,
                SortedMap<String, Value> variables,
                List<NodeId> questions) {
            this.flow = flow;
            this.node = flow.node(node);
            this.enteredAt = enteredAt;
            this.variables = variables;
            this.questions = questions;
        }
    }

    static CallState restore(FlowBook book, FlowSnapshot snapshot) {
        CallState call = new CallState(book);
        snapshot.facts().ifPresent(facts -> call.facts = facts);
        snapshot.startedAt().ifPresent(at -> call.startedAt = at);
        Counts counts = snapshot.counts();
        call.steps = counts.steps();
        call.playbacks = counts.playbacks();
        call.fetches = counts.fetches();
        call.recordings = counts.recordings();
        Standing standing = snapshot.standing();
        call.language = standing.language();
        call.priority = standing.priority();
        call.waited = standing.waited();
        call.inLine = standing.inLine();
        call.inLineSince = standing.inLineSince();
        call.hidesKeys = standing.hidesKeys();
        call.hungUp = standing.hungUp();
        call.limitTold = standing.limitTold();
        call.queues = snapshot.queues();
        for (Frame frame : snapshot.frames()) {
            call.open.add(
                    new OpenFlow(
                            book.flow(frame.flow()),
                            frame.node(),
                            frame.enteredAt(),
                            new TreeMap<>(frame.variables()),
                            new ArrayList<>(frame.questions())));
        }
        return call;
    }

    Counts counts() {
        return new Counts(steps, playbacks, fetches, recordings);
    }

    Standing standing() {
        return new Standing(
                language, priority, waited, inLine, inLineSince, hidesKeys, hungUp, limitTold);
    }

    List<Frame> frames() {
        return open.stream()
                .map(
                        f ->
                                new Frame(
                                        f.flow.id(),
                                        f.node.id(),
                                        f.enteredAt,
                                        withoutSecrets(f.variables),
                                        f.questions))
                .toList();
    }

    private static SortedMap<String, Value> withoutSecrets(SortedMap<String, Value> variables) {
        SortedMap<String, Value> shown = new TreeMap<>(variables);
        shown.values().removeIf(value -> value instanceof Value.Secret);
        return shown;
    }

    private OpenFlow top() {
        return open.getLast();
    }

    int depth() {
        return open.size();
    }

    Flow flow() {
        return top().flow;
    }

    FlowNode node() {
        return top().node;
    }

    NodeId nodeId() {
        return top().node.id();
    }

    /// That the call left the nodes that called the flow it is in, because all is over.
    List<FlowEvent> outerNodes(String by) {
        List<FlowEvent> left = new ArrayList<>();
        for (OpenFlow outer : open.subList(0, open.size() - 1)) {
            Duration dwell = Duration.between(outer.enteredAt, now);
            left.add(new FlowEvent.NodeLeft(outer.flow.id(), outer.node.id(), by, dwell));
        }
        return left;
    }

    Duration dwell() {
        return Duration.between(top().enteredAt, now);
    }

    /// Goes into a flow, at its start.
    void push(Flow flow, SortedMap<String, Value> parameters) {
        SortedMap<String, Value> variables = new TreeMap<>(flow.initial());
        variables.putAll(parameters);
        open.add(new OpenFlow(flow, flow.start(), now, variables, new ArrayList<>(0)));
    }

    void pop() {
        open.removeLast();
    }

    /// From now on nothing is outside of the flow that the call is in.
    void forgetOuterFlows() {
        open.subList(0, open.size() - 1).clear();
    }

    void moveTo(NodeId node) {
        top().node = top().flow.node(node);
        top().enteredAt = now;
    }

    /// Notes that a question is asked, so that the call can come back to it.
    void questionAsked() {
        List<NodeId> questions = top().questions;
        questions.remove(nodeId());
        questions.add(nodeId());
        if (questions.size() > MOST_QUESTIONS) {
            questions.removeFirst();
        }
    }

    boolean hasQuestionBefore() {
        return top().questions.stream().anyMatch(question -> !question.equals(nodeId()));
    }

    /// The question before this node; from then on it is as if nothing had come after it.
    Optional<NodeId> goBack() {
        List<NodeId> questions = top().questions;
        questions.remove(nodeId());
        return questions.isEmpty() ? Optional.empty() : Optional.of(questions.removeLast());
    }

    /// Gives a variable a value.
    void set(String name, Value value) {
        switch (name) {
            case BuiltIns.PRIORITY -> {
                if (value instanceof Value.Whole(long number)) {
                    priority = priority(number);
                }
            }
            case BuiltIns.LANGUAGE -> {
                if (value instanceof Value.Text(String wanted)) {
                    language = Languages.nearest(wanted, flow().languages()).orElse(language);
                }
            }
            default -> top().variables.put(name, kept(name, value));
        }
    }

    /// What goes into a variable that is secret, is.
    private Value kept(String name, Value value) {
        Variable variable = flow().variables().get(name);
        return variable != null && variable.secret() ? Secrets.of(value) : value;
    }

    /// Gives a variable back what it held, if anything.
    void restore(String name, Optional<Value> before) {
        before.ifPresentOrElse(
                value -> top().variables.put(name, value), () -> top().variables.remove(name));
    }

    static int priority(long number) {
        return Math.clamp(number, -HIGHEST_PRIORITY, HIGHEST_PRIORITY);
    }

    @Override
    public Optional<Value> value(String name) {
        return switch (name) {
            case BuiltIns.PRIORITY -> Optional.of(new Value.Whole(priority));
            case BuiltIns.LANGUAGE -> text(language);
            case BuiltIns.NOW -> Optional.of(new Value.Moment(now));
            case BuiltIns.CALLER_NUMBER -> text(facts.callerNumber());
            case BuiltIns.CALLER_NAME -> text(facts.callerName());
            case BuiltIns.CALLER_LAST_AGENT -> text(facts.lastAgent().orElse(""));
            case BuiltIns.CALL_DIALLED -> text(facts.dialled());
            case BuiltIns.CALL_ID -> text(facts.id());
            case BuiltIns.CALL_FLOW -> text(book.entry());
            case BuiltIns.CALL_STARTED -> Optional.of(new Value.Moment(startedAt));
            case BuiltIns.CALL_WAITED -> Optional.of(new Value.Span(waitedNow()));
            default -> Optional.ofNullable(top().variables.get(name));
        };
    }

    private static Optional<Value> text(String text) {
        return Optional.of(new Value.Text(text));
    }

    private Duration waitedNow() {
        return inLineSince.map(since -> waited.plus(Duration.between(since, now))).orElse(waited);
    }

    /// The wait is over.
    void stopWaiting() {
        waited = waitedNow();
        inLineSince = Optional.empty();
    }

    @Override
    public Optional<QueueFigures> queue(String name) {
        return Optional.ofNullable(queues.get(name));
    }
}
