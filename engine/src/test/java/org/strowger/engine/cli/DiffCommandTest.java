package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.flow.ReleaseStore;

class DiffCommandTest {
    private static final String MOVED = Shop.MAIN.replace("closed: bye", "closed: line");

    @TempDir Path folder;
    private Shop shop;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.in(folder);
        shop.write("next/flows/main.yaml", MOVED);
    }

    private Typed diff(String before, String after) throws InterruptedException {
        return Typed.of("flow", "diff", "--config", shop.settings(), before, after);
    }

    @Test
    void whatTwoFilesMeanIsCompared() throws Exception {
        Typed typed =
                Typed.of(
                        "flow",
                        "diff",
                        shop.path("flows/main.yaml"),
                        shop.path("next/flows/main.yaml"));
        assertEquals(new Typed(0, "open: closed moved from bye to line\n", ""), typed);
    }

    @Test
    void theCalendarsAndRecordingsOfFoldersAreComparedToo() throws Exception {
        String calendar = Files.readString(folder.resolve("calendars/uk.yaml"));
        shop.write("next/flows/main.yaml", Shop.MAIN);
        shop.write("next/calendars/uk.yaml", calendar.replace("17:30", "18:00"));
        shop.write("next/calendars/us.yaml", calendar.replace("uk", "us"));
        assertEquals(
                """
                calendars/uk.yaml changed
                calendars/us.yaml added
                prompts/en-GB/welcome.wav removed
                """,
                diff(folder.toString(), shop.path("next")).out());
    }

    @Test
    void ofAReleaseOnlyWhatWouldBePublishedAnewIsCompared() throws Exception {
        Typed.of("flow", "publish", "--config", shop.settings(), "main");
        String hash = published();
        shop.record("welcome", 2);
        shop.record("other", 1);
        shop.write("flows/other.yaml", "flow: other\n");
        assertEquals("prompts/en-GB/welcome.wav changed\n", diff(hash, folder.toString()).out());
    }

    private String published() throws IOException {
        return new ReleaseStore(folder.resolve("data/releases"))
                .current("main")
                .orElseThrow()
                .releaseHash();
    }

    @Test
    void foldersAreComparedFlowByFlow() throws Exception {
        shop.write(
                "flows/old.yaml",
                "flow: old\nschema: 1\nstart: b\nnodes: { b: { hangup: true } }\n");
        assertEquals(
                """
                flow main: open: closed moved from bye to line
                flow old removed
                calendars/uk.yaml removed
                prompts/en-GB/welcome.wav removed
                """,
                diff(folder.toString(), shop.path("next")).out());
    }

    @Test
    void layoutAndCommentsAreNoChange() throws Exception {
        shop.write(
                "next/flows/main.yaml",
                "# a comment\n" + Shop.MAIN.replace("{ hangup: true }", "{hangup: true}"));
        assertEquals(
                new Typed(0, "no change in meaning\n", ""),
                diff(shop.path("flows/main.yaml"), shop.path("next/flows/main.yaml")));
    }

    @Test
    void aReleaseIsComparedWithWhatIsInTheFolderByNow() throws Exception {
        Typed.of("flow", "publish", "--config", shop.settings(), "main");
        String hash = published();
        shop.write("flows/main.yaml", MOVED);
        shop.write(
                "flows/other.yaml",
                "flow: other\nschema: 1\nstart: b\nnodes: { b: { hangup: true } }\n");
        assertEquals(
                "flow main: open: closed moved from bye to line\n",
                diff(hash.substring(0, 12), folder.toString()).out());
        assertEquals(
                "flow main: open: closed moved from line to bye\n",
                diff(shop.path("flows/main.yaml"), hash).out());
    }

    @Test
    void whatCannotBeComparedIsTold() throws Exception {
        assertEquals(
                new Typed(1, "", "strowger: 0123: neither a file nor a folder nor a release\n"),
                diff("0123", folder.toString()));
        assertEquals(
                new Typed(1, "", "strowger: 0123: there is no such file\n"),
                Typed.of("flow", "diff", "0123", folder.toString()));
        shop.write("next/flows/main.yaml", "flow: main\n");
        Typed typed = diff(folder.toString(), shop.path("next"));
        assertEquals(1, typed.status());
        assertTrue(shop.within(typed.err()).startsWith("next/flows/main.yaml:1:"), typed.err());
        assertEquals(2, Typed.of("flow", "diff", "a.yaml").status());
    }
}
