package org.strowger.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.flow.DigitCollector.Outcome;
import org.strowger.flow.DigitCollector.Prompted;
import org.strowger.flow.FlowNode.Handler;
import org.strowger.flow.FlowSnapshot.Listening;
import org.strowger.flow.FlowSnapshot.Stage.Asking;
import org.strowger.flow.Playing.Played;
import org.strowger.flow.expression.Value;

/// What callers are asked: menus, entries of digits, surveys.
///
/// One count of attempts serves for whatever went wrong, so that nobody is asked for ever.
final class Questions {
    private final FlowRun run;

    Questions(FlowRun run) {
        this.run = run;
    }

    void begin(FlowNode.Menu menu) {
        run.call.questionAsked();
        SortedSet<String> absent = new TreeSet<>();
        for (var entry : menu.choices().entrySet()) {
            if (entry.getValue().condition().isPresent()) {
                Optional<Value> is = run.evaluate(entry.getValue().condition().get());
                if (is.isEmpty()) {
                    return;
                }
                if (is.get() instanceof Value.Flag(boolean on) && !on) {
                    absent.add(entry.getKey());
                }
            }
        }
        ask(new Asking(0, false, 1, 0, absent, Optional.empty()), List.of());
    }

    void begin(FlowNode.Collect collect) {
        run.call.questionAsked();
        if (collect.secret() && !run.call.hidesKeys) {
            run.call.hidesKeys = true;
            run.add(new FlowAction.HideKeys(true));
        }
        ask(first(0), List.of());
    }

    void begin(FlowNode.Survey survey) {
        if (survey.questions().isEmpty()) {
            answered(survey, 0);
        } else {
            ask(first(0), List.of());
        }
    }

    private static Asking first(int question) {
        return new Asking(question, false, 1, 0, Collections.emptySortedSet(), Optional.empty());
    }

    /// Takes up the question again that was being asked when a snapshot was taken.
    void resume(Asking asking) {
        run.keys.resume(rules(), expected(asking));
    }

    /// What may be kept of keys: of a secret nothing, so that its entry begins anew; and keys typed
    /// ahead may be of one.
    FlowSnapshot.Keys shown(FlowSnapshot.Keys keys) {
        if (!run.call.book.asksSecrets()) {
            return keys;
        }
        boolean secret = run.call.hidesKeys && keys.listening() instanceof Listening.ForKeys;
        return new FlowSnapshot.Keys(
                "",
                secret ? anew((Listening.ForKeys) keys.listening()) : keys.listening(),
                keys.surplus());
    }

    private static Listening anew(Listening.ForKeys listening) {
        return new Listening.ForKeys("", listening.until());
    }

    void keyPressed(Asking asking, char key) {
        boolean heardPrompt = run.keys.hearsPrompt();
        Outcome outcome = run.keys.keyPressed(run.call.now, key);
        if (heardPrompt && !run.keys.hearsPrompt()) {
            run.playing.stop();
        }
        settle(asking, outcome);
    }

    void promptEnded(Asking asking) {
        settle(asking, run.keys.promptEnded(run.call.now));
    }

    void timePassed(Asking asking) {
        settle(asking, run.keys.timePassed(run.call.now));
    }

    /// @param before what is said before the question, about the attempt that failed
    private void ask(Asking asking, List<Prompt> before) {
        run.to(asking);
        List<Prompt> prompts = new ArrayList<>(before);
        prompts.addAll(prompt(asking));
        InputRules rules = rules();
        Outcome outcome = run.keys.ask(run.call.now, rules, expected(asking), prompted(prompts));
        if (run.keys.hearsPrompt()) {
            Played played = run.playing.play(prompts, rules.bargeIn());
            outcome =
                    switch (played) {
                        case PLAYS -> outcome;
                        case NOTHING -> run.keys.promptEnded(run.call.now);
                        case FAILED -> {
                            run.keys.stopListening();
                            yield outcome;
                        }
                    };
        }
        settle(asking, outcome);
    }

    private static Prompted prompted(List<Prompt> prompts) {
        if (prompts.isEmpty()) {
            return Prompted.NOTHING;
        }
        return FlowRun.beginsWhole(prompts) ? Prompted.WHOLE : Prompted.MAY_BE_CUT;
    }

