package org.strowger.flow.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.strowger.flow.FlowNode;
import org.strowger.flow.FlowNode.Asking;
import org.strowger.flow.FlowNode.Taping;
import org.strowger.flow.Prompt;

/// What a caller hears at one part of a node.
record PromptUse(Part part, List<Prompt> prompts) {

    /// All that a node plays, in the order of the language.
    static List<PromptUse> of(FlowNode node) {
        List<PromptUse> uses = new ArrayList<>();
        switch (node) {
            case FlowNode.Say say -> add(uses, say.prompt(), "say", "prompt");
            case FlowNode.Menu menu -> addAsking(uses, menu.asking(), "menu");
            case FlowNode.Collect collect -> {
                addAsking(uses, collect.asking(), "collect");
                add(uses, collect.confirm(), "collect", "confirm");
            }
            case FlowNode.Record tape -> addTaping(uses, tape.taping(), "record");
            case FlowNode.Voicemail voicemail -> addTaping(uses, voicemail.taping(), "voicemail");
            case FlowNode.Http http -> add(uses, http.waitAudio(), "http", "wait_audio");
            case FlowNode.Queue queue -> addQueue(uses, queue.treatment());
            case FlowNode.Transfer transfer -> add(uses, transfer.prompt(), "transfer", "prompt");
            case FlowNode.Survey survey -> addSurvey(uses, survey);
            case FlowNode.Switch _,
                    FlowNode.Split _,
                    FlowNode.Hours _,
                    FlowNode.Assign _,
                    FlowNode.Callback _,
                    FlowNode.Call _,
                    FlowNode.Return _,
                    FlowNode.HangUp _ -> {}
        }
        return uses;
    }

    private static void add(List<PromptUse> uses, List<Prompt> prompts, String... part) {
        if (!prompts.isEmpty()) {
            uses.add(new PromptUse(Part.of(part), prompts));
        }
    }

    private static void addAsking(List<PromptUse> uses, Asking asking, String kind) {
        addAttempts(uses, asking.prompts(), kind);
        add(uses, asking.noMatch().say(), kind, "no_match", "say");
        add(uses, asking.noInput().say(), kind, "no_input", "say");
    }

    private static void addAttempts(
            List<PromptUse> uses, SortedMap<Integer, List<Prompt>> prompts, String kind) {
        prompts.forEach(
                (attempt, prompt) -> add(uses, prompt, kind, "prompts", attempt.toString()));
    }

    private static void addTaping(List<PromptUse> uses, Taping taping, String kind) {
        add(uses, taping.prompt(), kind, "prompt");
    }

    private static void addQueue(List<PromptUse> uses, FlowNode.Treatment treatment) {
        add(uses, treatment.welcome(), "queue", "welcome");
        add(uses, List.of(treatment.music()), "queue", "music");
        for (int i = 0; i < treatment.comfort().size(); i++) {
            add(
                    uses,
                    treatment.comfort().get(i).say(),
                    "queue",
                    "comfort",
                    String.valueOf(i),
                    "say");
        }
        treatment
                .keys()
                .forEach(
                        (key, pressed) ->
                                add(uses, pressed.say(), "queue", "keys", key.toString(), "say"));
        treatment
                .callbackOffer()
                .ifPresent(offer -> add(uses, offer.say(), "queue", "callback_offer", "say"));
    }

    private static void addSurvey(List<PromptUse> uses, FlowNode.Survey survey) {
        for (int i = 0; i < survey.questions().size(); i++) {
            add(
                    uses,
                    survey.questions().get(i).prompt(),
                    "survey",
                    "questions",
                    String.valueOf(i),
                    "prompt");
        }
        survey.comment().ifPresent(tape -> add(uses, tape.prompt(), "survey", "comment", "prompt"));
        add(uses, survey.thanks(), "survey", "thanks");
    }
}
