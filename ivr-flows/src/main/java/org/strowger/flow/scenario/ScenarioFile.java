package org.strowger.flow.scenario;

import java.util.List;
import org.strowger.yaml.Problem;

/// A file of tests for a flow, as `tests/NAME.test.yaml` holds them.
public final class ScenarioFile {
    private final String file;
    private final String flow;
    private final List<Scenario> scenarios;

    ScenarioFile(String file, String flow, List<Scenario> scenarios) {
        this.file = file;
        this.flow = flow;
        this.scenarios = List.copyOf(scenarios);
    }

    /// What came of reading a test file's text.
    public sealed interface Parsed {

        record Ok(ScenarioFile file) implements Parsed {}

        /// There are no tests in the text.
        ///
        /// @param problems all of them, in file order; at least one
        record Refused(List<Problem> problems) implements Parsed {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /// Reads the whole text; whatever it holds, this returns.
    ///
    /// @param fileName what people call the file, for messages
    public static Parsed parse(String fileName, String text) {
        return ScenarioReader.read(fileName, text);
    }

    /// What people call the file.
    public String file() {
        return file;
    }

    /// The id of the flow where its calls begin.
    public String flow() {
        return flow;
    }

    /// The names of its scenarios, in the order of the file.
    public List<String> names() {
        return scenarios.stream().map(Scenario::name).toList();
    }

    List<Scenario> scenarios() {
        return scenarios;
    }
}
