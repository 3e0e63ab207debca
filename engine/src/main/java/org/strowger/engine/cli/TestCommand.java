package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.strowger.engine.flow.CheckedFolder;
import org.strowger.engine.flow.FlowFolder;
import org.strowger.flow.check.Surroundings;
import org.strowger.flow.scenario.JUnitReport;

/// `flow test`: plays the tests of a site against its flows.
final class TestCommand implements Command {
    private static final String JUNIT = "--junit";
    private static final String ENDING = ".test.yaml";
    private static final int MOST_FILES = 10_000;

    @Override
    public Form form() {
        return Form.of("DIR [--junit FILE]", List.of(), List.of(JUNIT), 1, 1);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Path site = Path.of(given.rest().getFirst()).normalize();
        List<Path> files = files(site.resolve("tests"));
        if (files.isEmpty()) {
            return terminal.failed(site.resolve("tests") + ": no tests, *" + ENDING + ", in it");
        }
        Instant began = terminal.clock().instant();
        CheckedFolder checked = FlowFolder.of(site).check(Surroundings.unknown());
        TestedSite tested = new TestedSite(checked);
        for (Path file : files) {
            tested.play(file.toString(), Site.text(file));
        }
        tested.lines().forEach(terminal.out()::println);
        if (given.value(JUNIT).isPresent()) {
            Duration took = Duration.between(began, terminal.clock().instant());
            Files.writeString(
                    Path.of(given.value(JUNIT).get()), JUnitReport.xml(tested.results(), took));
        }
        return tested.hasPassed() ? Terminal.WELL : Terminal.FAILED;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        }
    }
}