    private void settle(Asking asking, Outcome outcome) {
        switch (outcome) {
            case Outcome.Undecided() -> {}
            case Outcome.Match(String pressed) -> matched(asking, pressed);
            case Outcome.NoMatch() -> failed(asking, true);
            case Outcome.NoInput() -> failed(asking, false);
        }
    }

    private List<Prompt> prompt(Asking asking) {
        return switch (run.call.node()) {
            case FlowNode.Menu menu -> menu.asking().promptFor(asking.failures() + 1);
            case FlowNode.Collect collect when asking.confirming() -> collect.confirm();
            case FlowNode.Collect collect -> collect.asking().promptFor(asking.failures() + 1);
            case FlowNode.Survey survey -> survey.questions().get(asking.question()).prompt();
            case FlowNode other -> throw noQuestion(other);
        };
    }

    private InputRules rules() {
        return switch (run.call.node()) {
            case FlowNode.Menu menu -> menu.asking().input();
            case FlowNode.Collect collect -> collect.asking().input();
            case FlowNode.Survey survey -> survey.input();
            case FlowNode other -> throw noQuestion(other);
        };
    }

    private Expected expected(Asking asking) {
        return switch (run.call.node()) {
            case FlowNode.Menu menu -> expected(menu, asking);
            case FlowNode.Collect _ when asking.confirming() -> only(Entry.YES_AND_NO);
            case FlowNode.Collect collect -> Entry.expected(collect);
            case FlowNode.Survey survey ->
                    only(new TreeSet<>(survey.questions().get(asking.question()).keys()));
            case FlowNode other -> throw noQuestion(other);
        };
    }

    private static Expected only(NavigableSet<String> choices) {
        return new Expected.Choices(choices, Optional.empty());
    }

    /// The menu's own choices win over the flow's global keys.
    private Expected expected(FlowNode.Menu menu, Asking asking) {
        boolean asWritten = asking.absent().isEmpty() && run.call.flow().globalKeys().isEmpty();
        NavigableSet<String> choices = menu.choices().navigableKeySet();
        if (!asWritten) {
            choices = new TreeSet<>(choices);
            choices.removeAll(asking.absent());
            for (char key : run.call.flow().globalKeys().keySet()) {
                choices.add(String.valueOf(key));
            }
        }
        return new Expected.Choices(choices, menu.extensions());
    }

    private static IllegalStateException noQuestion(FlowNode node) {
        return new IllegalStateException("node " + node.id() + " asks nothing");
    }

    private void matched(Asking asking, String pressed) {
        switch (run.call.node()) {
            case FlowNode.Menu menu -> chosen(menu, asking, pressed);
            case FlowNode.Collect collect when asking.confirming() ->
                    confirmed(collect, asking, pressed);
            case FlowNode.Collect collect -> entered(collect, asking, pressed);
            case FlowNode.Survey survey -> {
                var question = survey.questions().get(asking.question());
                run.report(
                        new FlowEvent.SurveyAnswered(
                                run.call.flow().id(),
                                survey.id(),
                                survey.name(),
                                question.id(),
                                pressed));
                answered(survey, asking.question() + 1);
            }
            case FlowNode other -> throw noQuestion(other);
        }
    }

    private void chosen(FlowNode.Menu menu, Asking asking, String pressed) {
        FlowNode.Choice choice = menu.choices().get(pressed);
        if (choice != null && !asking.absent().contains(pressed)) {
            if (run.assign(choice.set())) {
                leaveOrRepeat(menu.asking(), asking, pressed, choice.go());
            }
            return;
        }
        Target global =
                pressed.length() == 1 ? run.call.flow().globalKeys().get(pressed.charAt(0)) : null;
        if (global != null) {
            leaveOrRepeat(menu.asking(), asking, "global " + pressed, global);
            return;
        }
        FlowNode.Extensions extensions = menu.extensions().orElseThrow();
        run.call.set(extensions.into(), new Value.Text(pressed));
        leaveOrRepeat(menu.asking(), asking, "extensions", extensions.go());
    }

