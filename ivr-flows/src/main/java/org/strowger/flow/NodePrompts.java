package org.strowger.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.flow.FlowNode.Asking;
import org.strowger.flow.FlowNode.Taping;

/// Everything that a node may have a caller hear, part by part.
final class NodePrompts {
    private final List<Prompt> found = new ArrayList<>();

    private NodePrompts() {}

    static List<Prompt> of(FlowNode node) {
        NodePrompts prompts = new NodePrompts();
        switch (node) {
            case FlowNode.Say say -> prompts.add(say.prompt());
            case FlowNode.Menu menu -> prompts.add(menu.asking());
            case FlowNode.Collect collect -> {
                prompts.add(collect.asking());
                prompts.add(collect.confirm());
            }
            case FlowNode.Record tape -> prompts.add(tape.taping());
            case FlowNode.Voicemail voicemail -> prompts.add(voicemail.taping());
            case FlowNode.Http http -> prompts.add(http.waitAudio());
            case FlowNode.Queue queue -> prompts.addLine(queue);
            case FlowNode.Transfer transfer -> prompts.add(transfer.prompt());
            case FlowNode.Survey survey -> {
                survey.questions().forEach(question -> prompts.add(question.prompt()));
                survey.comment().ifPresent(prompts::add);
                prompts.add(survey.thanks());
            }
            case FlowNode.Switch _,
                    FlowNode.Split _,
                    FlowNode.Hours _,
                    FlowNode.Assign _,
                    FlowNode.Callback _,
                    FlowNode.Call _,
                    FlowNode.Return _,
                    FlowNode.HangUp _ -> {}
        }
        return List.copyOf(prompts.found);
    }

    private void add(Asking asking) {
        asking.prompts().values().forEach(this::add);
        add(asking.noMatch().say());
        add(asking.noInput().say());
    }

    private void add(Taping taping) {
        add(taping.prompt());
    }

    private void addLine(FlowNode.Queue queue) {
        FlowNode.Treatment treatment = queue.treatment();
        add(treatment.welcome());
        found.add(treatment.music());
        if (treatment.announcePlace().isPresent()) {
            add(List.of(LineWords.BEFORE_PLACE, LineWords.AFTER_PLACE));
        }
        if (treatment.announceWait().isPresent()) {
            add(List.of(LineWords.BEFORE_WAIT));
        }
        treatment.comfort().forEach(comfort -> add(comfort.say()));
        treatment.keys().values().forEach(key -> add(key.say()));
        Optional<FlowNode.CallbackOffer> offer = treatment.callbackOffer();
        offer.ifPresent(words -> add(words.say()));
    }

    private void add(List<Prompt> prompts) {
        for (Prompt prompt : prompts) {
            switch (prompt) {
                case Prompt.Recorded _, Prompt.Text _, Prompt.Silence _, Prompt.SayAs _ ->
                        found.add(prompt);
                case Prompt.Plural plural -> plural.forms().values().forEach(this::add);
                case Prompt.Uninterrupted whole -> add(whole.prompts());
            }
        }
    }
}
