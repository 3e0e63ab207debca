package org.strowger.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
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
            (cd simulator/target/lib && sha256sum $(ls | grep -v -- -SNAPSHOT)) \\
                | LC_ALL=C sort -k 2 > docs/dependencies.txt
            """;

    /// Libraries of the tests, which are not distributed.
    private static final List<String> OF_TESTS =
            List.of("junit-", "opentest4j-", "apiguardian-api-", "archunit-");

    /// The libraries on the class path, our own modules aside.
    private static List<Path> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("-SNAPSHOT"))
                .map(Path::of)
                .filter(jar -> OF_TESTS.stream().noneMatch(name(jar)::startsWith))
                .toList();
    }

    private static String name(Path jar) {
        return jar.getFileName().toString();
    }

    /// The same bytes, too: a line is what `sha256sum` prints.
    @Test
    void exactlyTheLibrariesThatAreListedAreDistributed() throws Exception {
        Set<String> found = new TreeSet<>();
        for (Path library : libraries()) {
            found.add(sha256(library) + "  " + name(library));
        }
        assertEquals(
                String.join("\n", new TreeSet<>(Files.readAllLines(ALLOWED))),
                String.join("\n", found),
                REGENERATE);
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
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
