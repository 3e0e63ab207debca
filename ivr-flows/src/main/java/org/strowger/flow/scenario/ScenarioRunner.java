package org.strowger.flow.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowAction.LinePlace;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowInput.TransferFailed;
import org.strowger.flow.FlowSnapshot;
import org.strowger.flow.NodeId;
import org.strowger.flow.Utterance;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.flow.expression.Value;
import org.strowger.flow.expression.Variable;
import org.strowger.flow.scenario.Scenario.Placed;
import org.strowger.flow.scenario.Step.EndReason;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Spelling;

/// Plays the scenarios of a file against a flow.
///
/// What is expected may be some words away: while the call wants nothing of the caller, time passes
/// until it comes. Each expectation looks on from where the last of its kind was met.
public final class ScenarioRunner {
    private final Scenario scenario;
    private final FlowBook book;
    private final TestCall call;
    private Optional<String> missingDip = Optional.empty();
    private int heardUpTo;
    private int enteredUpTo;
    private int linesUpTo;
    private int askedUpTo;
    private int heardBeforeDeed;

    private ScenarioRunner(Scenario scenario, FlowBook book) {
        this.scenario = scenario;
        this.book = book;
        this.call = new TestCall(book, scenario.circumstances().now(), new Stub());
    }

    /// What becomes of each scenario, in the order of the file.
    ///
    /// @param book of the flow that the file names
    public static List<ScenarioResult> run(ScenarioFile file, FlowBook book) {
        List<ScenarioResult> results = new ArrayList<>();
        for (Scenario scenario : file.scenarios()) {
            results.add(new ScenarioRunner(scenario, book).run());
        }
        return results;
    }

    private final class Stub implements WorldStub {
        @Override
        public Optional<DipAnswer> dip(String flow, String node, FlowAction.Fetch fetch) {
            Optional<DipAnswer> answer = scenario.circumstances().answerOf(flow, node);
            if (answer.isEmpty()) {
                missingDip =
                        Optional.of(
                                "the test does not say what '"
                                        + node
                                        + "' answers: add it under 'data'");
                return Optional.of(new DipAnswer.Failure("not in the test", DipAnswer.USUALLY));
            }
            return answer;
        }

        @Override
        public SortedMap<String, QueueFigures> queues(SortedSet<String> asked) {
            return scenario.circumstances().figuresOf(asked);
        }
    }

    private ScenarioResult run() {
        Optional<Problem> failure = Dips.wrongIn(scenario.circumstances(), book);
        if (failure.isPresent()) {
            return new ScenarioResult(
                    scenario.name(), scenario.at(), failure, List.of(), List.of());
        }
        call.begin(scenario.circumstances().facts());
        for (Placed placed : scenario.steps()) {
            Optional<String> wrong = play(placed.step()).or(this::wrongWithTheCall);
            if (wrong.isPresent()) {
                failure = Optional.of(placed.at().problem(wrong.get()));
                break;
            }
        }
        return new ScenarioResult(
                scenario.name(), scenario.at(), failure, call.trace().lines(), call.events());
    }

    private Optional<String> wrongWithTheCall() {
        return call.isEndless() ? Optional.of("the call goes round and round") : missingDip;
    }

    /// What is wrong, if anything.
    private Optional<String> play(Step step) {
        return switch (step) {
            case Step.Deed deed when call.hasEnded() && !(deed instanceof Step.Waits) ->
                    Optional.of("the call is over");
            case Step.Deed deed -> {
                lookOnFromHere();
                yield deed(deed);
            }
            case Step.Expectation expectation -> expectation(expectation);
        };
    }

    /// What comes of a deed is what comes after it; what plays still, the line that the call is in
    /// and the node that it is at count, too.
    private void lookOnFromHere() {
        heardBeforeDeed = call.heard().size();
        heardUpTo = heardBeforeDeed;
        enteredUpTo = call.entered().size();
        linesUpTo = call.lines().size();
    }

    private Optional<String> deed(Step.Deed deed) {
        return switch (deed) {
            case Step.Waits(var lasts) -> done(() -> call.waits(lasts));
            case Step.Listens() -> done(call::listen);
            case Step.Presses(var keys, var every) -> done(() -> presses(keys, every));
            case Step.Speaks(var lasts) -> needs(call.speaks(lasts), "nothing is recorded");
            case Step.SaysNothing() -> done(call::saysNothing);
            case Step.HangsUp() -> done(call::hangsUp);
            case Step.AgentAnswers() -> {
                call.listen();
                yield needs(call.agentAnswers(), "the caller is not in line");
            }
            case Step.TalkEnds() -> needs(call.talkEnds(), "nobody talks");
            case Step.LineLetsGo() -> {
                call.listen();
                yield needs(call.lineLetsGo(), "the caller is not in line");
            }
            case Step.QueueRefuses(var reason) ->
                    needs(
                            passes(() -> call.queueRefuses(reason)),
                            "the caller has not come to a queue");
            case Step.PlaceIs place -> done(() -> call.placeIs(place));
            case Step.Transferred(var outcome) ->
                    needs(call.transferEnds(failure(outcome)), "nothing is transferred");
            case Step.CalledBack(var outcome) ->
                    needs(
                            call.placeKept(outcome == Step.CalledBack.Outcome.KEPT),
                            "nobody is to be called back");
        };
    }

