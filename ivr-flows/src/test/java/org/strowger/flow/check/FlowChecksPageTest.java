package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The reference page says what the check does, with the very files that the tests use.
class FlowChecksPageTest {
    private static final String PAGE =
            LintExample.read(Path.of("..", "docs", "reference", "flow-checks.md"));
    private static final Path EXAMPLES = Path.of("src", "test", "resources", "lint");

    @ParameterizedTest
    @EnumSource
    void everyCodeIsInTheTable(LintCode code) {
        String row =
                "| [%s](#%s) | %s | %s |"
                        .formatted(
                                code,
                                code.name().toLowerCase(Locale.ROOT),
                                code.severity().name().toLowerCase(Locale.ROOT),
                                code.title());

        assertTrue(PAGE.contains(row), row);
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasItsExample(LintCode code) {
        String section = "## " + code + "\n";

        assertTrue(PAGE.contains(section), section);
        for (Path file : filesOf(code)) {
            assertTrue(
                    PAGE.indexOf(LintExample.read(file).strip()) > PAGE.indexOf(section),
                    file.toString());
        }
    }

    private static List<Path> filesOf(LintCode code) {
        Path single = EXAMPLES.resolve(code + "-bad.yaml");
        if (Files.exists(single)) {
            return List.of(single);
        }
        try (Stream<Path> files = Files.walk(EXAMPLES.resolve(code + "-bad"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
