package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.flow.FlowFolder;
import org.strowger.flow.FlowBook;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.ScenarioFile;

/// A small centre in a folder, with a menu before its one line, and a scenario that calls it.
///
/// @param sip the engine's port
record Site(Path folder, int sip, int http) {
    static final String CALLERS =
            """
            scenario: A load
            centre: strowger.yaml
            zone: Europe/London
            day: 2026-11-10
            hours: "08:00-09:00"
            sources:
              callers: { number: "100", keys: { menu: 1 }, thinking: 200ms, arrivals: { per_hour: 18000 } }
            patience: 1m
            talks: 1s
            """;

    private static final String FLOW =
            """
            flow: load
            schema: 1
            language: en-GB
            start: hello
            nodes:
              hello: { say: goodbye, next: menu }
              menu: { menu: { prompt: goodbye, choices: { 1: line, 2: deeper }, give_up: hangup } }
              deeper: { call: { flow: account }, next: line }
              line: { queue: { name: load, music: hold-music } }
            """;

    private static final String ACCOUNT =
            """
            flow: account
            schema: 1
            language: en-GB
            start: ask
            vars: { account: string }
            nodes:
              ask:
                collect: { prompt: goodbye, into: account, min: 2, max: 8, give_up: done }
                next: done
              done: { return: true }
            """;

    static Site write(Path folder, int sip, int http, int agents) throws IOException {
        StringBuilder settings =
                new StringBuilder(
                        """
                        sip: { port: %d, media_ports: 30000-31999 }
                        http: { port: %d }
                        data: data
                        numbers: { "100": load }
                        queues: { load: { wrap_up: 0s } }
                        agents:
                        """
                                .formatted(sip, http));
        for (int i = 1; i <= agents; i++) {
            settings.append("  a%d: { password: secret }\n".formatted(i));
        }
        Files.createDirectories(folder.resolve("flows"));
        Files.writeString(folder.resolve("strowger.yaml"), settings);
        Files.writeString(folder.resolve("flows/load.yaml"), FLOW);
        Files.writeString(folder.resolve("flows/account.yaml"), ACCOUNT);
        Files.writeString(folder.resolve("load.yaml"), CALLERS);
        return new Site(folder, sip, http);
    }

    Path settings() {
        return folder.resolve("strowger.yaml");
    }

    Path scenarioFile() {
        return folder.resolve("load.yaml");
    }

    Scenario scenario() {
        return assertInstanceOf(
                        ScenarioFile.Result.Ok.class, ScenarioFile.read(scenarioFile(), Map.of()))
                .scenario();
    }

    SortedMap<String, FlowBook> flows() {
        var centre = scenario().centre().orElseThrow();
        SortedMap<String, FlowBook> flows = new TreeMap<>();
        FlowBook book =
                new FlowFolder(centre.flows(), centre.calendars(), centre.prompts())
                        .check(centre.surroundings())
                        .checked()
                        .books()
                        .get("load");
        flows.put("100", assertInstanceOf(FlowBook.class, book));
        return flows;
    }

    /// What the command line is, with more options.
    List<String> words(String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(scenarioFile().toString(), "--target", "sip:127.0.0.1:" + sip));
        words.addAll(Arrays.asList(more));
        return words;
    }

    LoadPlan plan(String... more) {
        LoadArguments arguments =
                assertInstanceOf(LoadArguments.Result.Ok.class, LoadArguments.parse(words(more)))
                        .arguments();
        LoadTarget target =
                assertInstanceOf(
                                LoadTarget.Result.Ok.class,
                                LoadTarget.of(arguments.target(), arguments.owned()))
                        .target();
        return arguments.plan(target, Duration.ofHours(1), new TreeMap<>(), List.of());
    }
}
