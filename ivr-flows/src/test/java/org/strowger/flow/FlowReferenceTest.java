package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The reference page says what the parser does.
class FlowReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "flows.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleOfThePageIsAFlow() throws IOException {
        List<String> examples =
                EXAMPLE.matcher(Files.readString(PAGE))
                        .results()
                        .map((MatchResult example) -> example.group(1))
                        .toList();

        assertEquals(1, examples.size());
        examples.forEach(Flows::parse);
    }

    @Test
    void everyKindOfNodeHasItsSection() throws IOException {
        String page = Files.readString(PAGE);

        for (String kind : NodeReader.KINDS) {
            assertTrue(page.contains("\n## `" + kind + "`\n"), kind);
        }
    }
}
