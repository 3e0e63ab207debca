package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.flow.check.Surroundings;

/// The sample flows, which an engine puts in force as they are.
class SamplesTest {
    private static final Path SAMPLES = Path.of("..", "docs", "samples");

    @TempDir Path folder;

    static List<String> samples() throws IOException {
        try (Stream<Path> folders = Files.list(SAMPLES)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("flows")))
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsPutInForce(String sample) throws IOException {
        Path flows = SAMPLES.resolve(sample).resolve("flows");
        FlowLibrary library =
                new FlowLibrary(
                        flows,
                        SAMPLES.resolve(sample).resolve("calendars"),
                        Surroundings.unknown(),
                        new PromptLibrary(
                                folder.resolve("prompts"),
                                folder.resolve("spoken"),
                                new SilentSpeech()));
        library.reload();
        assertEquals(List.of(), library.problems());
        assertTrue(library.find(sample).isPresent());
    }
}
