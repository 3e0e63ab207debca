package org.strowger.flow.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.flow.CallFacts;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowInput;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.yaml.Position;

/// A call that somebody walks through a flow line by line, as its caller and as the world around.
///
/// Every line is one thing done; what comes back are the lines that happened because of it.
public final class FlowWalk {
    /// What lines can be.
    public static final List<String> HELP =
            List.of(
                    "1 or 12#      presses keys",
                    "(nothing)     listens until something is wanted of you",
                    "wait 30s      lets time pass",
                    "silence       says nothing until the time for an answer is over",
                    "speak 5s      is recorded",
                    "agent         an agent answers; then: end",
                    "busy, noanswer, failed, answered   what becomes of a transfer",
                    "kept, refused the place of a callback",
                    "full, nobody  the queue refuses",
                    "letgo         the line lets go",
                    "hangup        hangs up");

    private static final Pattern KEYS = Pattern.compile("[0-9A-D*#]{1,100}");
    private static final Pattern WITH_TIME = Pattern.compile("(wait|speak) ([0-9]{1,6})(ms|s|m|h)");
    private static final Duration BETWEEN_KEYS = Duration.ofMillis(200);

    private final TestCall call;
    private final CallFacts facts;
    private Optional<FlowAction.Fetch> question = Optional.empty();
    private int told;

    public FlowWalk(FlowBook book, CallFacts facts, Instant begins) {
        this.facts = facts;
        this.call = new TestCall(book, begins, new Asking());
    }

    private final class Asking implements WorldStub {
        @Override
        public Optional<DipAnswer> dip(String flow, String node, FlowAction.Fetch fetch) {
            question = Optional.of(fetch);
            return Optional.empty();
        }

        @Override
        public SortedMap<String, QueueFigures> queues(SortedSet<String> asked) {
            SortedMap<String, QueueFigures> figures = new TreeMap<>();
            asked.forEach(queue -> figures.put(queue, Circumstances.USUAL_QUEUE));
            return figures;
        }
    }

    /// The call comes in.
    public List<String> begin() {
        call.begin(facts);
        return happened();
    }

    /// What is asked of the one who walks.
    public String prompt() {
        return question.map(
                        fetch ->
                                "answer with "
                                        + String.join(", ", fetch.fields().keySet())
                                        + " as name=value, or nothing to fail> ")
                .orElse(call.where() + "> ");
    }

    public boolean hasEnded() {
        return call.hasEnded();
    }

    /// Does what a line says.
    public List<String> enter(String line) {
        String said = line.strip();
        if (question.isPresent()) {
            answer(question.get(), said);
        } else if (!isDone(said)) {
            List<String> help = new ArrayList<>(List.of("not understood or not possible now:"));
            help.addAll(HELP);
            return help;
        }
        return happened();
    }

    private List<String> happened() {
        List<String> lines = call.trace().from(told);
        told = call.trace().size();
        return lines;
    }

    private boolean isDone(String said) {
        Matcher withTime = WITH_TIME.matcher(said);
        if (withTime.matches()) {
            Duration time = time(withTime.group(2), withTime.group(3));
            if (withTime.group(1).equals("speak")) {
                return call.speaks(time);
            }
            call.waits(time);
            return true;
        }
        if (KEYS.matcher(said).matches()) {
            press(said);
            return true;
        }
        return isWordDone(said);
    }

    private boolean isWordDone(String said) {
        switch (said) {
            case "" -> call.listen();
            case "silence" -> call.saysNothing();
            case "hangup" -> call.hangsUp();
            case "agent" -> {
                return call.agentAnswers();
            }
            case "end" -> {
                return call.talkEnds();
            }
            case "answered" -> {
                return call.transferEnds(Optional.empty());
            }
            case "busy" -> {
                return call.transferEnds(Optional.of(FlowInput.TransferFailed.Reason.BUSY));
            }
            case "noanswer" -> {
                return call.transferEnds(Optional.of(FlowInput.TransferFailed.Reason.NO_ANSWER));
            }
            case "failed" -> {
                return call.transferEnds(Optional.of(FlowInput.TransferFailed.Reason.FAILED));
            }
            case "kept" -> {
                return call.placeKept(true);
            }
            case "refused" -> {
                return call.placeKept(false);
            }
            case "full" -> {
                return call.queueRefuses(FlowInput.QueueRefused.Reason.FULL);
            }
            case "nobody" -> {
                return call.queueRefuses(FlowInput.QueueRefused.Reason.NO_AGENTS);
            }
            case "letgo" -> {
                return call.lineLetsGo();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void press(String keys) {
        for (int i = 0; i < keys.length(); i++) {
            if (i > 0) {
                call.waits(BETWEEN_KEYS);
            }
            call.presses(keys.charAt(i));
        }
    }

    private static Duration time(String number, String unit) {
        long count = Long.parseLong(number);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private void answer(FlowAction.Fetch fetch, String said) {
        question = Optional.empty();
        if (said.isEmpty() && !fetch.fields().isEmpty()) {
            call.fetched(fetch, new DipAnswer.Failure("no answer", DipAnswer.USUALLY));
        } else {
            call.fetched(fetch, new DipAnswer.Fields(fields(said), DipAnswer.USUALLY));
        }
        call.waits(DipAnswer.USUALLY);
    }

    private static SequencedMap<String, Given> fields(String said) {
        SequencedMap<String, Given> fields = new LinkedHashMap<>();
        for (String field : said.split("[ ,]+", -1)) {
            int is = field.indexOf('=');
            if (is > 0) {
                fields.put(
                        field.substring(0, is),
                        new Given(
                                List.of(field.substring(is + 1)),
                                false,
                                new Position("answer", 1, 1)));
            }
        }
        return fields;
    }
}
