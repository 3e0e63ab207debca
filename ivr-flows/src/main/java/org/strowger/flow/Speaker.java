package org.strowger.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.flow.Passage.Part;
import org.strowger.flow.Prompt.Plural;
import org.strowger.flow.Prompt.SayAs;
import org.strowger.flow.expression.Evaluated;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.Value;
import org.strowger.flow.speech.PluralClass;
import org.strowger.flow.speech.Spoken;
import org.strowger.flow.speech.SpokenLanguage;
import org.strowger.flow.speech.Word;

/// Makes sounds of a prompt: for this call, in its language, with its values.
final class Speaker {
    private final CallState call;
    private final String language;
    private final List<Part> parts = new ArrayList<>();
    private List<Utterance> current = new ArrayList<>();
    private boolean mayBeCut = true;
    private Optional<String> failure = Optional.empty();

    private Speaker(CallState call) {
        this.call = call;
        this.language = call.language;
    }

    /// A language in which no values can be said says them as the flow's own, or as English, does;
    /// a check warns of it.
    private SpokenLanguage spoken() {
        return SpokenLanguage.of(language)
                .or(() -> SpokenLanguage.of(call.flow().language()))
                .or(() -> SpokenLanguage.of("en"))
                .orElseThrow();
    }

    /// What came of it.
    ///
    /// @param failure why something in it could not be said
    record Made(List<Part> parts, Optional<String> failure) {
        Made {
            parts = List.copyOf(parts);
        }
    }

    static Made make(CallState call, List<Prompt> prompts) {
        if (prompts.isEmpty()) {
            return new Made(List.of(), Optional.empty());
        }
        Speaker speaker = new Speaker(call);
        speaker.add(prompts);
        speaker.endPart();
        return new Made(speaker.parts, speaker.failure);
    }

    private void add(List<Prompt> prompts) {
        for (Prompt prompt : prompts) {
            switch (prompt) {
                case Prompt.Recorded(var id) -> current.add(new Utterance.Recording(language, id));
                case Prompt.Text text -> addText(text);
                case Prompt.Silence(var lasts) -> current.add(new Utterance.Silence(lasts));
                case SayAs sayAs -> addValue(sayAs);
                case Plural plural -> addPlural(plural);
                case Prompt.Uninterrupted(var whole) -> addWhole(whole);
            }
        }
    }

    private void addWhole(List<Prompt> whole) {
        boolean outside = mayBeCut;
        endPart();
        mayBeCut = false;
        add(whole);
        endPart();
        mayBeCut = outside;
    }

    private void endPart() {
        if (!current.isEmpty()) {
            parts.add(new Part(mayBeCut, current));
            current = new ArrayList<>();
        }
    }

    private void addText(Prompt.Text text) {
        List<String> languages = List.copyOf(text.texts().keySet());
        String itsLanguage = Languages.nearest(language, languages).orElse(call.flow().language());
        String words = text.texts().get(itsLanguage);
        if (words == null) {
            fail("a text has no words in " + itsLanguage);
        } else {
            current.add(new Utterance.Speech(itsLanguage, words, text.ssml()));
        }
    }

    private void addPlural(Plural plural) {
        if (evaluate(plural.count()).orElse(null) instanceof Value.Whole(long count)) {
            PluralClass form = spoken().plural(count);
            List<Prompt> said = plural.forms().get(form);
            add(said != null ? said : plural.forms().getOrDefault(PluralClass.OTHER, List.of()));
        }
    }

    private void addValue(SayAs sayAs) {
        Optional<Value> currency = sayAs.currency().flatMap(this::evaluate);
        evaluate(sayAs.value())
                .ifPresent(
                        value -> {
                            switch (say(sayAs, value, currency)) {
                                case Spoken.Words(var words) -> words.forEach(this::add);
                                case Spoken.CannotSay(var reason) -> fail(reason);
                            }
                        });
    }

