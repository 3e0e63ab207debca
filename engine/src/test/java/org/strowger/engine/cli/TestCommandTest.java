package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `flow test`.
class TestCommandTest {
    private static final String OPEN =
            """
            flow: main
            schema: 1
            now: 2026-11-23T10:00:00Z
            scenarios:
              in the morning callers reach support:
                steps:
                  - hears: welcome
                  - reaches: { queue: support }
            """;

    @TempDir Path folder;
    private Shop shop;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.in(folder);
    }

    private Typed test(String... more) throws InterruptedException {
        String[] all = new String[more.length + 3];
        all[0] = "flow";
        all[1] = "test";
        all[2] = folder.toString();
        System.arraycopy(more, 0, all, 3, more.length);
        return Typed.of(all);
    }

    @Test
    void testsThatPassAreCountedWithWhatTheyDidNotGoThrough() throws Exception {
        shop.write("tests/main.test.yaml", OPEN);
        Typed typed = test();
        assertEquals(0, typed.status(), typed.out());
        assertEquals(
                """
                tests/main.test.yaml
                  passed  in the morning callers reach support
                1 passed, 0 failed
                nodes 3 of 4, ways 2 of 6
                  no test comes to main/bye
                  no test goes main/open: closed -> bye
                  no test goes main/line: on_timeout -> bye
                  no test goes main/line: on_no_agents -> bye
                  no test goes main/line: next -> hangup
                """,
                shop.within(typed.out()));
    }

    @Test
    void aTestThatFailsSaysWhereAndWhatHappenedInstead() throws Exception {
        shop.write("tests/main.test.yaml", OPEN.replace("queue: support", "queue: sales"));
        Typed typed = test();
        assertEquals(1, typed.status());
        String said = shop.within(typed.out());
        assertTrue(said.contains("  FAILED  in the morning callers reach support\n"), said);
        assertTrue(said.contains("    tests/main.test.yaml:8:9: expected to reach sales"), said);
        assertTrue(said.contains("comes to main/hello\n"), said);
        assertTrue(said.contains("0 passed, 1 failed\n"), said);
    }

    @Test
    void buildServersGetAFile() throws Exception {
        shop.write("tests/main.test.yaml", OPEN);
        shop.write("tests/other.test.yaml", OPEN.replace("queue: support", "queue: sales"));
        assertEquals(1, test("--junit", shop.path("junit.xml")).status());
        String xml = Files.readString(folder.resolve("junit.xml"));
        assertTrue(xml.contains("tests=\"1\" failures=\"1\""), xml);
        assertTrue(xml.contains("tests=\"1\" failures=\"0\""), xml);
    }

    @Test
    void aTestFileThatCannotBePlayedIsAFailure() throws Exception {
        shop.write("tests/main.test.yaml", OPEN);
        shop.write("tests/typo.test.yaml", OPEN.replace("hears:", "heers:"));
        Typed typed = test();
        assertEquals(1, typed.status());
        assertTrue(shop.within(typed.out()).startsWith("tests/typo.test.yaml:7:9: "), typed.out());
        assertTrue(typed.out().contains("1 passed, 0 failed\n"), typed.out());

        shop.write("tests/typo.test.yaml", OPEN.replace("flow: main", "flow: mian"));
        assertTrue(
                shop.within(test().out())
                        .startsWith(
                                "tests/typo.test.yaml:1:1: no flow 'mian', did you mean 'main'?"));
    }

    @Test
    void aFlowWithErrorsIsNotTested() throws Exception {
        shop.write("tests/main.test.yaml", OPEN);
        shop.write("flows/main.yaml", Shop.MAIN.replace("open: line", "open: lien"));
        Typed typed = test();
        assertEquals(1, typed.status());
        assertEquals(
                """
                flows/main.yaml:7:40: open.hours: no node 'lien', did you mean 'line'? [L01]
                tests/main.test.yaml:1:1: no flow 'main' without errors
                0 passed, 0 failed
                """,
                shop.within(typed.out()));
    }

    @Test
    void aSiteWithoutTestsDoesNotPass() throws Exception {
        assertEquals(
                new Typed(
                        1,
                        "",
                        "strowger: " + shop.path("tests") + ": no tests, *.test.yaml, in it\n"),
                test());
        assertEquals(2, Typed.of("flow", "test").status());
    }
}
