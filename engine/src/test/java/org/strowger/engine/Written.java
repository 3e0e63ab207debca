package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.strowger.engine.SettingsFile.Result;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingProfile;

/// Settings as somebody writes them, and what comes of it. A number is added at the end.
record Written(Path folder) {
    private Result result(String text) throws IOException {
        Path file =
                Files.writeString(folder.resolve("s.yaml"), text + "\nnumbers: { 100: main }\n");
        return SettingsFile.read(file, Map.of());
    }

    EngineSettings settings(String text) throws IOException {
        Result result = result(text);
        return assertInstanceOf(Result.Ok.class, result, result::toString).settings();
    }

    /// The rules of the queue "support".
    QueuePolicy support(String text) throws IOException {
        QueueId support = new QueueId("support");
        return Optional.ofNullable(settings(text).policy().queues().get(support)).orElseThrow();
    }

    /// The profile of the first agent.
    RoutingProfile agent(String text) throws IOException {
        return settings(text).agents().getFirst().routing();
    }

    /// What is wrong, each as line, column and message.
    List<String> problems(String text) throws IOException {
        Result result = result(text);
        return assertInstanceOf(Result.Refused.class, result, result::toString).problems().stream()
                .map(problem -> problem.toString().split("s.yaml:", 2)[1])
                .toList();
    }
}
