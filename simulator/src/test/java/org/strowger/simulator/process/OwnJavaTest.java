package org.strowger.simulator.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnJavaTest {
    @TempDir private Path folder;

    /// What is started: says how it was.
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            System.out.print(
                    String.join(" ", args) + " " + Runtime.getRuntime().maxMemory() / (1 << 20));
        }
    }

    @Test
    void ourClassesRunInAnotherFolderWithAHeapOfTheirOwn() throws Exception {
        Process child =
                new ProcessBuilder(
                                OwnJava.command(
                                        Child.class.getName(), "48m", List.of("one", "two")))
                        .directory(folder.toFile())
                        .start();

        String said =
                new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertEquals(0, child.waitFor());
        assertTrue(said.startsWith("one two "), said);
        assertTrue(Integer.parseInt(said.substring(8)) <= 48, said);
    }
}
