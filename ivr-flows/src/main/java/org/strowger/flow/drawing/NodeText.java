package org.strowger.flow.drawing;

import java.util.List;
import org.strowger.flow.Exit;
import org.strowger.flow.FlowNode;
import org.strowger.flow.FlowNode.Choice;
import org.strowger.flow.FlowNode.Share;
import org.strowger.flow.Prompt;
import org.strowger.flow.change.FlowWords;

/// What a picture says of a node and of the ways out of it.
final class NodeText {
    private static final int LONGEST = 400;

    private NodeText() {}

    /// What it is about: the first words of its prompt, the name of its queue; may be empty.
    static String detail(FlowNode node, String language) {
        String detail =
                switch (node) {
                    case FlowNode.Say say -> FlowWords.prompt(say.prompt(), language);
                    case FlowNode.Menu menu -> question(menu.asking(), language);
                    case FlowNode.Collect collect -> question(collect.asking(), language);
                    case FlowNode.Record tape -> FlowWords.prompt(tape.taping().prompt(), language);
                    case FlowNode.Voicemail voicemail -> "box " + voicemail.box();
                    case FlowNode.Switch _, FlowNode.HangUp _ -> "";
                    case FlowNode.Split split -> split.name().orElse("");
                    case FlowNode.Hours hours -> hours.calendar();
                    case FlowNode.Http http -> FlowWords.url(http.request().url());
                    case FlowNode.Assign set -> String.join(", ", set.values().keySet());
                    case FlowNode.Queue queue -> queue.needs().queue();
                    case FlowNode.Transfer transfer -> party(transfer.to());
                    case FlowNode.Callback callback -> callback.needs().queue();
                    case FlowNode.Survey survey -> survey.name();
                    case FlowNode.Call call -> "flow " + call.flow();
                    case FlowNode.Return back ->
                            back.result().map(FlowWords::expression).orElse("");
                };
        return oneLine(detail);
    }

    private static String question(FlowNode.Asking asking, String language) {
        List<Prompt> first =
                asking.prompts().isEmpty() ? List.of() : asking.prompts().firstEntry().getValue();
        return FlowWords.prompt(first, language);
    }

    private static String party(FlowNode.Party party) {
        return switch (party) {
            case FlowNode.Party.Number(var number) -> number;
            case FlowNode.Party.Agent(var agent) -> "agent " + agent;
            case FlowNode.Party.Dialled(var number) -> FlowWords.expression(number);
        };
    }

    /// When a way is taken.
    static String way(FlowNode node, Exit exit) {
        String label =
                switch (node) {
                    case FlowNode.Menu menu when menu.choices().containsKey(exit.label()) ->
                            choice(exit.label(), menu);
                    case FlowNode.Switch choice when exit.label().startsWith("way ") ->
                            FlowWords.expression(choice.ways().get(number(exit)).condition());
                    case FlowNode.Split split when exit.label().startsWith("way ") ->
                            share(split.ways().get(number(exit)));
                    default -> exit.label();
                };
        return oneLine(label);
    }

    private static String choice(String keys, FlowNode.Menu menu) {
        Choice choice = menu.choices().get(keys);
        return choice == null ? keys : keys + choice.label().map(label -> " " + label).orElse("");
    }

    private static String share(Share share) {
        return "weight " + share.weight() + share.label().map(label -> " " + label).orElse("");
    }

    private static int number(Exit exit) {
        return Integer.parseInt(exit.label().substring("way ".length())) - 1;
    }

    private static String oneLine(String text) {
        String cut =
                text.codePointCount(0, text.length()) <= LONGEST
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, LONGEST));
        return cut.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
