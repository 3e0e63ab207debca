package org.strowger.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What runs beside our own code, and what must not.
class DependenciesTest {
    private static final Path ALLOWED = Path.of("../docs/dependencies.txt");
    private static final String REGENERATE =
            """
            docs/dependencies.txt lists other libraries than those that are distributed. When the \
            change is meant, say why in the commit and write the list anew:
            mvn -q -Dquick -DskipTests package
            ls simulator/target/lib | grep -v -- -SNAPSHOT | LC_ALL=C sort > docs/dependencies.txt
            """;

    /// Libraries of the tests, which are not distributed.
    private static final List<String> OF_TESTS =
            List.of("junit-", "opentest4j-", "apiguardian-api-");

    /// The libraries on the class path, our own modules aside.
    private static List<Path> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(jar -> !jar.getParent().endsWith("target"))
                .filter(jar -> OF_TESTS.stream().noneMatch(name(jar)::startsWith))
                .toList();
    }

    private static String name(Path jar) {
        return jar.getFileName().toString();
    }

    @Test
    void exactlyTheLibrariesThatAreListedAreDistributed() throws IOException {
        Set<String> found =
                libraries().stream()
                        .map(DependenciesTest::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                String.join("\n", new TreeSet<>(Files.readAllLines(ALLOWED))),
                String.join("\n", found),
                REGENERATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.log4j.Logger",
                "org.apache.log4j.net.SocketServer",
                "org.apache.logging.log4j.core.Logger"
            })
    void noClassOfLog4jCanBeLoaded(String name) {
        assertThrows(ClassNotFoundException.class, () -> Class.forName(name));
    }

    @Test
    void noLibraryCarriesLog4jInside() throws IOException {
        List<Path> libraries = libraries();
        assertTrue(libraries.size() > 20, () -> "too few libraries were looked at: " + libraries);
        for (Path library : libraries) {
            try (JarFile jar = new JarFile(library.toFile())) {
                assertTrue(
                        jar.stream().noneMatch(entry -> isLog4j(entry.getName())),
                        () -> library + " carries Log4j");
            }
        }
    }

    private static boolean isLog4j(String entry) {
        return entry.contains("org/apache/log4j/")
                || entry.contains("org/apache/logging/log4j/core/");
    }
}
