package org.strowger.flow.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowInput;
import org.strowger.flow.check.FlowCheck;
import org.strowger.flow.check.FlowSources;
import org.strowger.flow.check.Surroundings;
import org.strowger.flow.scenario.Scenario.Placed;

/// The reference page says what the reader of tests does.
class FlowTestsPageTest {
    private static final String PAGE = page("flow-tests.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    static List<String> examples() {
        return examples(PAGE);
    }

    private static List<String> examples(String page) {
        return EXAMPLE.matcher(page).results().map(example -> example.group(1)).toList();
    }

    static List<String> steps() {
        return Stream.concat(StepReader.ALONE.stream(), StepReader.WITH_MORE.stream())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAFileOfTests(String example) {
        assertEquals("main-line", ScenarioFiles.parse("example", example).flow());
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyStepIsInATable(String step) {
        assertTrue(PAGE.contains("| `" + step + "` |") || PAGE.contains("| `" + step + ": "), step);
    }

    @Test
    void everyKindOfStepHasAnExample() {
        SortedSet<String> shown = new TreeSet<>();
        for (String example : examples()) {
            ScenarioFiles.parse("example", example).scenarios().stream()
                    .flatMap(scenario -> scenario.steps().stream())
                    .map(Placed::step)
                    .forEach(step -> shown.add(step.getClass().getSimpleName()));
        }

        SortedSet<String> all = new TreeSet<>();
        Stream.of(Step.Deed.class, Step.Expectation.class)
                .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
                .forEach(kind -> all.add(kind.getSimpleName()));
        assertEquals(all, shown);
    }

    @Test
    void everyReasonAndOutcomeIsNamed() {
        Stream.of(
                        Step.EndReason.values(),
                        FlowInput.QueueRefused.Reason.values(),
                        Step.Transferred.Outcome.values(),
                        Step.CalledBack.Outcome.values())
                .flatMap(Stream::of)
                .map(reason -> '`' + reason.name().toLowerCase(Locale.ROOT) + '`')
                .forEach(reason -> assertTrue(PAGE.contains(reason), reason));
    }

    @Test
    void theFirstExampleHoldsForTheFlowOfTheFlowPage() {
        SortedMap<String, String> flows = new TreeMap<>();
        flows.put("flow", examples(page("flows.md")).getFirst());
        SortedMap<String, String> calendars = new TreeMap<>();
        calendars.put("calendar", examples(page("calendars.md")).getFirst());
        FlowBook book =
                Objects.requireNonNull(
                        FlowCheck.check(new FlowSources(flows, calendars), Surroundings.unknown())
                                .books()
                                .get("main-line"));

        ScenarioFile tests = ScenarioFiles.parse("example", examples().getFirst());

        assertEquals(
                List.of(),
                ScenarioRunner.run(tests, book).stream()
                        .flatMap(result -> result.failure().stream())
                        .toList());
    }

    private static String page(String name) {
        try {
            return Files.readString(Path.of("..", "docs", "reference", name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
