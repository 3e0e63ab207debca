package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.flow.CheckedFolder;
import org.strowger.engine.flow.FlowFolder;
import org.strowger.flow.CallFacts;
import org.strowger.flow.FlowBook;
import org.strowger.flow.ParsedFlow;
import org.strowger.flow.check.Surroundings;
import org.strowger.flow.scenario.FlowWalk;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Spelling;

/// `flow run`: lets somebody walk through a flow as its caller, line by line.
final class RunCommand implements Command {
    private static final String CALLER = "--caller";
    private static final String AT = "--at";

    @Override
    public Form form() {
        return Form.of(
                "FILE | DIR [FLOW] [--caller NUMBER] [--at 2026-12-24T18:00:00Z]",
                List.of(),
                List.of(CALLER, AT),
                1,
                2);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<Instant> at = at(given, terminal);
        if (at.isEmpty()) {
            return terminal.misused("flow run: --at expects an instant: 2026-12-24T18:00:00Z");
        }
        Path named = Path.of(given.rest().getFirst()).normalize();
        boolean isFile = Files.isRegularFile(named);
        CheckedFolder site =
                FlowFolder.of(isFile ? Site.of(named) : named).check(Surroundings.unknown());
        Optional<String> flow = isFile ? idIn(named) : chosen(given, site);
        Optional<FlowBook> book =
                flow.flatMap(id -> Optional.ofNullable(site.checked().books().get(id)));
        if (book.isEmpty()) {
            return refused(flow, site, terminal);
        }
        String caller = given.value(CALLER).orElse("");
        CallFacts facts = new CallFacts("walk", caller, "", "", Collections.emptySortedSet());
        walk(new FlowWalk(book.get(), facts, at.get()), terminal);
        return Terminal.WELL;
    }

    private static Optional<Instant> at(Arguments given, Terminal terminal) {
        try {
            return Optional.of(given.value(AT).map(Instant::parse).orElseGet(terminal::now));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// The flow in a file; empty when there is none, for the check says why.
    private static Optional<String> idIn(Path file) throws IOException {
        return switch (Site.flow(file)) {
            case ParsedFlow.Ok(var flow, _) -> Optional.of(flow.id());
            case ParsedFlow.Refused _ -> Optional.empty();
        };
    }

    /// The flow that is named, or the only one that there is.
    private static Optional<String> chosen(Arguments given, CheckedFolder site) {
        if (given.rest().size() > 1) {
            return Optional.of(given.rest().get(1));
        }
        var known = site.checked().books().keySet();
        return known.size() == 1 ? Optional.of(known.iterator().next()) : Optional.empty();
    }

    private static int refused(Optional<String> flow, CheckedFolder site, Terminal terminal) {
        List<Problem> errors = site.findings().stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            return terminal.failed(errors);
        }
        var known = site.checked().books().keySet();
        return terminal.failed(
                flow.map(id -> "no flow '" + id + "'" + Spelling.didYouMean(id, known))
                        .orElse("expected which flow, one of " + known));
    }

    /// Ends with the call, or with what is typed.
    private static void walk(FlowWalk walk, Terminal terminal) throws IOException {
        FlowWalk.HELP.forEach(terminal.out()::println);
        walk.begin().forEach(terminal.out()::println);
        while (!walk.hasEnded()) {
            terminal.out().print(walk.prompt());
            terminal.out().flush();
            String line = terminal.in().readLine();
            if (line == null) {
                terminal.out().println();
                return;
            }
            walk.enter(line).forEach(terminal.out()::println);
        }
    }
}
