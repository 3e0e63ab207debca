package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.strowger.flow.FlowNode.About;
import org.strowger.flow.FlowNode.Asking;
import org.strowger.flow.FlowNode.Choice;
import org.strowger.flow.FlowNode.Extensions;
import org.strowger.flow.FlowNode.Handler;
import org.strowger.flow.FlowNode.SurveyQuestion;
import org.strowger.flow.expression.ValueType;
import org.strowger.flow.expression.Variable;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads the nodes that ask callers for keys.
final class AskReader {
    private static final Pattern KEYS = Pattern.compile("[0-9*#A-D]{1,8}");
    private static final Pattern ATTEMPT = Pattern.compile("[1-9]|10");
    private static final Pattern STARTS = Pattern.compile("[0-9]{1,10}");
    private static final Pattern ANSWERS = Pattern.compile("[0-9](-[0-9])?|[0-9]{1,10}");
    private static final Pattern QUESTION = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final int LONGEST_EXTENSION = 10;
    private static final int MOST_KEYS = 64;
    private static final int DATE_KEYS = 8;
    private static final int MOST_QUESTIONS = 20;
    private static final List<ValueType> COLLECTED =
            List.of(
                    ValueType.STRING,
                    ValueType.INT,
                    ValueType.DOUBLE,
                    ValueType.BOOL,
                    ValueType.TIMESTAMP);

    private final PromptReader prompts;
    private final TargetReader targets;
    private final ExpressionReader expressions;
    private final TapingReader taping;
    private final InputRules defaultInput;

    AskReader(
            PromptReader prompts,
            TargetReader targets,
            ExpressionReader expressions,
            TapingReader taping,
            InputRules defaultInput) {
        this.prompts = prompts;
        this.targets = targets;
        this.expressions = expressions;
        this.taping = taping;
        this.defaultInput = defaultInput;
    }

    FlowNode menu(NodeId id, About about, YamlMap body) {
        return new FlowNode.Menu(
                id,
                about,
                asking(body),
                choices(body.required("choices")),
                extensions(body.optional("extensions")));
    }

    private Asking asking(YamlMap body) {
        return new Asking(
                promptsByAttempt(body),
                handler(body.optional("no_match").map()),
                handler(body.optional("no_input").map()),
                targets.required(body.required("give_up")),
                InputReader.read(body.optional("input").map(), defaultInput));
    }

    private SortedMap<Integer, List<Prompt>> promptsByAttempt(YamlMap body) {
        YamlValue always = body.optional("prompt");
        YamlValue byAttempt = body.optional("prompts");
        SortedMap<Integer, List<Prompt>> asked = new TreeMap<>();
        if (always.isPresent()) {
            byAttempt.refuseKey("'prompt' is already given: use one of 'prompt' and 'prompts'");
            asked.put(1, prompts.prompt(always));
        }
        byAttempt.map().entries().forEach((attempt, value) -> put(attempt, value, asked));
        if (byAttempt.isMap() && !asked.containsKey(1)) {
            byAttempt.refuse("'prompts' expects a prompt for attempt 1");
        }
        return asked;
    }

    private void put(String attempt, YamlValue value, SortedMap<Integer, List<Prompt>> asked) {
        if (ATTEMPT.matcher(attempt).matches()) {
            asked.put(Integer.parseInt(attempt), prompts.prompt(value));
        } else {
            value.refuseKey(
                    "'prompts' expects attempts from 1 to 10 as keys, found " + quoted(attempt));
        }
    }

    private Handler handler(YamlMap map) {
        return new Handler(
                prompts.prompt(map.optional("say")),
                targets.optional(map.optional("go")).orElse(Handler.ASK_AGAIN.go()));
    }

    private NavigableMap<String, Choice> choices(YamlValue value) {
        NavigableMap<String, Choice> choices = new TreeMap<>();
        SequencedMap<String, YamlValue> entries =
                value.isPresent() && !value.isNothing()
                        ? value.map().entries()
                        : new LinkedHashMap<>();
        entries.forEach((written, choice) -> addChoice(choices, written, choice));
        targets.waysAreKnown(!entries.isEmpty());
        if (entries.isEmpty() && (value.isMap() || value.isNothing())) {
            value.refuseKey(
                    "L20",
                    "'choices' is empty: # begins a comment and * an alias,"
                            + " so quote these keys as '#' and '*' or write hash and star");
        }
        return choices;
    }

    private void addChoice(SortedMap<String, Choice> choices, String written, YamlValue choice) {
        String keys = Keys.ofWord(written);
        if (!KEYS.matcher(keys).matches()) {
            choice.refuseKey(
                    "a choice expects 1 to 8 keys of 0-9, A-D, '*' and '#', or star or hash, found "
                            + quoted(written));
        } else if (choices.containsKey(keys)) {
            choice.refuseKey("choice " + quoted(keys) + " is already given");
        }
        choices.put(keys, choice(choice));
    }

    private Choice choice(YamlValue value) {
        if (!value.isMap()) {
            return new Choice(
                    Optional.empty(),
                    targets.required(value),
                    Optional.empty(),
                    new LinkedHashMap<>());
        }
        YamlMap map = value.map();
        return new Choice(
                map.optional("label").text(),
                targets.required(map.required("go")),
                expressions.optional(map.optional("if"), ValueType.BOOL),
                expressions.assignments(map.optional("set")));
    }

