package org.strowger.flow.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.flow.FlowBook;
import org.strowger.flow.check.Checked;
import org.strowger.flow.check.SampleFolder;

/// The tests beside the sample flows hold, and leave no node and no way untried.
class SampleScenariosTest {
    static List<SampleFolder> samples() {
        return SampleFolder.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyScenarioHolds(SampleFolder sample) {
        assertEquals(
                List.of(),
                play(sample).stream()
                        .filter(result -> !result.passed())
                        .map(result -> result.failure().orElseThrow() + "\n" + result.trace())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyNodeAndEveryWayIsTried(SampleFolder sample) {
        Coverage coverage = Coverage.of(sample.check().flows().values(), play(sample));

        assertEquals(List.of(), coverage.nodesMissed());
        assertEquals(List.of(), coverage.waysMissed());
    }

    @Test
    void noDigitOfACardIsInWhatATestShows() {
        SampleFolder payment =
                samples().stream()
                        .filter(sample -> sample.name().equals("payment"))
                        .findFirst()
                        .orElseThrow();

        List<String> shown =
                play(payment).stream().flatMap(result -> result.trace().stream()).toList();

        assertTrue(shown.stream().anyMatch(line -> line.contains("presses a hidden key")));
        assertEquals(List.of(), shown.stream().filter(line -> line.contains("4111")).toList());
    }

    private static FlowBook bookOf(ScenarioFile file, Checked checked) {
        return Objects.requireNonNull(checked.books().get(file.flow()), file.file());
    }

    private static List<ScenarioResult> play(SampleFolder sample) {
        Checked checked = sample.check();
        List<ScenarioResult> results = new ArrayList<>();
        sample.tests()
                .forEach(
                        (path, text) -> {
                            ScenarioFile file = ScenarioFiles.parse(path, text);
                            results.addAll(ScenarioRunner.run(file, bookOf(file, checked)));
                        });
        return results;
    }
}
