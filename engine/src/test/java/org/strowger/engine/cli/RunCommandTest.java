package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `flow run`.
class RunCommandTest {
    private static final String MONDAY = "2026-11-23T10:00:00Z";
    private static final String SUNDAY = "2026-11-22T10:00:00Z";

    @TempDir Path folder;
    private Shop shop;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.in(folder);
    }

    @Test
    void aFlowIsWalkedThroughLineByLine() throws Exception {
        Typed typed =
                Typed.with(
                        "\nagent\nhangup\n",
                        "flow",
                        "run",
                        shop.path("flows/main.yaml"),
                        "--at",
                        MONDAY);
        assertEquals(0, typed.status(), typed.err());
        assertTrue(typed.out().contains("comes to main/hello\n"), typed.out());
        assertTrue(typed.out().contains("main/hello> "), typed.out());
        assertTrue(typed.out().contains("waits in support"), typed.out());
        assertTrue(typed.out().contains("talks to an agent"), typed.out());
        assertTrue(typed.out().endsWith("hangs up\n"), typed.out());
    }

    @Test
    void theTimeOfTheCallIsSaid() throws Exception {
        Typed typed = Typed.with("\n", "flow", "run", folder.toString(), "--at", SUNDAY);
        assertTrue(typed.out().contains("comes to main/bye\n"), typed.out());
        assertFalse(typed.out().contains("waits in"), typed.out());
        assertEquals(
                new Typed(
                        2,
                        "",
                        "strowger: flow run: --at expects an instant: 2026-12-24T18:00:00Z\n"),
                Typed.of("flow", "run", folder.toString(), "--at", "Sunday"));
    }

    @Test
    void theWalkEndsWithWhatIsTyped() throws Exception {
        Typed typed = Typed.with("", "flow", "run", folder.toString(), "main");
        assertEquals(0, typed.status());
        assertTrue(typed.out().endsWith("main/hello> \n"), typed.out());
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredWithWhatWouldBe() throws Exception {
        Typed typed = Typed.with("jump\n", "flow", "run", folder.toString());
        assertTrue(typed.out().contains("not understood or not possible now:\n"), typed.out());
    }

    @Test
    void ofSeveralFlowsOneMustBeNamed() throws Exception {
        shop.write(
                "flows/b.yaml", "flow: b\nschema: 1\nstart: c\nnodes: { c: { hangup: true } }\n");
        assertEquals(
                new Typed(1, "", "strowger: expected which flow, one of [b, main]\n"),
                Typed.of("flow", "run", folder.toString()));
        assertEquals(
                new Typed(1, "", "strowger: no flow 'mian', did you mean 'main'?\n"),
                Typed.of("flow", "run", folder.toString(), "mian"));
        assertEquals(0, Typed.of("flow", "run", folder.toString(), "b").status());
    }

    @Test
    void aFlowWithErrorsIsNotWalkedThrough() throws Exception {
        shop.write("flows/main.yaml", Shop.MAIN.replace("open: line", "open: lien"));
        for (String path : new String[] {"flows/main.yaml", ""}) {
            Typed typed = Typed.of("flow", "run", shop.path(path));
            assertEquals(1, typed.status());
            assertTrue(shop.within(typed.err()).startsWith("flows/main.yaml:7:40: "), typed.err());
        }
        assertEquals(2, Typed.of("flow", "run").status());
    }
}
