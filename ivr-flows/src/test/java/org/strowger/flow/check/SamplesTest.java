package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The sample flows are in order.
class SamplesTest {
    private static final List<String> BUILT_IN =
            List.of("did-not-hear", "goodbye", "hold-music", "not-valid");

    static List<SampleFolder> samples() {
        return SampleFolder.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theCheckFindsNothing(SampleFolder sample) {
        Checked checked = sample.check();

        assertEquals(List.of(), checked.findings());
        assertEquals(checked.flows().keySet(), checked.books().keySet());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingNeedsToBeRecordedButMusicForOtherLanguages(SampleFolder sample) {
        SortedMap<String, RecordingFacts> builtIn = new TreeMap<>();
        BUILT_IN.forEach(
                id -> builtIn.put(id, new RecordingFacts(id, 8000, 1, Duration.ofSeconds(1))));
        SortedMap<String, SortedMap<String, RecordingFacts>> recordings = new TreeMap<>();
        recordings.put("en-GB", builtIn);
        Surroundings around =
                new Surroundings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(recordings));

        assertEquals(
                List.of(),
                FlowCheck.check(sample.sources(), around).findings().stream()
                        .filter(found -> found.code().equals(LintCode.L05.name()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFlowCanBeReadAtASitting(SampleFolder sample) {
        sample.sources()
                .flows()
                .forEach((path, text) -> assertTrue(text.lines().count() <= 90, path));
    }

    @Test
    void thePageTellsOfEachSample() {
        String page = SampleFolder.page();

        assertEquals(
                List.of(),
                samples().stream()
                        .map(sample -> "## " + sample.name() + '\n')
                        .filter(title -> !page.contains(title))
                        .toList());
    }
}
