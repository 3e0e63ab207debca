package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the tutorial says of the flow that comes with the program is so.
class FirstFlowTest {
    private static final Path TUTORIAL = Path.of("../docs/tutorial/first-flow.md");
    private static final Path FLOW = Path.of("../config/flows/main-line.yaml");
    private static final Pattern PIECE = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final String CHOICE = "        2: { label: new customers,      go: to-sales }\n";

    private static final List<String> RECORDINGS =
            List.of("welcome", "welcome-short", "to-sales", "to-support", "all-busy-later");

    @TempDir Path folder;
    private Shop shop;
    private String tutorial;
    private String flow;
    private String calls;

    @BeforeEach
    void addWhatItAsksFor() throws IOException {
        shop = new Shop(folder);
        for (String recording : RECORDINGS) {
            shop.write("config/prompts/en-GB/" + recording + ".wav", "only its name is looked at");
        }
        tutorial = Files.readString(TUTORIAL);
        var pieces = PIECE.matcher(tutorial).results().map(piece -> piece.group(1)).toList();
        assertEquals(3, pieces.size());
        // The tutorial's own steps are a list, whose text stands three columns in.
        String choice = pieces.getFirst().replaceAll("(?m)^   ", "").stripTrailing() + "\n";
        String node = pieces.get(1).replaceAll("(?m)^   ", "").stripTrailing() + "\n";
        calls = pieces.getLast().replaceAll("(?m)^   ", "");
        flow = Files.readString(FLOW).replace(CHOICE, CHOICE + choice) + node;
    }

    private Typed check() throws InterruptedException {
        return Typed.of("flow", "check", shop.path("config/flows/main-line.yaml"));
    }

    @Test
    void theNewChoiceIsWithoutFault() throws Exception {
        shop.write("config/flows/main-line.yaml", flow);
        assertTrue(flow.contains("go: hours"));
        assertEquals(new Typed(0, "0 errors, 0 warnings\n", ""), check());
    }

    @Test
    void theCallThatItTestsGoesAsItSays() throws Exception {
        shop.write("config/flows/main-line.yaml", Files.readString(FLOW));
        shop.write("config/tests/main-line.test.yaml", calls);

        Typed typed = Typed.of("flow", "test", shop.path("config"));

        assertEquals(0, typed.status(), typed.out());
        assertTrue(typed.out().contains("1 passed, 0 failed"), typed.out());
    }

    @Test
    void theMistakeIsToldAsShown() throws Exception {
        shop.write("config/flows/main-line.yaml", flow.replace("choices:", "chioces:"));
        String told = shop.within(check().out());
        for (String line : told.lines().filter(line -> line.contains(".yaml:")).toList()) {
            assertTrue(tutorial.contains(line), line);
        }
        assertTrue(told.endsWith("2 errors, 0 warnings\n"), told);
    }
}
