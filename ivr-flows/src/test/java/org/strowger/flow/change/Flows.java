package org.strowger.flow.change;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowParser;
import org.strowger.flow.ParsedFlow;

/// The example flows of the tests, as text that can be edited.
final class Flows {
    private Flows() {}

    static String text(String name) {
        String file = "/flows/" + name + ".yaml";
        try (InputStream text = Flows.class.getResourceAsStream(file)) {
            return new String(
                    Objects.requireNonNull(text, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }

    static Flow parse(String text) {
        return switch (FlowParser.parse("test.yaml", text)) {
            case ParsedFlow.Ok(Flow flow, _) -> flow;
            case ParsedFlow.Refused(var problems, _) ->
                    throw new AssertionError(problems.toString());
        };
    }

    static Flow load(String name) {
        return parse(text(name));
    }

    /// The flow with one edit; what is to be replaced must be there.
    static Flow edited(String name, String from, String to) {
        String text = text(name);
        if (!text.contains(from)) {
            throw new AssertionError("not in the flow: " + from);
        }
        return parse(text.replace(from, to));
    }
}
