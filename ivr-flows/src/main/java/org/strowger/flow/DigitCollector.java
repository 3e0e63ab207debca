package org.strowger.flow;

import java.time.Instant;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import org.strowger.flow.FlowSnapshot.Listening;
import org.strowger.flow.FlowSnapshot.Listening.DuringPrompt;
import org.strowger.flow.FlowSnapshot.Listening.ForKeys;
import org.strowger.flow.FlowSnapshot.Listening.NotListening;
import org.strowger.flow.InputRules.TypeAhead;

/// Turns keys and silence into choices, by the rules of VoiceXML 2.0 appendix D.
///
/// A choice is made at the key press that leaves no other one possible; only where a longer choice
/// could follow does it wait for the next key. Keys that nobody has asked for yet are kept, 30 at
/// most, for the next question.
final class DigitCollector {
    static final int MOST_TYPED_AHEAD = 30;

    private final StringBuilder typedAhead;
    private Listening listening;
    private InputRules rules = InputRules.DEFAULT;
    private NavigableSet<String> choices = Collections.emptyNavigableSet();

    DigitCollector() {
        this("", new NotListening());
    }

    private DigitCollector(String typedAhead, Listening listening) {
        this.typedAhead = new StringBuilder(typedAhead);
        this.listening = listening;
    }

    static DigitCollector restore(String typedAhead, Listening listening) {
        return new DigitCollector(typedAhead, listening);
    }

    /// What has become of a question.
    sealed interface Outcome {
        record Undecided() implements Outcome {}

        record Match(String keys) implements Outcome {}

        record NoMatch(String keys) implements Outcome {}

        record NoInput() implements Outcome {}
    }

    String typedAhead() {
        return typedAhead.toString();
    }

    Listening listening() {
        return listening;
    }

    Optional<Instant> deadline() {
        return listening instanceof ForKeys(_, Instant until)
                ? Optional.of(until)
                : Optional.empty();
    }

    /// Whether the question's prompt is to play, or plays.
    boolean hearsPrompt() {
        return listening instanceof DuringPrompt;
    }

    void forgetKeys() {
        typedAhead.setLength(0);
    }

    /// Takes up the question again that was being asked when the listening was saved.
    void resume(InputRules rules, NavigableSet<String> choices) {
        this.rules = rules;
        this.choices = choices;
    }

    /// Begins a question. Where keys may cut the prompt short, one typed ahead keeps it from
    /// playing.
    Outcome ask(Instant at, InputRules rules, NavigableSet<String> choices, boolean hasPrompt) {
        resume(rules, choices);
        if (rules.typeAhead() == TypeAhead.FLUSH) {
            forgetKeys();
        }
        if (hasPrompt && (typedAhead.isEmpty() || !rules.bargeIn())) {
            listening = new DuringPrompt();
            return new Outcome.Undecided();
        }
        return listen(at);
    }

    Outcome promptEnded(Instant at) {
        return hearsPrompt() ? listen(at) : new Outcome.Undecided();
    }

    Outcome keyPressed(Instant at, char key) {
        return switch (listening) {
            case NotListening() -> {
                keep(key);
                yield new Outcome.Undecided();
            }
            case DuringPrompt() -> keyDuringPrompt(at, key);
            case ForKeys(String entered, _) -> take(at, entered + key);
        };
    }

    /// A key pressed at the very moment of the deadline is too late: ask this before the key.
    Outcome timePassed(Instant at) {
        return switch (listening) {
            case ForKeys(String entered, Instant until) when !at.isBefore(until) -> expire(entered);
            case ForKeys _, NotListening _, DuringPrompt _ -> new Outcome.Undecided();
        };
    }

    private Outcome keyDuringPrompt(Instant at, char key) {
        if (rules.bargeIn()) {
            return take(at, String.valueOf(key));
        }
        if (rules.typeAhead() == TypeAhead.KEEP) {
            keep(key);
        }
        return new Outcome.Undecided();
    }

    private void keep(char key) {
        if (typedAhead.length() < MOST_TYPED_AHEAD) {
            typedAhead.append(key);
        }
    }

    private Outcome listen(Instant at) {
        listening = new ForKeys("", at.plus(rules.firstDigit()));
        Outcome outcome = new Outcome.Undecided();
        while (!typedAhead.isEmpty() && listening instanceof ForKeys(String entered, _)) {
            char key = typedAhead.charAt(0);
            typedAhead.deleteCharAt(0);
            outcome = take(at, entered + key);
        }
        return outcome;
    }

    private Outcome take(Instant at, String entered) {
        if (!choices.contains(entered) && !canGrow(entered)) {
            return noMatch(entered);
        }
        if (!canGrow(entered)) {
            return match(entered);
        }
        listening = new ForKeys(entered, at.plus(rules.interDigit()));
        return new Outcome.Undecided();
    }

    private Outcome expire(String entered) {
        if (entered.isEmpty()) {
            listening = new NotListening();
            return new Outcome.NoInput();
        }
        return choices.contains(entered) ? match(entered) : noMatch(entered);
    }

    private Outcome match(String entered) {
        listening = new NotListening();
        return new Outcome.Match(entered);
    }

    /// What was typed after a wrong key was meant for a question that will not come.
    private Outcome noMatch(String entered) {
        listening = new NotListening();
        forgetKeys();
        return new Outcome.NoMatch(entered);
    }

    /// Whether a choice begins with the keys and goes on: in the choices' order it would come next.
    private boolean canGrow(String entered) {
        String next = choices.higher(entered);
        return next != null && next.startsWith(entered);
    }
}
