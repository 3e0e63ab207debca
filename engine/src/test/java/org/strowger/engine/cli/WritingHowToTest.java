package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.flow.scenario.FlowWalk;
import org.strowger.flow.scenario.ScenarioFile;

/// What the how-to shows is what comes of it.
class WritingHowToTest {
    private static final Path HOW_TO = Path.of("../docs/how-to/write-and-publish-flows.md");
    private static final Pattern FILE =
            Pattern.compile("`([a-z/.]+)`(?: \\(.*\\))?:\n\n```yaml\n([^`]*)```");

    @TempDir Path folder;
    private Shop shop;
    private String howTo;

    @BeforeEach
    void writeTheFilesThatItShows() throws IOException {
        shop = new Shop(folder);
        howTo = Files.readString(HOW_TO);
        for (var file : FILE.matcher(howTo).results().toList()) {
            shop.write(file.group(1), file.group(2));
        }
    }

    private String main() throws IOException {
        return Files.readString(folder.resolve("flows/main.yaml"));
    }

    private void assertShown(Typed typed) {
        assertTrue(howTo.contains(shop.within(typed.out())), typed.out() + typed.err());
    }

    @Test
    void theFilesAreWithoutFault() throws Exception {
        Typed typed = Typed.of("flow", "check", "--strict", "--config", shop.settings());
        assertEquals(new Typed(0, "0 errors, 0 warnings\n", ""), typed);
    }

    @Test
    void theMistakesAreToldAsShown() throws Exception {
        shop.write("flows/main.yaml", main().replace("go: sales", "go: sale"));
        String calendar = Files.readString(folder.resolve("calendars/office.yaml"));
        shop.write("calendars/office.yaml", calendar.replace("London", "Londn"));
        assertShown(Typed.of("flow", "check", folder.toString()));
    }

    @Test
    void theTestsPassAsShown() throws Exception {
        Typed typed = Typed.of("flow", "test", folder.toString());
        assertEquals(0, typed.status(), typed.out());
        assertShown(typed);
    }

    @Test
    void theExampleOfTheReferenceIsATest() throws Exception {
        String reference = Files.readString(Path.of("../docs/reference/flow-tests.md"));
        String example = reference.split("```yaml\n", 2)[1].split("```", 2)[0];
        assertInstanceOf(
                ScenarioFile.Parsed.Ok.class, ScenarioFile.parse("example.test.yaml", example));
    }

    @Test
    void theWalkIsToldAsShown() throws Exception {
        Typed typed =
                Typed.with(
                        "2\nwait 90s\nagent\nend\n",
                        "flow",
                        "run",
                        shop.path("flows/main.yaml"),
                        "--at",
                        "2026-11-23T10:00:00Z");
        // In a terminal what is typed stands behind the prompt.
        for (String line :
                typed.out()
                        .replaceAll("[a-z/]*> ", "")
                        .lines()
                        .skip(FlowWalk.HELP.size())
                        .toList()) {
            assertTrue(howTo.contains(line), line);
        }
    }

    @Test
    void theChangeIsToldAsShown() throws Exception {
        String changed =
                main().replace("closed: shut", "closed: sorry")
                        .replaceAll("(?m)^  shut: .*\n", "")
                        .replace(
                                "      give_up",
                                "        0: { label: operator, go: help }\n      give_up");
        shop.write("next/flows/main.yaml", changed);
        String calendar = Files.readString(folder.resolve("calendars/office.yaml"));
        shop.write("next/calendars/office.yaml", calendar);
        assertShown(Typed.of("flow", "diff", folder.toString(), shop.path("next")));
    }

    @Test
    void closingIsToldAsShown() throws Exception {
        assertShown(Typed.of("flow", "close", "--config", shop.settings(), "office"));
        assertShown(Typed.of("flow", "open", "--config", shop.settings(), "office"));
    }

    @Test
    void everyCommandIsNamed() throws Exception {
        for (String line : Typed.of("flow", "help").out().lines().skip(1).toList()) {
            String command = line.replaceAll("^ *flow ([a-z]+).*", "$1");
            assertTrue(howTo.contains("flow " + command), command);
        }
    }
}
