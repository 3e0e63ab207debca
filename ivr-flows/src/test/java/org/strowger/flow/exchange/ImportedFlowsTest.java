package org.strowger.flow.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.flow.check.Checked;
import org.strowger.flow.check.FlowCheck;
import org.strowger.flow.check.FlowSources;
import org.strowger.flow.check.Surroundings;
import org.strowger.flow.exchange.Samples.Sample;
import org.strowger.yaml.Problem;

/// What is imported is checked as what is written by hand.
class ImportedFlowsTest {
    static List<Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsImportedHasNoErrors(Sample sample) {
        SortedMap<String, String> flows = new TreeMap<>();
        SortedMap<String, String> calendars = new TreeMap<>();
        Samples.ok(sample.imported())
                .files()
                .forEach(
                        (name, text) ->
                                (name.startsWith("calendars/") ? calendars : flows)
                                        .put(name, text));

        Checked checked =
                FlowCheck.check(new FlowSources(flows, calendars), Surroundings.unknown());

        assertEquals(List.of(), checked.findings().stream().filter(Problem::isError).toList());
        assertEquals(flows.size(), checked.books().size());
    }
}
