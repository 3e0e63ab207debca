package org.strowger.flow;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import org.strowger.flow.FlowSnapshot.Listening;
import org.strowger.flow.FlowSnapshot.Listening.DuringPrompt;
import org.strowger.flow.FlowSnapshot.Listening.ForKeys;
import org.strowger.flow.FlowSnapshot.Listening.NotListening;
import org.strowger.flow.FlowSnapshot.Surplus;
import org.strowger.flow.InputRules.TypeAhead;

/// Turns keys and silence into answers, by the rules of VoiceXML 2.0 appendix D.
///
/// An answer is made at the key press that leaves no other one possible; only where a longer answer
/// could follow does it wait for the next key. Keys that nobody has asked for yet are kept, 30 at
/// most, for the next question.
final class DigitCollector {
    static final int MOST_TYPED_AHEAD = 30;

    private final StringBuilder typedAhead;
    private Listening listening;
    private Optional<Surplus> surplus;
    private InputRules rules = InputRules.DEFAULT;
    private Expected expected =
            new Expected.Choices(Collections.emptyNavigableSet(), Optional.empty());

    private DigitCollector(FlowSnapshot.Keys keys) {
        this.typedAhead = new StringBuilder(keys.typedAhead());
        this.listening = keys.listening();
        this.surplus = keys.surplus();
    }

    DigitCollector() {
        this(FlowSnapshot.Keys.NONE);
    }

    static DigitCollector restore(FlowSnapshot.Keys keys) {
        return new DigitCollector(keys);
    }

    FlowSnapshot.Keys snapshot() {
        return new FlowSnapshot.Keys(typedAhead(), listening, surplus);
    }

    /// What has become of a question.
    sealed interface Outcome {
        record Undecided() implements Outcome {}

        record Match(String keys) implements Outcome {}

        record NoMatch() implements Outcome {}

        record NoInput() implements Outcome {}

        Outcome UNDECIDED = new Undecided();
    }

    /// What of a question's prompt plays first.
    enum Prompted {
        NOTHING,
        MAY_BE_CUT,
        WHOLE
    }

    String typedAhead() {
        return typedAhead.toString();
    }

    boolean hasTypedAhead() {
        return !typedAhead.isEmpty();
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

    /// The question is asked no more: keys are for the next one.
    void stopListening() {
        listening = new NotListening();
    }

    /// Takes up the question again that was being asked when the listening was saved.
    void resume(InputRules itsRules, Expected itsAnswers) {
        rules = itsRules;
        expected = itsAnswers;
    }

    /// Begins a question. Where keys may cut the prompt short, one typed ahead keeps it from
    /// playing.
    Outcome ask(Instant at, InputRules itsRules, Expected itsAnswers, Prompted prompted) {
        resume(itsRules, itsAnswers);
        boolean whole = !rules.bargeIn() || prompted == Prompted.WHOLE;
        if (rules.typeAhead() == TypeAhead.FLUSH || whole) {
            forgetKeys();
        }
        if (prompted != Prompted.NOTHING && typedAhead.isEmpty()) {
            listening = new DuringPrompt(!whole);
            return Outcome.UNDECIDED;
        }
        return listen(at);
    }

    /// Another part of the prompt begins.
    void nextPart(boolean mayBeCut) {
        listening = new DuringPrompt(rules.bargeIn() && mayBeCut);
    }

    Outcome promptEnded(Instant at) {
        return hearsPrompt() ? listen(at) : Outcome.UNDECIDED;
    }

    Outcome keyPressed(Instant at, char key) {
        if (isSurplus(at, key)) {
            return Outcome.UNDECIDED;
        }
        return switch (listening) {
            case NotListening() -> {
                keep(key);
                yield Outcome.UNDECIDED;
            }
            case DuringPrompt(boolean mayBeCut) -> mayBeCut ? take(at, "", key) : Outcome.UNDECIDED;
            case ForKeys(String entered, _) -> take(at, entered, key);
        };
    }

    /// `12345#` where five keys were enough: the `#` belongs to the entry, not to what comes next,
    /// unless the next question has a use for it.
    private boolean isSurplus(Instant at, char key) {
        boolean is = surplus.filter(s -> s.key() == key && at.isBefore(s.until())).isPresent();
        surplus = Optional.empty();
        return is && (listening instanceof NotListening || !expected.uses(String.valueOf(key)));
    }

    /// A key pressed at the very moment of the deadline is too late: ask this before the key.
    Outcome timePassed(Instant at) {
        return switch (listening) {
            case ForKeys(String entered, Instant until) when !at.isBefore(until) -> expire(entered);
            case ForKeys _, NotListening _, DuringPrompt _ -> Outcome.UNDECIDED;
        };
    }

    private void keep(char key) {
        if (typedAhead.length() < MOST_TYPED_AHEAD) {
            typedAhead.append(key);
        }
    }

    private Outcome listen(Instant at) {
        listening = new ForKeys("", at.plus(rules.firstDigit()));
        Outcome outcome = Outcome.UNDECIDED;
        while (!typedAhead.isEmpty() && listening instanceof ForKeys(String entered, _)) {
            char key = typedAhead.charAt(0);
            typedAhead.deleteCharAt(0);
            // Typed ahead, it was pressed in time.
            boolean skip =
                    surplus.filter(s -> s.key() == key).isPresent()
                            && !expected.uses(String.valueOf(key));
            surplus = Optional.empty();
            outcome = skip ? outcome : take(at, entered, key);
        }
        return outcome;
    }

    private Outcome take(Instant at, String before, char key) {
        String entered = before + key;
        if (!expected.uses(entered)) {
            return takeUnused(at, before, key);
        }
        boolean complete = expected.accepts(entered);
        if (!complete || expected.canGrow(entered)) {
            listening = new ForKeys(entered, at.plus(rules.interDigit()));
            return Outcome.UNDECIDED;
        }
        if (rules.termKey().isPresent() && rules.termWait().isPositive()) {
            listening = new ForKeys(entered, at.plus(rules.termWait()));
            return Outcome.UNDECIDED;
        }
        if (expected instanceof Expected.Digits) {
            surplus = rules.termKey().map(k -> new Surplus(k, at.plus(rules.interDigit())));
        }
        return match(entered);
    }

    private Outcome takeUnused(Instant at, String before, char key) {
        if (rules.clearKey().filter(clear -> clear == key).isPresent()) {
            listening = new ForKeys("", at.plus(rules.firstDigit()));
            return Outcome.UNDECIDED;
        }
        boolean ends = rules.termKey().filter(term -> term == key).isPresent();
        return ends && !before.isEmpty() && expected.accepts(before) ? match(before) : noMatch();
    }

    private Outcome expire(String entered) {
        if (entered.isEmpty()) {
            listening = new NotListening();
            return new Outcome.NoInput();
        }
        return expected.accepts(entered) ? match(entered) : noMatch();
    }

    private Outcome match(String entered) {
        listening = new NotListening();
        return new Outcome.Match(entered);
    }

    /// What was typed after a wrong key was meant for a question that will not come.
    private Outcome noMatch() {
        listening = new NotListening();
        forgetKeys();
        return new Outcome.NoMatch();
    }
}
