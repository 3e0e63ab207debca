package org.strowger.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.simulator.scenario.ScenarioFile.Result;

/// Scenarios as somebody writes them beside the settings of a small centre, and what comes of it.
record Told(Path folder) {
    /// The keys that there must be, in one line each.
    static final String SMALLEST =
            """
            scenario: A test
            centre: centre.yaml
            zone: Europe/London
            day: 2026-11-10
            hours: "08:00-18:00"
            patience: never
            talks: 5m
            sources: { calls: { queue: support, arrivals: { per_hour: 60 } } }
            """;

    private static final Pattern KEY = Pattern.compile("[a-z_]+:");
    private static final String CENTRE =
            """
            numbers: { 100: front, 200: broken }
            flows: flows
            pauses: [ break, lunch ]
            skills: [ english, german ]
            queues:
              support: { service_level: { percent: 75, within: 30s } }
              sales: {}
            agents:
              anna: { password: a, team: north, skills: { english: 10 } }
              ben: { password: b, team: south, skills: { english: 7, german: 3 } }
              carla: { password: c, team: north }
            """;

    private static final String FRONT =
            """
            flow: front
            schema: 1
            start: main
            nodes:
              main:
                menu:
                  prompts: { 1: { text: "One or two?" } }
                  choices: { 1: { go: who }, 2: { go: line } }
                  give_up: line
              who: { call: { flow: account }, next: line }
              line: { queue: { name: support } }
            """;

    private static final String ACCOUNT =
            """
            flow: account
            schema: 1
            start: ask
            vars: { account: string }
            nodes:
              ask:
                collect:
                  into: account
                  prompts: { 1: { text: "Your account?" } }
                  min: 1
                  max: 8
                  give_up: done
                next: done
              done: { return: true }
            """;

    Told {
        try {
            Files.createDirectories(folder.resolve("flows"));
            Files.createDirectories(folder.resolve("prompts/en"));
            Files.writeString(folder.resolve("centre.yaml"), CENTRE);
            Files.writeString(folder.resolve("flows/front.yaml"), FRONT);
            Files.writeString(folder.resolve("flows/account.yaml"), ACCOUNT);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Told beside(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        return this;
    }

    /// A scenario without those of its sections that other lines have, and with these at its end.
    static String with(String scenario, String lines) {
        SortedSet<String> sections = new TreeSet<>();
        lines.lines().forEach(line -> sections.add(key(line)));
        StringBuilder text = new StringBuilder();
        String section = "";
        for (String line : scenario.lines().toList()) {
            section = key(line).isEmpty() ? section : key(line);
            if (section.isEmpty() || !sections.contains(section)) {
                text.append(line).append('\n');
            }
        }
        return text + lines + "\n";
    }

    /// The key that a line of the top map begins with.
    private static String key(String line) {
        Matcher key = KEY.matcher(line);
        return key.lookingAt() ? key.group() : "";
    }

    Result result(String text) throws IOException {
        return ScenarioFile.read(Files.writeString(folder.resolve("day.yaml"), text), Map.of());
    }

    Scenario scenario(String text) throws IOException {
        Result result = result(text);
        return assertInstanceOf(Result.Ok.class, result, result::toString).scenario();
    }

    /// The smallest scenario with some lines of its own.
    Scenario scenarioWith(String lines) throws IOException {
        return scenario(with(SMALLEST, lines));
    }

    /// What is wrong, without the folder.
    List<String> problems(String text) throws IOException {
        Result result = result(text);
        return assertInstanceOf(Result.Refused.class, result, result::toString).problems().stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }

    List<String> problemsWith(String lines) throws IOException {
        return problems(with(SMALLEST, lines));
    }
}