    private Optional<Extensions> extensions(YamlValue value) {
        if (!value.isPresent()) {
            return Optional.empty();
        }
        YamlMap map = value.map();
        YamlValue into = map.required("into");
        Optional<String> variable = expressions.into(into, List.of(ValueType.STRING));
        if (variable.map(expressions::variable).filter(Variable::secret).isPresent()) {
            into.refuse("L17", () -> "the keys of a menu are shown: ask for a secret in a collect");
        }
        return Optional.of(
                new Extensions(
                        map.required("starts")
                                .text(STARTS, "the digits that extensions begin with, such as 234")
                                .orElse(""),
                        map.required("length").integer(1, LONGEST_EXTENSION).orElse(1),
                        variable.orElse(""),
                        targets.required(map.required("go"))));
    }

    FlowNode collect(NodeId id, About about, YamlMap body, Target next) {
        YamlValue into = body.required("into");
        String name = expressions.into(into, COLLECTED).orElse("");
        Variable variable = expressions.variable(name);
        YamlValue max = body.optional("max");
        int most = fixedLength(variable.type()).orElse(MOST_KEYS);
        if (fixedLength(variable.type()).isPresent()) {
            max.refuseKey("a " + variable.type().word() + " has " + most + " keys: leave it out");
            body.optional("min")
                    .refuseKey(
                            "a " + variable.type().word() + " has " + most + " keys: leave it out");
        } else if (!max.isPresent()) {
            body.refuse("missing key 'max': the most keys that are taken");
        }
        int longest = max.integer(1, MOST_KEYS).orElse(most);
        int shortest =
                body.optional("min")
                        .integer(1, longest)
                        .orElse(fixedLength(variable.type()).orElse(1));
        agreeOnSecrecy(body.optional("secret"), variable, body.optional("confirm"));
        return new FlowNode.Collect(
                id,
                about,
                asking(body),
                name,
                variable.type(),
                variable.secret(),
                shortest,
                longest,
                pattern(body.optional("matches")),
                expressions.optional(body.optional("check"), ValueType.BOOL),
                prompts.prompt(body.optional("confirm")),
                next);
    }

    private static Optional<Integer> fixedLength(ValueType type) {
        return switch (type) {
            case BOOL -> Optional.of(1);
            case TIMESTAMP -> Optional.of(DATE_KEYS);
            case STRING, INT, DOUBLE, DURATION, LIST -> Optional.empty();
        };
    }

    private static void agreeOnSecrecy(YamlValue secret, Variable variable, YamlValue confirm) {
        boolean saidSecret = secret.flag().orElse(variable.secret());
        if (saidSecret && !variable.secret()) {
            secret.refuse("declare the variable as { type: string, secret: true } under 'vars'");
        }
        if (!saidSecret && variable.secret()) {
            secret.refuse("the variable is declared as secret");
        }
        if (variable.secret()) {
            confirm.refuseKey("a secret is never read back: leave 'confirm' out");
        }
    }

    private static Optional<KeyPattern> pattern(YamlValue value) {
        Optional<String> text = value.text();
        Optional<KeyPattern> pattern = text.flatMap(KeyPattern::of);
        if (text.isPresent() && pattern.isEmpty()) {
            value.refuse(
                    "'matches' expects a regular expression (RE2) of at most 200 characters, found "
                            + quoted(text.get()));
        }
        return pattern;
    }

    FlowNode survey(NodeId id, About about, YamlMap body, Target next) {
        YamlValue listed = body.required("questions");
        List<YamlValue> items = listed.list();
        if (listed.isList() && (items.isEmpty() || items.size() > MOST_QUESTIONS)) {
            listed.refuse("expected 1 to " + MOST_QUESTIONS + " questions");
        }
        List<SurveyQuestion> questions = new ArrayList<>();
        SortedSet<String> ids = new TreeSet<>();
        for (YamlValue item : items) {
            SurveyQuestion question = question(item.map());
            if (!ids.add(question.id())) {
                item.refuse("question " + quoted(question.id()) + " is already asked");
            }
            questions.add(question);
        }
        YamlValue comment = body.optional("comment");
        return new FlowNode.Survey(
                id,
                about,
                body.optional("name").text().orElse(id.value()),
                questions,
                comment.isPresent()
                        ? Optional.of(taping.taping(comment.map(), TapingReader.COMMENT))
                        : Optional.empty(),
                prompts.prompt(body.optional("thanks")),
                defaultInput,
                next);
    }

    private SurveyQuestion question(YamlMap map) {
        return new SurveyQuestion(
                map.required("id").text(QUESTION, "an id (a-z, 0-9, _ and -)").orElse(""),
                prompts.prompt(map.required("prompt")),
                answers(map.required("keys")),
                InputReader.attempts(map.optional("attempts"), 2));
    }

    private static SortedSet<String> answers(YamlValue value) {
        SortedSet<String> keys = new TreeSet<>();
        String text = value.text(ANSWERS, "keys such as 1-5 or 12").orElse("");
        if (text.contains("-")) {
            for (char key = text.charAt(0); key <= text.charAt(2); key++) {
                keys.add(String.valueOf(key));
            }
            if (keys.isEmpty()) {
                value.refuse("'keys' expects the lower key first, found " + quoted(text));
            }
        } else {
            text.chars().forEach(key -> keys.add(String.valueOf((char) key)));
        }
        return keys;
    }
}
