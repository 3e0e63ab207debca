package org.strowger.flow.scenario;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.strowger.yaml.Problem;

/// Test files that are in order.
final class ScenarioFiles {
    private ScenarioFiles() {}

    static ScenarioFile parse(String name, String text) {
        return switch (ScenarioFile.parse(name, text)) {
            case ScenarioFile.Parsed.Ok(ScenarioFile file) -> file;
            case ScenarioFile.Parsed.Refused(List<Problem> problems) -> fail(problems.toString());
        };
    }
}
