package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir Path folder;
    private Shop shop;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.in(folder);
    }

    private Typed check(String... words) throws InterruptedException {
        String[] all = new String[words.length + 2];
        all[0] = "flow";
        all[1] = "check";
        System.arraycopy(words, 0, all, 2, words.length);
        return Typed.of(all);
    }

    @Test
    void aSiteWithoutFaultIsPassed() throws Exception {
        assertEquals(new Typed(0, "0 errors, 0 warnings\n", ""), check(folder.toString()));
        assertEquals(
                new Typed(0, "0 errors, 0 warnings\n", ""), check("--config", shop.settings()));
    }

    @Test
    void aMistakeIsToldWithItsPlaceAndAGuess() throws Exception {
        shop.write("flows/main.yaml", Shop.MAIN.replace("open: line", "open: lien"));
        Typed typed = check(folder.toString());
        assertEquals(1, typed.status());
        assertTrue(
                shop.within(typed.out())
                        .startsWith(
                                "flows/main.yaml:7:40: open.hours: no node 'lien', did you mean 'line'?"),
                typed.out());
        assertTrue(typed.out().endsWith("1 error, 0 warnings\n"), typed.out());
    }

    @Test
    void aFileThatIsNamedIsCheckedWithItsSiteAndItsOwnMistakesAreTold() throws Exception {
        shop.write("flows/other.yaml", "flow: other\n");
        assertEquals(1, check(folder.toString()).status());
        assertEquals(
                new Typed(0, "0 errors, 0 warnings\n", ""), check(shop.path("flows/main.yaml")));
        assertEquals(1, check(shop.path("flows/other.yaml")).status());
        assertEquals(
                1, check(shop.path("flows/main.yaml"), shop.path("flows/other.yaml")).status());
        assertEquals(1, check(shop.path("flows/main.yaml"), folder.toString()).status());
        assertEquals(1, check(folder.toString(), shop.path("flows/main.yaml")).status());
    }

    @Test
    void aFolderFullOfFlowFilesIsASiteToo() throws Exception {
        shop.write("more/a.yaml", "flow: a\nschema: 1\nstart: b\nnodes: { b: { hangup: true } }\n");
        assertEquals(0, check(shop.path("more")).status());
    }

    @Test
    void withTheSettingsWhatTheCentreDoesNotHaveIsToldToo() throws Exception {
        shop.write("flows/main.yaml", Shop.MAIN.replace("name: support", "name: suport"));
        assertEquals(0, check(folder.toString()).status());
        for (Typed typed :
                new Typed[] {
                    check("--config", shop.settings()),
                    check("--config", shop.settings(), shop.path("flows/main.yaml")),
                    check("--config", shop.settings(), shop.path("flows"))
                }) {
            assertEquals(1, typed.status());
            assertTrue(typed.out().contains("did you mean 'support'?"), typed.out());
        }
    }

    @Test
    void warningsPassUnlessTheCheckIsStrict() throws Exception {
        shop.record("never-played", 1);
        Typed typed = check(folder.toString());
        assertEquals(0, typed.status());
        assertEquals(
                "prompts/en-GB/never-played.wav:1:1: warning: no flow uses the recording"
                        + " 'never-played' [L19]\n0 errors, 1 warning\n",
                shop.within(typed.out()));
        assertEquals(1, check("--strict", folder.toString()).status());
    }

    @Test
    void programsGetJsonOrSarif() throws Exception {
        Typed json = check(folder.toString(), "--json");
        assertTrue(json.out().contains("\"errors\": 0"), json.out());
        Typed sarif = check(folder.toString(), "--sarif");
        assertTrue(sarif.out().contains("\"version\": \"2.1.0\""), sarif.out());
        assertEquals(0, sarif.status());
    }

    @Test
    void aCalendarIsCheckedAsWell() throws Exception {
        shop.write("calendars/uk.yaml", "calendar: uk\nschema: 1\nzone: Europe/Londn\nhours: {}\n");
        Typed typed = check(shop.path("calendars/uk.yaml"));
        assertEquals(1, typed.status());
        assertTrue(shop.within(typed.out()).startsWith("calendars/uk.yaml:3:7: "), typed.out());
    }

    @Test
    void whatIsNotThereIsTold() throws Exception {
        Typed typed = check(shop.path("flows/mian.yaml"));
        assertEquals(1, typed.status());
        assertEquals(
                "strowger: flows/mian.yaml: there is no such file\n", shop.within(typed.err()));
        Typed settings = check("--config", shop.path("none.yaml"), folder.toString());
        assertEquals(1, settings.status());
        assertEquals("none.yaml:1:1: there is no such file\n", shop.within(settings.err()));
    }

    @Test
    void aFolderWithoutFlowsIsNotPassed() throws Exception {
        assertEquals(
                new Typed(
                        1,
                        "",
                        "strowger: " + shop.path("prompts") + ": no flow files, *.yaml, in it\n"),
                check(shop.path("prompts")));
    }

    @Test
    void aFileThatIsNoFlowIsNotPassed() throws Exception {
        shop.write("flows/notes.txt", "call Ben");
        assertEquals(
                new Typed(
                        1,
                        "",
                        "strowger: "
                                + shop.path("flows/notes.txt")
                                + ": neither a flow nor a calendar, *.yaml\n"),
                check(shop.path("flows/notes.txt")));
    }

    @Test
    void aMisusedCommandIsExplained() throws Exception {
        assertEquals(
                new Typed(2, "", "strowger: flow check: --json or --sarif, not both\n"),
                check("--json", "--sarif", folder.toString()));
        assertEquals(
                new Typed(
                        2,
                        "",
                        "strowger: flow check: unknown option --strickt, did you mean"
                                + " '--strict'?\n"),
                check("--strickt", folder.toString()));
        assertEquals(
                new Typed(2, "", "strowger: flow check: --config expects a value\n"),
                check("--config"));
        assertTrue(check().err().startsWith("strowger: flow check: expected [--config SETTINGS]"));
        assertEquals(2, check().status());
    }
}
