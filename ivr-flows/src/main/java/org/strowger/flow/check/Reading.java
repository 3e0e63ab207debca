package org.strowger.flow.check;

import java.util.ArrayList;
import java.util.List;
import org.strowger.flow.FlowNode;
import org.strowger.flow.FlowNode.LineNeeds;
import org.strowger.flow.Prompt;
import org.strowger.flow.UrlTemplate;
import org.strowger.flow.expression.Expression;

/// An expression of a node, and what becomes of its value.
record Reading(Part part, Expression expression, Purpose purpose) {

    /// What becomes of a value.
    sealed interface Purpose {
        /// It decides where the call goes.
        record Decides() implements Purpose {}

        /// The caller hears it.
        record Heard() implements Purpose {}

        /// It is part of a URL.
        record InUrl() implements Purpose {}

        /// It is sent to another system.
        ///
        /// @param sealed so that nobody on the way can read it
        record Sent(boolean sealed) implements Purpose {}

        /// A variable of the flow takes it.
        record Kept(String variable) implements Purpose {}

        /// Another flow is told it.
        record Told(String flow, String parameter) implements Purpose {}

        /// It goes back to the flow that called.
        record Returned() implements Purpose {}

        /// It is a number to call, an agent's name or a standing in line.
        record Shown() implements Purpose {}
    }

    /// All expressions of a node, in the order in which they are evaluated.
    static List<Reading> of(FlowNode node) {
        List<Reading> readings = new ArrayList<>();
        PromptUse.of(node).forEach(use -> addPrompts(readings, use.part(), use.prompts()));
        switch (node) {
            case FlowNode.Menu menu -> addChoices(readings, menu);
            case FlowNode.Collect collect ->
                    collect.check()
                            .ifPresent(
                                    check ->
                                            add(
                                                    readings,
                                                    check,
                                                    new Purpose.Decides(),
                                                    "collect",
                                                    "check"));
            case FlowNode.Switch choice -> addWays(readings, choice);
            case FlowNode.Http http -> addHttp(readings, http);
            case FlowNode.Assign set ->
                    set.values()
                            .forEach(
                                    (name, value) ->
                                            add(
                                                    readings,
                                                    value,
                                                    new Purpose.Kept(name),
                                                    "set",
                                                    name));
            case FlowNode.Queue queue -> addNeeds(readings, queue.needs(), "queue");
            case FlowNode.Transfer transfer -> addParty(readings, transfer.to());
            case FlowNode.Callback callback -> {
                addNeeds(readings, callback.needs(), "callback");
                callback.number()
                        .ifPresent(
                                number ->
                                        add(
                                                readings,
                                                number,
                                                new Purpose.Shown(),
                                                "callback",
                                                "number"));
            }
            case FlowNode.Call call ->
                    call.with()
                            .forEach(
                                    (name, value) ->
                                            add(
                                                    readings,
                                                    value,
                                                    new Purpose.Told(call.flow(), name),
                                                    "call",
                                                    "with",
                                                    name));
            case FlowNode.Return end ->
                    end.result()
                            .ifPresent(
                                    value ->
                                            add(readings, value, new Purpose.Returned(), "return"));
            case FlowNode.Say _,
                    FlowNode.Record _,
                    FlowNode.Voicemail _,
                    FlowNode.Split _,
                    FlowNode.Hours _,
                    FlowNode.Survey _,
                    FlowNode.HangUp _ -> {}
        }
        return readings;
    }

    private static void add(
            List<Reading> readings, Expression expression, Purpose purpose, String... part) {
        readings.add(new Reading(Part.of(part), expression, purpose));
    }

    private static void addPrompts(List<Reading> readings, Part part, List<Prompt> prompts) {
        for (int i = 0; i < prompts.size(); i++) {
            addPrompt(readings, part.item(i), prompts.get(i));
        }
    }

    private static void addPrompt(List<Reading> readings, Part part, Prompt prompt) {
        switch (prompt) {
            case Prompt.Recorded _, Prompt.Text _, Prompt.Silence _ -> {}
            case Prompt.SayAs said -> {
                addHeard(readings, said.value(), part.within("value"));
                said.currency()
                        .ifPresent(code -> addHeard(readings, code, part.within("currency")));
            }
            case Prompt.Plural plural -> {
                addHeard(readings, plural.count(), part.within("plural"));
                plural.forms().forEach((form, said) -> addPrompts(readings, part.form(form), said));
            }
            case Prompt.Uninterrupted whole ->
                    addPrompts(readings, part.within("uninterrupted"), whole.prompts());
        }
    }

    private static void addHeard(List<Reading> readings, Expression value, Part part) {
        readings.add(new Reading(part, value, new Purpose.Heard()));
    }

    private static void addChoices(List<Reading> readings, FlowNode.Menu menu) {
        menu.choices()
                .forEach(
                        (keys, choice) -> {
                            choice.condition()
                                    .ifPresent(
                                            condition ->
                                                    add(
                                                            readings,
                                                            condition,
                                                            new Purpose.Decides(),
                                                            "menu",
                                                            "choices",
                                                            keys,
                                                            "if"));
                            choice.set()
                                    .forEach(
                                            (name, value) ->
                                                    add(
                                                            readings,
                                                            value,
                                                            new Purpose.Kept(name),
                                                            "menu",
                                                            "choices",
                                                            keys,
                                                            "set",
                                                            name));
                        });
    }

    private static void addWays(List<Reading> readings, FlowNode.Switch choice) {
        for (int i = 0; i < choice.ways().size(); i++) {
            add(
                    readings,
                    choice.ways().get(i).condition(),
                    new Purpose.Decides(),
                    "switch",
                    String.valueOf(i),
                    "if");
        }
    }

    private static void addHttp(List<Reading> readings, FlowNode.Http http) {
        UrlTemplate url = http.request().url();
        for (UrlTemplate.Part piece : url.parts()) {
            if (piece instanceof UrlTemplate.Part.Filled(var value)) {
                add(readings, value, new Purpose.InUrl(), "http", "url");
            }
        }
        boolean sealed = url.toString().startsWith("https:");
        http.request()
                .body()
                .forEach(
                        (field, value) ->
                                add(
                                        readings,
                                        value,
                                        new Purpose.Sent(sealed),
                                        "http",
                                        "body",
                                        field));
    }

    private static void addNeeds(List<Reading> readings, LineNeeds needs, String kind) {
        needs.priority()
                .ifPresent(value -> add(readings, value, new Purpose.Shown(), kind, "priority"));
        needs.prefer()
                .ifPresent(value -> add(readings, value, new Purpose.Shown(), kind, "prefer"));
    }

    private static void addParty(List<Reading> readings, FlowNode.Party to) {
        switch (to) {
            case FlowNode.Party.Dialled(var number) ->
                    add(readings, number, new Purpose.Shown(), "transfer", "dial");
            case FlowNode.Party.Number _, FlowNode.Party.Agent _ -> {}
        }
    }
}
