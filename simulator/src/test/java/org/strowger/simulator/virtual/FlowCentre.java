package org.strowger.simulator.virtual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.ScenarioFile;

/// A centre in files: two queues, `first` and `second`, each with agents of its own, and a number,
/// 100, at which a menu sends callers to one or the other.
final class FlowCentre {
    private static final String MENU =
            """
            flow: line
            schema: 1
            start: main
            nodes:
              main:
                menu:
                  prompts: { 1: { text: "One or two?" } }
                  choices: { 1: { go: first }, 2: { go: second } }
                  give_up: second
              first: { queue: { name: first, skills: { one: 1 } } }
              second: { queue: { name: second, skills: { two: 1 } } }
            """;

    private final Path folder;
    private String flow = MENU;
    private String rules = "wrap_up: 0s, max_length: 100000, ring_time: 1m, retry_delay: 0s";
    private String centre = "";
    private String agents = "";

    FlowCentre(Path folder) {
        this.folder = folder;
    }

    FlowCentre flow(String text) {
        flow = text;
        return this;
    }

    /// Of both queues.
    FlowCentre rules(String text) {
        rules = text;
        return this;
    }

    /// More lines of the settings.
    FlowCentre centre(String lines) {
        centre = lines;
        return this;
    }

    /// Lines of more agents.
    FlowCentre agents(String lines) {
        agents = lines;
        return this;
    }

    /// @param first how many agents the first queue has
    /// @param lines of the scenario
    Scenario scenario(int first, int second, String lines) {
        try {
            Files.createDirectories(folder.resolve("flows"));
            Files.createDirectories(folder.resolve("prompts/en"));
            Files.writeString(folder.resolve("centre.yaml"), settings(first, second));
            Files.writeString(folder.resolve("flows/line.yaml"), flow);
            Files.writeString(
                    folder.resolve("day.yaml"),
                    """
                    scenario: A test
                    centre: centre.yaml
                    zone: UTC
                    day: 2026-11-10
                    """
                            + lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read(folder.resolve("day.yaml"));
    }

    private String settings(int first, int second) {
        StringBuilder text =
                new StringBuilder(
                        """
                        numbers: { 100: line }
                        flows: flows
                        skills: [ one, two ]
                        %s
                        queues:
                          first: { %s }
                          second: { %s }
                        agents:
                        """
                                .formatted(centre, rules, rules));
        for (int i = 0; i < first; i++) {
            text.append("  one%03d: { password: a, skills: { one: 1 } }%n".formatted(i));
        }
        for (int i = 0; i < second; i++) {
            text.append("  two%03d: { password: a, skills: { two: 1 } }%n".formatted(i));
        }
        return text + agents;
    }

    static Scenario read(Path file) {
        return switch (ScenarioFile.read(file, new TreeMap<>())) {
            case ScenarioFile.Result.Ok(var scenario) -> scenario;
            case ScenarioFile.Result.Refused(var problems) ->
                    throw new AssertionError(problems.toString());
        };
    }
}
