package org.strowger.flow.change;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowNode;
import org.strowger.flow.FlowNode.Choice;
import org.strowger.flow.NodeId;
import org.strowger.flow.Prompt;
import org.strowger.flow.change.Point.Named;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.Variable;

/// The points of one node: between them they say all that its record does.
final class NodePoints {
    private final SortedMap<String, Variable> variables;
    private final Points points;

    private NodePoints(Flow flow, UnaryOperator<NodeId> names) {
        this.variables = flow.variables();
        this.points = new Points(names);
    }

    /// @param names what nodes are called in the later flow
    static SequencedMap<String, Named> of(Flow flow, FlowNode node, UnaryOperator<NodeId> names) {
        NodePoints points = new NodePoints(flow, names);
        points.add(node);
        points.about(node.about());
        return points.points.all();
    }

    private void about(FlowNode.About about) {
        points.way("on_error", about.onError());
        points.text("milestone", about.milestone());
        points.text("note", about.note());
    }

    private void add(FlowNode node) {
        switch (node) {
            case FlowNode.Say say -> {
                points.words("prompt", say.prompt());
                points.setting("barge_in", say.bargeIn());
                points.way("next", say.next());
            }
            case FlowNode.Menu menu -> menu(menu);
            case FlowNode.Collect collect -> collect(collect);
            case FlowNode.Record tape -> {
                points.setting("into", tape.into());
                taping("", tape.taping());
                points.way("on_empty", tape.onEmpty());
                points.way("next", tape.next());
            }
            case FlowNode.Voicemail voicemail -> {
                points.setting("box", voicemail.box());
                taping("", voicemail.taping());
                points.setting("queue", voicemail.queue());
                points.way("next", voicemail.next());
            }
            case FlowNode.Switch choice -> ways(choice);
            case FlowNode.Split split -> shares(split);
            case FlowNode.Hours hours -> {
                points.setting("calendar", hours.calendar());
                points.way("open", hours.open());
                points.way("closed", hours.closed());
                points.way("holiday", hours.holiday());
                points.way("emergency", hours.emergency());
            }
            case FlowNode.Http http -> http(http);
            case FlowNode.Assign set -> {
                set.values().forEach((name, value) -> assigned(name, name, value));
                orderOfValues("values", set.values());
                points.way("next", set.next());
            }
            case FlowNode.Queue queue -> new LinePoints(points).queue(queue);
            case FlowNode.Transfer transfer -> transfer(transfer);
            case FlowNode.Callback callback -> new LinePoints(points).callback(callback);
            case FlowNode.Survey survey -> survey(survey);
            case FlowNode.Call call -> {
                points.setting("flow", call.flow());
                call.with().forEach((name, value) -> assigned("parameter " + name, name, value));
                points.setting("into", call.into());
                points.way("next", call.next());
            }
            case FlowNode.Return back -> points.expression("result", back.result());
            case FlowNode.HangUp _ -> {}
        }
    }

    private void assigned(String name, String variable, Expression value) {
        points.hidden(name, value, shown(variable, value));
    }

    /// A value for a secret variable is not shown, whatever it is reckoned from.
    private String shown(String variable, Expression value) {
        Variable declared = variables.get(variable);
        boolean secret = declared != null && declared.secret();
        return secret ? FlowWords.NOT_SHOWN : Points.shown(value);
    }

    /// The order of values counts only where one is reckoned from another.
    private void orderOfValues(String name, SequencedMap<String, Expression> values) {
        boolean counts =
                values.values().stream()
                        .anyMatch(value -> value.reads().stream().anyMatch(values::containsKey));
        if (counts) {
            points.order(name, List.copyOf(values.keySet()));
        }
    }

    private void asking(FlowNode.Asking asking) {
        asking.prompts().forEach((attempt, prompt) -> prompt(attempt, prompt));
        handler("no_match", asking.noMatch());
        handler("no_input", asking.noInput());
        points.way("give_up", asking.giveUp());
        points.input("", asking.input());
    }

    private void prompt(int attempt, List<Prompt> prompt) {
        String name = attempt == 1 ? "prompt" : "prompt " + attempt;
        points.words(name, prompt);
        if (prompt.isEmpty()) {
            points.hidden(name, true, "silent");
        }
    }

    private void handler(String name, FlowNode.Handler handler) {
        points.words(name + " prompt", handler.say());
        points.way(name, handler.go());
    }

    private void menu(FlowNode.Menu menu) {
        menu.choices().forEach(this::choice);
        menu.extensions()
                .ifPresent(
                        dialled -> {
                            points.way("extensions", dialled.go());
                            of("extensions", "starts", dialled.starts());
                            of("extensions", "length", dialled.length());
                            of("extensions", "into", dialled.into());
                        });
        asking(menu.asking());
    }

