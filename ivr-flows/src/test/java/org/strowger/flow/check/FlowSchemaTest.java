package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.strowger.flow.FlowParser;
import org.strowger.flow.ParsedFlow;
import org.strowger.yaml.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON Schema that editors use says what the parser says.
class FlowSchemaTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> OF_FORM = Set.of("L00", "L03", "L20");

    /// What is of the form alone but more than a schema can say, and why.
    private static final List<Pattern> BEYOND_A_SCHEMA =
            List.of(
                    // An id that another part of the file must have or not have.
                    Pattern.compile("is already (declared|given|asked)"),
                    Pattern.compile("is none of the flow's languages"),
                    Pattern.compile("'languages' expects '.*', the flow's own, among them"),
                    Pattern.compile("no words in"),
                    Pattern.compile("cannot be called '.*': the word is (taken|a target)"),
                    // It depends on the type of a variable, or on what a data dip declares.
                    Pattern.compile("missing key 'max': the most keys"),
                    Pattern.compile("has (1|8) keys: leave it out"),
                    Pattern.compile("the variable is declared as secret"),
                    Pattern.compile("declare the variable as"),
                    Pattern.compile("a secret is never read back"),
                    Pattern.compile("expected (double|int|bool|duration|timestamp)"),
                    Pattern.compile("'return' (in a flow without 'returns'|expects true)"),
                    // It depends on the place in a list.
                    Pattern.compile("the last way of a switch has no 'if'"),
                    Pattern.compile("missing key 'if'"),
                    // Numbers and durations in a range, regular expressions, URLs, SSML.
                    Pattern.compile("expects a duration from"),
                    Pattern.compile("expects a regular expression"),
                    Pattern.compile("text must be within <speak>"),
                    Pattern.compile("'url' expects https"),
                    Pattern.compile("no header can be set"),
                    Pattern.compile("a key is given twice in"),
                    Pattern.compile("'keys' expects the lower key first"),
                    Pattern.compile("'term_key' and 'clear_key' are the same key"),
                    // A number or flag where text is meant: the parser looks at its characters.
                    Pattern.compile(
                            "expects (?!a map|a list|true or|a whole).*'(7777777|1\\.5|true)'"));

    /// The fields of a fallback are those that the data dip declares.
    private static final Pattern FIELDS_OF_A_DIP = Pattern.compile("^http .*(into|fallback)");

    /// To YAML, an id called true is no text unless it is quoted; the parser takes any word.
    private static final Pattern AN_ID_CALLED_TRUE =
            Pattern.compile(" = true: only the schema: .*boolean found, .*string.* expected");

    private static Schema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream file = FlowParser.class.getResourceAsStream("flow-1.schema.json")) {
            schema =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(file);
        }
    }

    /// As an editor reads it: YAML 1.2 with the core schema.
    private static JsonNode asAnEditorSees(String yaml) {
        LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        return JSON.valueToTree(withTextKeys(new Load(settings).loadFromString(yaml)));
    }

    private static Object withTextKeys(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((k, v) -> copy.put(k.toString(), v == null ? null : withTextKeys(v)));
                yield copy;
            }
            case List<?> list -> list.stream().map(FlowSchemaTest::withTextKeys).toList();
            default -> value;
        };
    }

    private static List<String> schemaSays(JsonNode file) {
        return schema.validate(file).stream()
                .map(e -> e.getInstanceLocation() + ": " + e.getMessage())
                .toList();
    }

    private static List<Problem> parserSays(JsonNode file) {
        return switch (FlowParser.parse("sample.yaml", JSON.writeValueAsString(file))) {
            case ParsedFlow.Ok _ -> List.of();
            case ParsedFlow.Refused(List<Problem> problems, _) -> problems;
        };
    }

    @Test
    void everyGoodFileIsGoodForBoth() {
        for (String sample : Samples.all()) {
            JsonNode file = asAnEditorSees(sample);
            assertEquals(List.of(), parserSays(file), sample);
            assertEquals(List.of(), schemaSays(file), sample);
        }
    }

    @Test
    void thereIsASampleOfEachKindOfNode() {
        assertEquals(new TreeSet<>(FlowParser.KINDS), new TreeSet<>(Samples.ofKinds().keySet()));
    }

    /// Each sample with one edit: a key gone, misspelt or strange, a value of another type.
    @Test
    void parserAndSchemaAgreeOnFilesWithOneMistake() {
        List<String> disagreements = new ArrayList<>();
        int refused = 0;
        for (Map.Entry<String, String> sample : Samples.ofKinds().entrySet()) {
            for (Edit edit : Edit.of(asAnEditorSees(sample.getValue()))) {
                List<String> schemaSays = schemaSays(edit.edited());
                List<Problem> parserSays = parserSays(edit.edited());
                String what = sample.getKey() + " " + edit.what();
                if (!schemaSays.isEmpty() && parserSays.isEmpty()) {
                    disagreements.add(what + ": only the schema: " + schemaSays);
                }
                if (schemaSays.isEmpty() && parserSays.stream().anyMatch(p -> isOfForm(p, what))) {
                    disagreements.add(what + ": only the parser: " + parserSays);
                }
                refused += schemaSays.isEmpty() ? 0 : 1;
            }
        }
        disagreements.removeIf(d -> AN_ID_CALLED_TRUE.matcher(d).find());
        assertEquals("", String.join("\n", disagreements));
        assertTrue(refused > 3_000, refused + " refused");
    }

    private static boolean isOfForm(Problem problem, String edit) {
        return OF_FORM.contains(problem.code())
                && !FIELDS_OF_A_DIP.matcher(edit).find()
                && BEYOND_A_SCHEMA.stream().noneMatch(p -> p.matcher(problem.message()).find());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ say: a, menu: { choices: { 1: hangup }, give_up: hangup } }",
                "{ say: a }",
                "{ next: hangup }",
                "{ hangup: true, next: hangup }",
                "{ queue: { name: a, max_wait: 1m } }",
                "{ queue: { name: a, prefer_for: 1m } }",
                "{ transfer: { to: '100', agent: ann }, next: hangup }",
                "{ say: { say_as: number, value: 1, currency: EUR }, next: hangup }",
                "{ say: { say_as: currency, value: 1.0 }, next: hangup }",
                "{ http: { url: 'https://a/', timeout: 1s, body: { a: 1 } }, on_error: hangup, next: hangup }",
                "{ queue: { name: a, comfort: [ { every: 1m, after: 1m, say: b } ] } }",
                "{ queue: { name: a, only_when_better: true } }",
                "{ split: { ways: [ { weight: 1, go: hangup } ] } }",
                "{ menu: { choices: { x: hangup }, give_up: hangup } }",
                "{ menu: { prompts: { 2: a }, choices: { 1: hangup }, give_up: hangup } }",
                "{ menu: { prompts: { 1: a }, prompt: b, choices: { 1: hangup }, give_up: hangup } }"
            })
    void bothRefuse(String node) {
        JsonNode file =
                asAnEditorSees("{ flow: a, schema: 1, start: n, nodes: { n: " + node + " } }");

        assertFalse(parserSays(file).isEmpty());
        assertFalse(schemaSays(file).isEmpty());
    }
}
