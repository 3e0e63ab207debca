package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.strowger.flow.ParsedFlow;
import org.strowger.flow.drawing.FlowDrawing;

/// `flow graph`: draws a flow.
final class GraphCommand implements Command {
    private static final String MERMAID = "--mermaid";
    private static final String SVG = "--svg";

    @Override
    public Form form() {
        return Form.of("[--mermaid | --svg] FILE", List.of(MERMAID, SVG), List.of(), 1, 1);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        if (given.has(MERMAID) && given.has(SVG)) {
            return terminal.misused("flow graph: --mermaid or --svg, not both");
        }
        return switch (Site.flow(Path.of(given.rest().getFirst()))) {
            case ParsedFlow.Refused(var problems, _) -> terminal.failed(problems);
            case ParsedFlow.Ok(var flow, _) -> {
                terminal.out()
                        .print(given.has(SVG) ? FlowDrawing.svg(flow) : FlowDrawing.mermaid(flow));
                yield Terminal.WELL;
            }
        };
    }
}
