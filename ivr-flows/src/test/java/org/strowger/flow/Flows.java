package org.strowger.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.strowger.yaml.Problem;

/// The example flows of the tests.
final class Flows {
    private Flows() {}

    static Flow load(String name) {
        String file = "flows/" + name + ".yaml";
        try (InputStream text = Flows.class.getResourceAsStream("/" + file)) {
            byte[] bytes = Objects.requireNonNull(text, file).readAllBytes();
            return parsed(FlowParser.parse(file, new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }

    static Flow parse(String text) {
        return parsed(FlowParser.parse("test.yaml", text));
    }

    private static Flow parsed(ParsedFlow parsed) {
        return switch (parsed) {
            case ParsedFlow.Ok(Flow flow, _) -> flow;
            case ParsedFlow.Refused(List<Problem> problems, _) ->
                    throw new AssertionError(problems.toString());
        };
    }
}