    private static Optional<TransferFailed.Reason> failure(Step.Transferred.Outcome outcome) {
        return switch (outcome) {
            case ANSWERED -> Optional.empty();
            case BUSY -> Optional.of(TransferFailed.Reason.BUSY);
            case NO_ANSWER -> Optional.of(TransferFailed.Reason.NO_ANSWER);
            case FAILED -> Optional.of(TransferFailed.Reason.FAILED);
        };
    }

    private static Optional<String> done(Runnable deed) {
        deed.run();
        return Optional.empty();
    }

    private Optional<String> needs(boolean was, String otherwise) {
        return was ? Optional.empty() : Optional.of(otherwise + ": the call is at " + call.where());
    }

    private void presses(String keys, Duration every) {
        for (int i = 0; i < keys.length(); i++) {
            if (i > 0) {
                call.waits(every);
            }
            call.presses(keys.charAt(i));
        }
    }

    /// Lets words pass until something is so.
    private boolean passes(BooleanSupplier is) {
        while (!is.getAsBoolean()) {
            if (!call.listenOnce()) {
                return is.getAsBoolean();
            }
        }
        return true;
    }

    private Optional<String> expectation(Step.Expectation expectation) {
        return switch (expectation) {
            case Step.Hears(var what) ->
                    unless(passes(() -> hears(what)), "to hear '" + what + "'", heard());
            case Step.DoesNotHear(var what) -> {
                call.listen();
                yield unless(
                        heardSince(heardBeforeDeed, what) < 0,
                        "not to hear '" + what + "'",
                        "it was");
            }
            case Step.ReachesNode(var flow, var node) ->
                    unless(
                            passes(() -> reaches(flow, node)),
                            "to reach " + node,
                            isNode(node)
                                    ? "the call is at " + call.where()
                                    : "there is no such node" + guess(node));
            case Step.ReachesMilestone(var milestone) ->
                    unless(
                            passes(() -> reachesMilestone(milestone)),
                            "to reach the milestone '" + milestone + "'",
                            "the call is at " + call.where());
            case Step.ReachesQueue queue -> reaches(queue);
            case Step.Asks(var what) ->
                    unless(
                            passes(() -> asks(what)),
                            "another system to be asked '" + what + "'",
                            "asked were " + call.asked());
            case Step.Knows(var values) -> knows(values);
            case Step.Ends(var reason) -> ends(reason);
        };
    }

    private static Optional<String> unless(boolean is, String expected, String found) {
        return is ? Optional.empty() : Optional.of("expected " + expected + "; " + found);
    }

    private String heard() {
        List<List<Utterance>> all = call.heard();
        return all.isEmpty() ? "nothing was heard" : "last was heard " + Trace.words(all.getLast());
    }

    private boolean hears(String what) {
        int playing = call.isPlaying() ? call.heard().size() - 1 : Integer.MAX_VALUE;
        int found = heardSince(Math.min(heardUpTo, playing), what);
        heardUpTo = found < 0 ? heardUpTo : found;
        return found >= 0;
    }

