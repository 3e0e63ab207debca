package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.strowger.flow.exchange.ConnectAction.Condition;

/// Amazon Connect's `GetParticipantInput`: a menu of single keys, or digits to be stored.
final class ConnectInput {
    private static final String SILENCE = "InputTimeLimitExceeded";
    private static final String WRONG = "NoMatchingCondition";
    private static final String FAILURE = "NoMatchingError";
    private static final long ASKED_AGAIN = 3;
    private static final long PHONE_NUMBER = 15;

    private final FlowDraft flow;
    private final ConnectWords words;
    private final BiFunction<ConnectAction, DraftNode, List<Yaml>> prompts;
    private final Function<Optional<String>, String> targets;
    private final Function<Optional<String>, Optional<ConnectAction>> loops;

    ConnectInput(
            FlowDraft flow,
            ConnectWords words,
            BiFunction<ConnectAction, DraftNode, List<Yaml>> prompts,
            Function<Optional<String>, String> targets,
            Function<Optional<String>, Optional<ConnectAction>> loops) {
        this.flow = flow;
        this.words = words;
        this.prompts = prompts;
        this.targets = targets;
        this.loops = loops;
    }

    boolean write(ConnectAction action, DraftNode node) {
        if (action.parameter("StoreInput").filter("true"::equalsIgnoreCase).isPresent()) {
            collect(action, node);
        } else {
            menu(action, node);
        }
        String failed = targets.apply(action.error(FAILURE));
        if (!failed.equals(FlowDraft.END) && !failed.equals(node.id())) {
            node.with("on_error", Yaml.way(failed));
        }
        return true;
    }

    private void menu(ConnectAction action, DraftNode node) {
        MenuDraft menu = new MenuDraft(flow, node);
        menu.prompt(1, prompts.apply(action, node));
        for (Condition condition : action.conditions()) {
            if (condition.operator().equals("Equals")) {
                String go = targets.apply(condition.next());
                condition
                        .operands()
                        .forEach(
                                k -> menu.choice(k, Optional.empty(), go, condition.source().at()));
            }
        }
        Optional<String> silence =
                action.error(SILENCE).or(() -> action.error(WRONG)).or(action::next);
        Optional<String> wrong = action.error(WRONG).or(() -> silence);
        Optional<ConnectAction> loop = asksAgain(silence, node).or(() -> asksAgain(wrong, node));
        if (loop.isPresent()) {
            askedByLoop(menu, loop.get(), silence, wrong, node);
        } else {
            menu.otherwiseAskedWithoutEnd(
                    targets.apply(silence), targets.apply(wrong), ASKED_AGAIN, node.at());
        }
        menu.firstDigit(seconds(action, "InputTimeLimitSeconds"), node.at());
        SourceValue keys = action.parameters().field("DTMFConfiguration");
        keys(keys, node).ifPresent(menu::termKey);
        menu.interDigit(interDigit(keys), node.at());
        menu.done();
    }

    /// A loop that leads back to the menu is its number of attempts.
    private Optional<ConnectAction> asksAgain(Optional<String> way, DraftNode node) {
        return loops.apply(way)
                .filter(l -> targets.apply(l.when("ContinueLooping")).equals(node.id()))
                .filter(
                        l ->
                                l.parameter("LoopCount")
                                        .filter(c -> c.matches("[0-9]{1,3}"))
                                        .isPresent());
    }

    private void askedByLoop(
            MenuDraft menu,
            ConnectAction loop,
            Optional<String> silence,
            Optional<String> wrong,
            DraftNode node) {
        String self = targets.apply(Optional.of(loop.id()));
        String onSilence = targets.apply(silence);
        String onWrong = targets.apply(wrong);
        long count = Long.parseLong(loop.parameter("LoopCount").orElseThrow());
        menu.otherwise(
                onSilence.equals(self) ? node.id() : onSilence,
                onWrong.equals(self) ? node.id() : onWrong,
                count + 1,
                node.at());
        menu.giveUp(targets.apply(loop.when("DoneLooping")));
        flow.expend(self);
        String what =
                "loop " + count + " times and the first asking are " + (count + 1) + " attempts";
        flow.notes().add(loop.source().at(), node, what);
    }

