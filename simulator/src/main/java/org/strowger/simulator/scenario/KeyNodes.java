package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.flow.CheckedFolder;
import org.strowger.engine.flow.FlowFolder;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowNode;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlValue;

/// The nodes at which callers of a number may press keys, from the centre's own flows; these are
/// read when they are first asked for.
final class KeyNodes {
    private final EngineSettings settings;
    private final ScenarioFolder folder;
    private @Nullable CheckedFolder checked;

    KeyNodes(EngineSettings settings, ScenarioFolder folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /// What is known of the nodes of a flow and of those that it calls: of its own by their id, of
    /// another's by `flow/node`.
    ///
    /// @param all those that there are
    /// @param asking those of them at which keys are taken
    record Names(SortedSet<String> all, SortedSet<String> asking) {}

    /// @param number that the flow answers, where a flow that cannot run is told
    Optional<Names> of(String flow, YamlValue number) {
        CheckedFolder flows = checked();
        Optional<FlowBook> book = Optional.ofNullable(flows.checked().books().get(flow));
        if (book.isEmpty()) {
            number.refuse(
                    "the flow %s, which answers this number, cannot run: 'strowger flow check' tells why"
                            .formatted(quoted(flow)));
            folder.tell(flows.findings().stream().filter(Problem::isError).toList());
        }
        return book.map(KeyNodes::names);
    }

    private CheckedFolder checked() {
        CheckedFolder known = checked;
        if (known == null) {
            known =
                    new FlowFolder(settings.flows(), settings.calendars(), settings.prompts())
                            .check(settings.surroundings());
            checked = known;
        }
        return known;
    }

    private static Names names(FlowBook book) {
        Names names = new Names(new TreeSet<>(), new TreeSet<>());
        for (Flow flow : book.flows().values()) {
            String before = flow.id().equals(book.entry()) ? "" : flow.id() + "/";
            for (FlowNode node : flow.nodes().values()) {
                names.all().add(before + node.id());
                if (takesKeys(node)) {
                    names.asking().add(before + node.id());
                }
            }
        }
        return names;
    }

    private static boolean takesKeys(FlowNode node) {
        return switch (node) {
            case FlowNode.Menu _,
                    FlowNode.Collect _,
                    FlowNode.Survey _,
                    FlowNode.Record _,
                    FlowNode.Voicemail _,
                    FlowNode.Queue _ ->
                    true;
            case FlowNode.Say _,
                    FlowNode.Switch _,
                    FlowNode.Split _,
                    FlowNode.Hours _,
                    FlowNode.Http _,
                    FlowNode.Assign _,
                    FlowNode.Transfer _,
                    FlowNode.Callback _,
                    FlowNode.Call _,
                    FlowNode.Return _,
                    FlowNode.HangUp _ ->
                    false;
        };
    }
}
