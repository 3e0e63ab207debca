package org.strowger.flow.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.flow.exchange.Samples.Sample;

/// Each product's sample becomes the flows beside it, with the notes beside it.
class FlowImportTest {
    static List<Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleBecomesTheFlowsBesideIt(Sample sample) {
        Imported.Ok imported = Samples.ok(sample.imported());

        imported.files()
                .forEach(
                        (name, flow) ->
                                assertEquals(
                                        Samples.resource(
                                                sample.folder()
                                                        + name.substring(name.indexOf('/'))),
                                        flow));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatDiffersIsNotedInTheOrderOfTheSource(Sample sample) {
        Imported.Ok imported = Samples.ok(sample.imported());

        assertEquals(
                Samples.resource(sample.folder() + "/" + sample.file() + ".notes"),
                Samples.lines(imported.notes()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theFlowsAreReadableAndEveryWayLeadsToANode(Sample sample) {
        Samples.ok(sample.imported()).files().forEach(FlowForm::assertWhole);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsRecognised(Sample sample) {
        assertEquals(Optional.of(sample.format()), Format.guess(sample.text()));
    }

    @Test
    void aFormatHasAWord() {
        List<Format> known = new ArrayList<>();
        for (Format format : Format.values()) {
            Format.ofWord(format.word()).ifPresent(known::add);
        }

        assertEquals(List.of(Format.values()), known);
        assertEquals(Optional.empty(), Format.ofWord("asterisk"));
        assertEquals(Optional.empty(), Format.guess("flow: main"));
    }
}