    /// Which playback it is in, from one on; -1 when in none.
    private int heardSince(int from, String what) {
        for (int i = from; i < call.heard().size(); i++) {
            List<Utterance> said = call.heard().get(i);
            if (said.stream().anyMatch(utterance -> is(utterance, what))
                    || Trace.words(said).replace("\"", "").contains(what)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean is(Utterance utterance, String what) {
        return switch (utterance) {
            case Utterance.Recording(_, var id) -> id.equals(what);
            case Utterance.Speech(_, var text, _) -> text.contains(what);
            case Utterance.Spoken(_, var word) -> word.text().equals(what);
            case Utterance.Silence _ -> false;
        };
    }

    private int enteredFrom() {
        return call.hasEnded() ? enteredUpTo : Math.min(enteredUpTo, call.entered().size() - 1);
    }

    private boolean reaches(Optional<String> flow, String node) {
        for (int i = enteredFrom(); i < call.entered().size(); i++) {
            var entered = call.entered().get(i);
            boolean isFlow = flow.map(entered.flow()::equals).orElse(true);
            if (isFlow && entered.node().value().equals(node)) {
                enteredUpTo = i;
                return true;
            }
        }
        return false;
    }

    private boolean isNode(String node) {
        return nodes().contains(node);
    }

    private String guess(String node) {
        return Spelling.didYouMean(node, nodes());
    }

    private List<String> nodes() {
        return book.flows().values().stream()
                .flatMap(flow -> flow.nodes().sequencedKeySet().stream())
                .map(NodeId::value)
                .toList();
    }

    private boolean reachesMilestone(String milestone) {
        for (int i = enteredFrom(); i < call.entered().size(); i++) {
            if (call.entered().get(i).milestone().equals(Optional.of(milestone))) {
                enteredUpTo = i;
                return true;
            }
        }
        return false;
    }

    private boolean asks(String what) {
        for (int i = askedUpTo; i < call.asked().size(); i++) {
            if (call.asked().get(i).contains(what)) {
                askedUpTo = i + 1;
                return true;
            }
        }
        return false;
    }

    private Optional<String> reaches(Step.ReachesQueue expected) {
        if (!passes(() -> call.lines().size() > linesUpTo || call.isInLine())) {
            return Optional.of(
                    "expected to reach queue "
                            + expected.queue()
                            + "; the call is at "
                            + call.where());
        }
        LinePlace line = call.lines().get(Math.min(linesUpTo, call.lines().size() - 1));
        linesUpTo = Math.min(linesUpTo + 1, call.lines().size());
        boolean is =
                line.queue().equals(expected.queue())
                        && expected.priority().map(p -> p == line.priority()).orElse(true)
                        && expected.skills()
                                .map(skills -> skills.equals(line.skills()))
                                .orElse(true)
                        && expected.prefer()
                                .map(agent -> agent.equals(line.prefer().orElse("")))
                                .orElse(true);
        return unless(is, "to reach " + words(expected), "it was " + Trace.words(line));
    }

    private static String words(Step.ReachesQueue queue) {
        return queue.queue()
                + queue.priority().map(p -> " with priority " + p).orElse("")
                + queue.skills().map(s -> ", skills " + s).orElse("")
                + queue.prefer().map(p -> ", preferring " + p).orElse("");
    }

    private Optional<String> knows(SequencedMap<String, Given> values) {
        for (var expected : values.entrySet()) {
            String name = expected.getKey();
            Variable variable = flow().variables().get(name);
            if (variable == null) {
                return Optional.of("flow " + flow().id() + " has no variable '" + name + "'");
            }
            if (variable.secret()) {
                return Optional.of("'" + name + "' is a secret: no test can read it");
            }
            Optional<Value> wanted = expected.getValue().as(variable.type());
            Optional<Value> known = known(name);
            if (wanted.isEmpty() || !wanted.equals(known)) {
                return Optional.of(
                        "expected "
                                + name
                                + " to be "
                                + expected.getValue().text()
                                + "; it is "
                                + known.map(ScenarioRunner::words).orElse("not set"));
            }
        }
        return Optional.empty();
    }

    private static String words(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Whole(var number) -> Long.toString(number);
            case Value.Decimal(var number) -> Double.toString(number);
            case Value.Flag(var on) -> Boolean.toString(on);
            case Value.Span(var duration) -> duration.toString();
            case Value.Moment(var instant) -> instant.toString();
            case Value.Words(var words) -> words.toString();
            case Value.Secret(var text) -> text.toString();
        };
    }

    private Flow flow() {
        List<FlowSnapshot.Frame> frames = call.snapshot().frames();
        return frames.isEmpty() ? book.entryFlow() : book.flow(frames.getLast().flow());
    }

    private Optional<Value> known(String name) {
        FlowSnapshot snapshot = call.snapshot();
        return switch (name) {
            case "priority" -> Optional.of(new Value.Whole(snapshot.standing().priority()));
            case "language" -> Optional.of(new Value.Text(snapshot.standing().language()));
            default ->
                    snapshot.frames().isEmpty()
                            ? Optional.empty()
                            : Optional.ofNullable(
                                    snapshot.frames().getLast().variables().get(name));
        };
    }

    private Optional<String> ends(Optional<EndReason> reason) {
        if (!passes(call::hasEnded)) {
            return Optional.of("expected the call to end; it is at " + call.where());
        }
        Optional<EndReason> by =
                call.callerHungUp()
                        ? Optional.of(EndReason.CALLER_HUNG_UP)
                        : call.hungUp().map(r -> EndReason.valueOf(r.name()));
        return unless(
                reason.isEmpty() || reason.equals(by),
                "the call to end by " + reason.map(Trace::word).orElse("anything"),
                "it ended by " + by.map(Trace::word).orElse("nothing"));
    }
}
