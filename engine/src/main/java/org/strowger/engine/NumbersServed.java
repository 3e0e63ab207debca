package org.strowger.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.flow.FlowLibrary;
import org.strowger.engine.flow.FlowSource;
import org.strowger.engine.flow.PromptLibrary;
import org.strowger.engine.flow.PublishedFlows;
import org.strowger.engine.flow.ReleaseStore;
import org.strowger.flow.expression.ExpressionCompiler;
import org.strowger.yaml.Problem;

/// Whether each number of a centre has a flow that answers it.
final class NumbersServed {
    private static final Logger LOG = LoggerFactory.getLogger(NumbersServed.class);

    private NumbersServed() {}

    /// The flows of a centre that starts, read for the first time.
    ///
    /// @throws StartFailure when a number has no flow; one that was published wrongly does not keep
    ///   the others from being answered
    static FlowSource flows(EngineSettings settings, PromptLibrary prompts) throws StartFailure {
        ExpressionCompiler.warmUp(); // Or the first call that evaluates one would wait for it.
        FlowSource flows = source(settings, prompts);
        flows.reload();
        boolean servesSome =
                settings.publishing() == EngineSettings.Publishing.BY_COMMAND
                        && settings.numbers().values().stream()
                                .anyMatch(flow -> flows.find(flow).isPresent());
        if (!flows.problems().isEmpty() && !servesSome) {
            throw new StartFailure(
                    flows.problems().stream()
                            .map(Problem::toString)
                            .collect(Collectors.joining("\n")));
        }
        for (var number : settings.numbers().entrySet()) {
            if (flows.find(number.getValue()).isEmpty()) {
                if (servesSome && !flows.problems().isEmpty()) {
                    LOG.error("number {} is not answered: see above", number.getKey());
                    continue;
                }
                throw new StartFailure(unserved(number.getKey(), number.getValue(), settings));
            }
        }
        return flows;
    }

    private static FlowSource source(EngineSettings settings, PromptLibrary prompts) {
        return switch (settings.publishing()) {
            case ON_SAVE ->
                    new FlowLibrary(
                            settings.flows(),
                            settings.calendars(),
                            settings.surroundings(),
                            prompts);
            case BY_COMMAND ->
                    new PublishedFlows(
                            new ReleaseStore(settings.releases()),
                            settings.surroundings(),
                            prompts);
        };
    }

    /// New numbers for which there is no flow. One that was there already is left to the flows' own
    /// problems.
    static List<Problem> unserved(EngineSettings before, EngineSettings next, FlowSource flows) {
        List<Problem> wrong = new ArrayList<>();
        next.numbers()
                .forEach(
                        (number, flow) -> {
                            if (!flow.equals(before.numbers().get(number))
                                    && flows.find(flow).isEmpty()) {
                                String message = unserved(number, flow, next);
                                wrong.add(new Problem("settings", 1, 1, message));
                            }
                        });
        return wrong;
    }

    private static String unserved(String number, String flow, EngineSettings settings) {
        return "numbers.%s names the flow '%s', but %s".formatted(number, flow, missing(settings));
    }

    private static String missing(EngineSettings settings) {
        return switch (settings.publishing()) {
            case ON_SAVE -> "no file in " + settings.flows() + " is that flow";
            case BY_COMMAND -> "no release of it was published: strowger flow publish does that";
        };
    }
}
