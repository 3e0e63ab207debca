package org.strowger.engine.dip;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.strowger.flow.FlowParser;
import org.strowger.flow.ParsedFlow;

/// What the how-to shows is what is read and what is told.
class AskYourCrmHowToTest {
    private static final Path HOW_TO = Path.of("../docs/how-to/ask-your-crm.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LISTED = Pattern.compile("allowed: \\[ (.*?) \\]");

    private static String howTo() throws IOException {
        return Files.readString(HOW_TO);
    }

    @Test
    void theFlowThatItShowsIsWithoutFault() throws IOException {
        String flow = YAML.matcher(howTo()).results().findFirst().orElseThrow().group(1);
        assertInstanceOf(ParsedFlow.Ok.class, FlowParser.parse("main.yaml", flow));
    }

    @Test
    void whatItListsMayBeListed() throws IOException {
        MatchResult listed = LISTED.matcher(howTo()).results().findFirst().orElseThrow();
        List<String> entries =
                Stream.of(listed.group(1).split(", ", -1))
                        .map(entry -> entry.replace("\"", ""))
                        .toList();
        assertTrue(entries.stream().allMatch(entry -> DipSettings.mistake(entry).isEmpty()));
    }

    @Test
    void itNamesEveryReason() throws IOException, IllegalAccessException {
        String text = howTo();
        for (Field field : Failure.class.getDeclaredFields()) {
            if (field.getType() == Failure.class) {
                Failure failure = (Failure) field.get(null);
                assertTrue(text.contains('`' + failure.reason() + '`'), failure::reason);
            }
        }
    }
}
