package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `strowger centre`, as somebody types it who keeps agents in a spreadsheet.
class CentreCommandsTest {
    private static final String SETTINGS =
            """
            numbers: { "100": main }
            queues:
              - queues.csv
              - { billing: { needs: { english: 5 } } }
            skills: [ english, french ]
            agents: agents.csv
            """;
    private static final String AGENTS =
            """
            id,name,team,password,number,pin,skills
            anna,"Anna, the first",north,"p""w",201,4711,english:10;french:5
            ben,'=1+1,,secret,,,
            """;
    private static final String QUEUES = "id,ring_time,auto_answer\nsupport,20s,yes\nsales,,\n";

    @TempDir Path folder;
    private Path settings;

    @BeforeEach
    void centre() throws IOException {
        settings = Files.writeString(folder.resolve("s.yaml"), SETTINGS);
        Files.writeString(folder.resolve("agents.csv"), AGENTS);
        Files.writeString(folder.resolve("queues.csv"), QUEUES);
    }

    private Typed typed(String command, String table, String file, String... more)
            throws InterruptedException {
        String[] words = new String[6 + more.length];
        String[] first = {
            "centre",
            command,
            table,
            folder.resolve(file).toString(),
            "--config",
            settings.toString()
        };
        System.arraycopy(first, 0, words, 0, first.length);
        System.arraycopy(more, 0, words, first.length, more.length);
        Typed typed = Typed.of(words);
        return new Typed(
                typed.status(),
                typed.out().replace(folder + "/", ""),
                typed.err().replace(folder + "/", ""));
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    @Test
    void agentsAreExportedWithoutPasswordsAndFormulas() throws Exception {
        assertEquals(new Typed(0, "wrote out.csv\n", ""), typed("export", "agents", "out.csv"));
        assertEquals(
                """
                id,name,team,number,phone,external,sign_in,auto_answer,skills,ranks,limits,weight,wrap_up,units\r
                anna,"Anna, the first",north,201,,,,,"english:10;french:5",,,,,\r
                ben,'=1+1,,,,,,,,,,,,\r
                """,
                text("out.csv"));
    }

    @Test
    void whatIsExportedWithSecretsChangesNothingWhenItIsImported() throws Exception {
        typed("export", "agents", "out.csv", "--secrets");
        assertTrue(text("out.csv").contains("4711"));
        assertEquals(
                PosixFilePermissions.fromString("rw-------"),
                Files.getPosixFilePermissions(folder.resolve("out.csv")));
        assertEquals(
                new Typed(0, "nothing would change\n", ""), typed("import", "agents", "out.csv"));
    }

    @Test
    void whatIsExportedWithoutSecretsKeepsThoseInPlace() throws Exception {
        typed("export", "agents", "out.csv");
        assertEquals(
                new Typed(0, "nothing would change\n", ""), typed("import", "agents", "out.csv"));
        write("out.csv", text("out.csv").replace("english:10", "english:9"));
        assertEquals(
                new Typed(0, "agent anna is changed: skills\nwrote agents.csv\n", ""),
                typed("import", "agents", "out.csv", "--apply"));
        assertTrue(text("agents.csv").contains("\"p\"\"w\""), text("agents.csv"));
        assertTrue(text("agents.csv").contains("4711"));
    }

    @Test
    void anImportOnlySaysWhatItWouldChangeUntilItIsToldToDoIt() throws Exception {
        String changed = "id,password,skills\nanna,new,english:10\ncarla,c,\n";
        write("new.csv", changed);
        String sentences =
                """
                agent anna is changed: name, team, number, pin, skills
                agent ben is removed
                agent carla is added
                phone anna is changed: password
                """;
        assertEquals(
                new Typed(0, sentences + "--apply puts this in place of agents.csv\n", ""),
                typed("import", "agents", "new.csv"));
        assertEquals(AGENTS, text("agents.csv"));
        assertFalse(Files.exists(folder.resolve("agents.csv.old")));
    }

    @Test
    void anAppliedImportKeepsTheOldTable() throws Exception {
        write("new.csv", "id,password,pin,number\ndora,d,,\n");
        Typed typed = typed("import", "agents", "new.csv", "--apply");
        assertEquals(0, typed.status(), typed.err());
        assertEquals(AGENTS, text("agents.csv.old"));
        assertEquals("id,password,pin,number\ndora,d,,\n", text("agents.csv"));
        assertEquals(
                new Typed(0, "nothing would change\n", ""), typed("import", "agents", "new.csv"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id,pasword~a,b | 1:4: unknown column 'pasword', did you mean 'password'?",
                "name~a | 1:1: missing column 'id'",
                "id,password,password~a,b,c | 1:13: column 'password' is given twice",
                "id,password~a | 2:1: expected 2 cells as in the row of names, found 1",
                "id,password~a,\"b | 2:3: the quote of this cell is not closed",
                "id,password~,b | 2:1: 'id' expects a name, found nothing",
                "id,password~a,b~a,c | 3:1: key 'a' is already given on line 2",
                "id,password,skills~a,b,english:5;chess:1 | 2:15: 'skills' does not list 'chess'",
                "id,password,skills~a,b,english | 2:5: 'skills' expects NAME:NUMBER;NAME:NUMBER, found 'english'",
                "id,password,skills~a,b,english:11 | 2:13: 'english' expects a whole number from 1 to 10, found '11'",
                "id,password,pin,number~a,b,12,201 | 2:5: 'pin' expects 4 to 12 digits",
                "id,password,sign_in~a,b,by_bus | 2:5: 'sign_in' expects by_phone or by_command, found 'by_bus'"
            })
    void aTableWithAMistakeIsRefusedWhereItStandsAndNothingIsWritten(String table, String problem)
            throws Exception {
        write("new.csv", table.replace("~", "\n") + "\n");
        assertEquals(
                new Typed(1, "", "new.csv:" + problem + "\n"),
                typed("import", "agents", "new.csv", "--apply"));
        assertEquals(AGENTS, text("agents.csv"));
    }

    @Test
    void queuesWithRulesThatATableCannotSayStayInYaml() throws Exception {
        Typed typed = typed("export", "queues", "out.csv");
        assertEquals(
                "wrote out.csv\nqueue billing is not in it: it has rules that stand in YAML only\n",
                typed.out());
        assertTrue(text("out.csv").contains("support,,,,,20s,"), text("out.csv"));
        assertEquals(
                new Typed(0, "nothing would change\n", ""), typed("import", "queues", "out.csv"));
    }

    @Test
    void aQueueIsNotInTwoPlaces() throws Exception {
        write("new.csv", "id,ring_time\nsupport,20s\nbilling,10s\n");
        Typed typed = typed("import", "queues", "new.csv");
        assertEquals(1, typed.status());
        assertEquals(
                "s.yaml:4:7: queue 'billing' stands in queues.csv, line 3, already\n", typed.err());
    }

    @Test
    void aTableWithAByteOrderMarkAndSemicolonsIsRead() throws Exception {
        write("new.csv", "\uFEFFid;ring_time\r\nsupport;7s\r\nsales;\r\n");
        assertEquals(
                """
                queue support is changed: ring_time, auto_answer
                --apply puts this in place of queues.csv
                """,
                typed("import", "queues", "new.csv").out());
    }

    @Test
    void aSectionThatIsNoTableTakesNone() throws Exception {
        write("new.csv", "id\nenglish\n");
        assertEquals(
                new Typed(
                        1,
                        "",
                        "s.yaml:1:1: the settings name no CSV file for 'skills': write skills:"
                                + " skills.csv\n"),
                typed("import", "skills", "new.csv"));
    }

    @Test
    void skillsMayStandInATable() throws Exception {
        write("skills.csv", "id\nenglish\nfrench\n");
        Files.writeString(settings, SETTINGS.replace("[ english, french ]", "skills.csv"));
        write("new.csv", "id\nenglish\nfrench\ngerman\n");
        assertEquals(
                "skill german is added\nwrote skills.csv\n",
                typed("import", "skills", "new.csv", "--apply").out());
        typed("export", "skills", "out.csv");
        assertEquals("id\r\nenglish\r\nfrench\r\ngerman\r\n", text("out.csv"));
    }

    @Test
    void aFileThatIsThereIsNotWrittenOver() throws Exception {
        write("out.csv", "mine");
        assertEquals(
                new Typed(1, "", "strowger: out.csv: is there already; --force writes over it\n"),
                typed("export", "agents", "out.csv"));
        assertEquals("mine", text("out.csv"));
        assertEquals(0, typed("export", "agents", "out.csv", "--force").status());
    }

    @Test
    void aTableThatNobodyKnowsIsAMistake() throws Exception {
        assertEquals(
                new Typed(
                        2,
                        "",
                        "strowger: centre export: expected agents|queues|skills, but found 'agent',"
                                + " did you mean 'agents'?\n"),
                typed("export", "agent", "out.csv"));
        assertEquals(2, Typed.of("centre", "imprt").status());
    }
}
