package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir Path folder;
    private Path source;
    private Path site;

    @BeforeEach
    void write() throws IOException {
        site = folder.resolve("site");
        source =
                Files.writeString(
                        folder.resolve("ivr.xml"),
                        """
                        <include>
                          <menu name="main" greet-long="welcome.wav" timeout="5000" max-failures="3">
                            <entry action="menu-exec-app" digits="1" param="hangup"/>
                          </menu>
                        </include>
                        """);
    }

    private Typed bring(String... more) throws InterruptedException {
        String[] all = new String[more.length + 4];
        all[0] = "flow";
        all[1] = "import";
        all[2] = "--to";
        all[3] = site.toString();
        System.arraycopy(more, 0, all, 4, more.length);
        return Typed.of(all);
    }

    @Test
    void aMenuIsBroughtOverWithNotesOfWhatDiffers() throws Exception {
        Typed typed = bring("freeswitch", source.toString());
        assertEquals(0, typed.status(), typed.err());
        assertTrue(typed.out().startsWith("wrote " + site.resolve("flows/main.yaml") + "\n"));
        assertTrue(typed.out().matches("(?s).*\n[0-9]+ notes?\n"), typed.out());
        assertTrue(Files.readString(site.resolve("flows/main.yaml")).contains("flow: main"));
    }

    @Test
    void theFormIsGuessedWhenAsked() throws Exception {
        assertEquals(0, bring("auto", source.toString()).status());
        Files.writeString(source, "what is this");
        assertTrue(
                bring("auto", source.toString())
                        .err()
                        .contains("none of the forms that are known: say which of connect, "));
    }

    @Test
    void nothingIsWrittenOverUnlessForced() throws Exception {
        bring("freeswitch", source.toString());
        Path flow = site.resolve("flows/main.yaml");
        Files.writeString(flow, "mine");
        Typed typed = bring("freeswitch", source.toString());
        assertEquals(
                new Typed(
                        1,
                        "",
                        "strowger: " + flow + ": is there already; --force writes over it\n"),
                typed);
        assertEquals("mine", Files.readString(flow));
        assertEquals(0, bring("freeswitch", source.toString(), "--force").status());
        assertTrue(Files.readString(flow).contains("flow: main"));
    }

    @Test
    void aSourceThatCannotBeReadIsToldWithItsPlace() throws Exception {
        Files.writeString(source, "<menu>");
        Typed typed = bring("freeswitch", source.toString());
        assertEquals(1, typed.status());
        assertTrue(typed.err().startsWith(source + ":1:"), typed.err());
        assertFalse(Files.exists(site));
        assertEquals(
                "strowger: " + folder.resolve("none") + ": there is no such file\n",
                bring("twiml", folder.resolve("none").toString()).err());
        Files.write(source, new byte[] {'<', (byte) 0xFF});
        assertEquals(
                "strowger: " + source + ": not UTF-8 text\n",
                bring("twiml", source.toString()).err());
    }

    @Test
    void aMisusedCommandIsExplained() throws Exception {
        Typed typed = bring("freeswich", source.toString());
        assertEquals(2, typed.status());
        assertTrue(typed.err().endsWith("found 'freeswich', did you mean 'freeswitch'?\n"));
        assertEquals(2, Typed.of("flow", "import", "freeswitch", source.toString()).status());
        assertEquals(2, bring("freeswitch").status());
    }
}