    private void leaveOrRepeat(
            FlowNode.Asking question, Asking asking, String label, Target target) {
        if (!asksAgain(target)) {
            run.go(label, target);
        } else if (asking.asked() < question.input().attempts()) {
            ask(again(asking, asking.failures(), false), List.of());
        } else {
            run.go("give_up", question.giveUp());
        }
    }

    /// `back` from the first question is `repeat`.
    private boolean asksAgain(Target target) {
        return switch (target) {
            case Target.Repeat() -> true;
            case Target.Back() -> !run.call.hasQuestionBefore();
            case Target.To _, Target.HangUp _ -> false;
        };
    }

    private static Asking again(Asking asking, int failures, boolean confirming) {
        return new Asking(
                asking.question(),
                confirming,
                asking.asked() + 1,
                failures,
                asking.absent(),
                confirming ? asking.before() : Optional.empty());
    }

    private void entered(FlowNode.Collect collect, Asking asking, String pressed) {
        Optional<Value> value =
                Entry.value(collect, pressed)
                        .filter(_ -> collect.matches().map(m -> m.matches(pressed)).orElse(true));
        if (value.isEmpty()) {
            failed(asking, true);
            return;
        }
        Optional<Value> before = run.call.value(collect.into());
        run.call.set(collect.into(), value.get());
        if (collect.check().isPresent()) {
            Optional<Value> is = run.evaluate(collect.check().get());
            if (is.isEmpty()) {
                return;
            }
            if (is.get() instanceof Value.Flag(boolean right) && !right) {
                run.call.restore(collect.into(), before);
                failed(asking, true);
                return;
            }
        }
        if (collect.confirm().isEmpty()) {
            run.go("next", collect.next());
        } else {
            ask(confirming(asking, before), List.of());
        }
    }

    private static Asking confirming(Asking asking, Optional<Value> before) {
        return new Asking(0, true, asking.asked(), asking.failures(), asking.absent(), before);
    }

    private void confirmed(FlowNode.Collect collect, Asking asking, String pressed) {
        if (pressed.equals(Entry.YES)) {
            run.go("next", collect.next());
        } else {
            run.call.restore(collect.into(), asking.before());
            askAgainOrGiveUp(collect.asking(), asking, asking.failures(), List.of());
        }
    }

    private void failed(Asking asking, boolean keysPressed) {
        switch (run.call.node()) {
            case FlowNode.Menu menu -> failed(menu.asking(), asking, keysPressed);
            case FlowNode.Collect collect when asking.confirming() -> confirmAgain(collect, asking);
            case FlowNode.Collect collect -> failed(collect.asking(), asking, keysPressed);
            case FlowNode.Survey survey -> {
                int attempts = survey.questions().get(asking.question()).attempts();
                if (asking.asked() < attempts) {
                    ask(again(asking, asking.failures() + 1, false), List.of());
                } else {
                    answered(survey, asking.question() + 1);
                }
            }
            case FlowNode other -> throw noQuestion(other);
        }
    }

    private void failed(FlowNode.Asking question, Asking asking, boolean keysPressed) {
        Handler handler = keysPressed ? question.noMatch() : question.noInput();
        if (asksAgain(handler.go())) {
            askAgainOrGiveUp(question, asking, asking.failures() + 1, handler.say());
        } else {
            run.leave(handler.say(), keysPressed ? "no_match" : "no_input", handler.go());
        }
    }

    private void askAgainOrGiveUp(
            FlowNode.Asking question, Asking asking, int failures, List<Prompt> before) {
        if (asking.asked() < question.input().attempts()) {
            ask(again(asking, failures, false), before);
        } else {
            run.leave(before, "give_up", question.giveUp());
        }
    }

    private void confirmAgain(FlowNode.Collect collect, Asking asking) {
        if (asking.asked() < collect.asking().input().attempts()) {
            ask(again(asking, asking.failures(), true), List.of());
        } else {
            run.call.restore(collect.into(), asking.before());
            run.go("give_up", collect.asking().giveUp());
        }
    }

    /// Goes on in a survey, after a question that was answered or passed over.
    private void answered(FlowNode.Survey survey, int next) {
        if (next < survey.questions().size()) {
            ask(first(next), List.of());
        } else if (survey.comment().isPresent()) {
            run.tape(survey.comment().get());
        } else {
            run.leave(survey.thanks(), "next", survey.next());
        }
    }
}