    private void choice(String keys, Choice choice) {
        String owner = "choice " + keys;
        points.way(owner, choice.go());
        choice.label()
                .ifPresent(text -> points.settingOf(owner, "label", text, Points.quoted(text)));
        choice.condition()
                .ifPresent(when -> points.settingOf(owner, "if", when, Points.shown(when)));
        choice.set()
                .forEach(
                        (name, value) ->
                                points.settingOf(owner, "set " + name, value, shown(name, value)));
        orderOfValues(owner + " values", choice.set());
    }

    private void of(String owner, String part, Object value) {
        points.settingOf(owner, part, value, value.toString());
    }

    private void collect(FlowNode.Collect collect) {
        points.setting("into", collect.into());
        points.hidden("type", collect.type(), collect.type().word());
        points.setting("secret", collect.secret());
        points.setting("min", collect.min());
        points.setting("max", collect.max());
        collect.matches()
                .ifPresent(
                        form ->
                                points.hidden(
                                        "matches",
                                        form,
                                        collect.secret()
                                                ? FlowWords.NOT_SHOWN
                                                : "`" + Told.cut(form.toString()) + "`"));
        points.expression("check", collect.check());
        points.words("confirm", collect.confirm());
        points.way("next", collect.next());
        asking(collect.asking());
    }

    private void taping(String prefix, FlowNode.Taping taping) {
        points.words(prefix + "prompt", taping.prompt());
        points.duration(prefix + "max", taping.max());
        points.duration(prefix + "silence", taping.silence());
        points.hidden(prefix + "term_keys", taping.termKeys(), Points.quoted(taping.termKeys()));
        points.setting(prefix + "beep", taping.beep());
    }

    private void ways(FlowNode.Switch choice) {
        List<String> names = new ArrayList<>();
        for (FlowNode.Way way : choice.ways()) {
            String name = points.free("way if " + Points.shown(way.condition()));
            points.way(name, way.go());
            points.settingOf(name, "condition", way.condition(), "");
            names.add(name);
        }
        points.order("ways", names);
        points.way("otherwise", choice.otherwise());
    }

    private void shares(FlowNode.Split split) {
        points.text("name", split.name());
        List<String> names = new ArrayList<>();
        for (FlowNode.Share share : split.ways()) {
            int number = names.size() + 1;
            String name =
                    points.free(
                            share.label()
                                    .map(l -> "way " + Points.quoted(l))
                                    .orElse("way " + number));
            points.way(name, share.go());
            of(name, "weight", share.weight());
            share.label().ifPresent(label -> points.settingOf(name, "label", label, ""));
            names.add(name);
        }
        points.order("ways", names);
    }

    private void http(FlowNode.Http http) {
        FlowNode.HttpRequest request = http.request();
        points.setting("method", request.method());
        points.hidden("url", request.url(), "`" + Told.cut(FlowWords.url(request.url())) + "`");
        // Headers are where passwords and tokens of services stand.
        request.headers().forEach((name, text) -> points.hidden("header " + name, text, ""));
        request.body().forEach((name, value) -> points.expression("body " + name, value));
        points.duration("timeout", http.timeout());
        points.setting("retries", http.retries());
        points.setting("into", http.into());
        http.fields().forEach((name, type) -> points.hidden("field " + name, type, type.word()));
        points.words("wait_audio", http.waitAudio());
        http.fallback()
                .ifPresent(
                        values ->
                                points.hidden(
                                        "fallback",
                                        values,
                                        "{ " + Told.cut(FlowWords.values(values)) + " }"));
        points.way("next", http.next());
    }

    private void transfer(FlowNode.Transfer transfer) {
        String to =
                switch (transfer.to()) {
                    case FlowNode.Party.Number(var number) -> Told.cut(number);
                    case FlowNode.Party.Agent(var agent) -> "agent " + agent;
                    case FlowNode.Party.Dialled(var number) -> Points.shown(number);
                };
        points.hidden("to", transfer.to(), to);
        points.hidden("mode", transfer.attended(), transfer.attended() ? "attended" : "blind");
        points.duration("timeout", transfer.timeout());
        points.words("prompt", transfer.prompt());
        points.way("on_busy", transfer.onBusy());
        points.way("on_no_answer", transfer.onNoAnswer());
        points.way("next", transfer.next());
    }

    private void survey(FlowNode.Survey survey) {
        points.hidden("name", survey.name(), Points.quoted(survey.name()));
        SequencedSet<String> names = new LinkedHashSet<>();
        for (FlowNode.SurveyQuestion question : survey.questions()) {
            String name = points.free("question " + question.id());
            String keys = String.join("", question.keys());
            points.words(name, question.prompt());
            points.settingOf(name, "keys", question.keys(), keys);
            of(name, "attempts", question.attempts());
            names.add(name);
        }
        points.order("questions", List.copyOf(names));
        survey.comment()
                .ifPresent(
                        taping -> {
                            points.hidden("comment", true, "");
                            taping("comment ", taping);
                        });
        points.words("thanks", survey.thanks());
        points.input("", survey.input());
        points.way("next", survey.next());
    }
}
