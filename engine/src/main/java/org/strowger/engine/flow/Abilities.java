package org.strowger.engine.flow;

import java.util.List;
import org.strowger.flow.FlowNode;

/// What calls of this engine can do: not all that a flow may say, yet.
final class Abilities {
    private Abilities() {}

    /// Something that a node asks and that calls cannot do.
    ///
    /// @param path where the node says it
    record Lack(List<String> path, String message) {}

    static List<Lack> lacking(FlowNode node) {
        return switch (node) {
            case FlowNode.Record _ -> kind("record");
            case FlowNode.Http _ -> kind("http");
            case FlowNode.Transfer _ -> kind("transfer");
            case FlowNode.Voicemail _ -> kind("voicemail");
            case FlowNode.Callback _ -> kind("callback");
            case FlowNode.Survey survey when survey.comment().isPresent() ->
                    List.of(
                            new Lack(
                                    List.of("survey", "comment"),
                                    "this engine does not record the 'comment' of surveys yet"));
            case FlowNode.Survey _,
                    FlowNode.Say _,
                    FlowNode.Menu _,
                    FlowNode.Collect _,
                    FlowNode.Switch _,
                    FlowNode.Split _,
                    FlowNode.Hours _,
                    FlowNode.Assign _,
                    FlowNode.Queue _,
                    FlowNode.Call _,
                    FlowNode.Return _,
                    FlowNode.HangUp _ ->
                    List.of();
        };
    }

    private static List<Lack> kind(String kind) {
        return List.of(
                new Lack(List.of(kind), "this engine does not carry out '" + kind + "' nodes yet"));
    }
}