    private void add(Word word) {
        current.add(new Utterance.Spoken(language, word));
    }

    private Spoken say(SayAs as, Value value, Optional<Value> currency) {
        return switch (value) {
            case Value.Text(var text) -> sayText(as, text);
            case Value.Whole(var number) -> sayWhole(as, number, currency);
            case Value.Decimal(var number) -> sayDecimal(as, number, currency);
            case Value.Moment(var instant) -> sayMoment(as, instant);
            case Value.Span(var duration) -> spoken().duration(duration);
            case Value.Flag _, Value.Words _ -> cannot(as);
            case Value.Secret _ -> new Spoken.CannotSay("a secret is not said aloud");
        };
    }

    private Spoken sayText(SayAs as, String text) {
        return switch (as.kind()) {
            case DIGITS -> spoken().digits(text);
            case PHONE -> spoken().phone(text);
            case SPELL -> spoken().spell(text);
            case NUMBER, ORDINAL, CURRENCY, DATE, TIME, DURATION -> cannot(as);
        };
    }

    private Spoken sayWhole(SayAs as, long number, Optional<Value> currency) {
        return switch (as.kind()) {
            case NUMBER -> spoken().number(number);
            case ORDINAL -> spoken().ordinal(number);
            case CURRENCY -> sayDecimal(as, (double) number, currency);
            case DIGITS, PHONE, SPELL, DATE, TIME, DURATION -> cannot(as);
        };
    }

    private Spoken sayDecimal(SayAs as, double number, Optional<Value> currency) {
        return switch (as.kind()) {
            case NUMBER -> spoken().number(number);
            case CURRENCY ->
                    currency.orElse(null) instanceof Value.Text(var code)
                            ? spoken().currency(number, code)
                            : cannot(as);
            case DIGITS, ORDINAL, PHONE, SPELL, DATE, TIME, DURATION -> cannot(as);
        };
    }

    private Spoken sayMoment(SayAs as, Instant instant) {
        ZoneId zone = call.flow().zone();
        return switch (as.kind()) {
            case DATE -> spoken().date(instant.atZone(zone).toLocalDate());
            case TIME -> spoken().time(instant.atZone(zone).toLocalTime());
            case DIGITS, NUMBER, ORDINAL, CURRENCY, DURATION, PHONE, SPELL -> cannot(as);
        };
    }

    private static Spoken cannot(SayAs as) {
        return new Spoken.CannotSay(as.value() + " cannot be said as " + as.kind());
    }

    private Optional<Value> evaluate(Expression expression) {
        return switch (expression.evaluate(call)) {
            case Evaluated.Known(var value) -> Optional.of(value);
            case Evaluated.Failed(var reason) -> {
                fail(reason);
                yield Optional.empty();
            }
        };
    }

    private void fail(String reason) {
        failure = failure.or(() -> Optional.of(reason));
    }

    /// How a caller is told the place in line, around the recordings that every centre has.
    static List<Utterance> place(CallState call, int place) {
        Speaker speaker = new Speaker(call);
        speaker.addAround(
                LineWords.BEFORE_PLACE,
                speaker.spoken().number(place),
                Optional.of(LineWords.AFTER_PLACE));
        return speaker.current;
    }

    /// How a caller is told the wait, in whole minutes.
    static List<Utterance> wait(CallState call, Duration wait) {
        Speaker speaker = new Speaker(call);
        speaker.addAround(
                LineWords.BEFORE_WAIT,
                speaker.spoken().duration(LineWords.rounded(wait)),
                Optional.empty());
        return speaker.current;
    }

    /// Nothing is said around words that there are not.
    private void addAround(Prompt.Recorded before, Spoken value, Optional<Prompt.Recorded> after) {
        if (value instanceof Spoken.Words(var words)) {
            add(List.of(before));
            words.forEach(this::add);
            after.ifPresent(recording -> add(List.of(recording)));
        }
    }
}