    private void collect(ConnectAction action, DraftNode node) {
        SourceValue parameters = action.parameters();
        SourceValue encryption = parameters.field("InputEncryption");
        boolean secret = encryption.isMap();
        if (secret) {
            String what = "'InputEncryption' with all in it: the digits are secret here";
            flow.notes().add(encryption.useAll().keyAt(), node, what);
        }
        SourceValue keys = parameters.field("DTMFConfiguration");
        Yaml.Fields input = Yaml.fields();
        seconds(action, "InputTimeLimitSeconds")
                .ifPresent(m -> input.with("first_digit", flow.time(m, 100, 60_000, node.at())));
        interDigit(keys)
                .ifPresent(m -> input.with("inter_digit", flow.time(m, 100, 60_000, node.at())));
        input.with("attempts", Yaml.number(1));
        keys(keys, node).ifPresent(key -> input.with("term_key", Yaml.text(key)));
        Yaml.Fields collect =
                Yaml.fields()
                        .with("into", Yaml.word(words.storedInput(secret)))
                        .with("prompt", Speech.of(prompts.apply(action, node)))
                        .with("min", Yaml.number(1))
                        .with(
                                "max",
                                Yaml.number(longest(parameters.field("InputValidation"), node)));
        if (secret) {
            collect.with("secret", Yaml.word("true"));
        }
        String next = targets.apply(action.next());
        Optional<String> silence = action.error(SILENCE).or(action::next);
        collect.with("give_up", Yaml.way(targets.apply(silence))).with("input", input);
        node.with("collect", collect).with("next", Yaml.pacedWay(next));
    }

    private long longest(SourceValue validation, DraftNode node) {
        SourceValue phone = validation.field("PhoneNumberValidation");
        if (phone.isMap()) {
            String what = "'PhoneNumberValidation' with all in it: 15 digits at most here";
            flow.notes().add(phone.useAll().keyAt(), node, what);
            return PHONE_NUMBER;
        }
        SourceValue length = validation.field("CustomValidation").field("MaximumLength");
        Optional<String> written = length.text();
        if (written.isEmpty()) {
            return 20;
        }
        boolean known = written.get().matches("[1-9]|[1-5][0-9]|6[0-4]");
        if (!known) {
            String what =
                    "MaximumLength " + quoted(written.get()) + " is not from 1 to 64: 20 here";
            flow.notes().add(length.at(), node, what);
        }
        return known ? Long.parseLong(written.get()) : 20;
    }

    private Optional<String> keys(SourceValue configuration, DraftNode node) {
        configuration
                .text("DisableCancelKey")
                .ifPresent(
                        disabled -> {
                            if (!disabled.equalsIgnoreCase("true")) {
                                String what = "the star cancels an entry there; here it is a key";
                                flow.notes().add(configuration.at(), node, what);
                            }
                        });
        SourceValue ending = configuration.field("InputTerminationSequence");
        Optional<String> written = ending.text().or(() -> configuration.text("FinishOnKey"));
        if (written.isPresent() && !written.get().matches("[0-9*#]")) {
            String what = "an entry ends with one key here, not with " + quoted(written.get());
            flow.notes().add(ending.at(), node, what);
            return Optional.empty();
        }
        return written.filter(key -> !key.equals("#"));
    }

    private static OptionalLong interDigit(SourceValue configuration) {
        OptionalLong given = configuration.field("InterdigitTimeLimitSeconds").millis("s");
        return given.isPresent()
                ? given
                : configuration.field("InactivityTimeLimitSeconds").millis("s");
    }

    private static OptionalLong seconds(ConnectAction action, String key) {
        return action.parameters().field(key).millis("s");
    }
}
