package org.strowger.flow.speech;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.strowger.flow.speech.Spoken.CannotSay;
import org.strowger.flow.speech.Spoken.Words;

/// Numbers, amounts of money and durations in one language.
final class Quantities {
    static final long HIGHEST = 999_999_999_999L;
    static final int HIGHEST_ORDINAL = 9_999;
    static final int MOST_HOURS = 9_999;
    private static final int DECIMALS = 6;
    private static final int COINS = 100;
    private static final String TOO_HIGH = "only numbers up to 999,999,999,999 can be said: ";

    private final NumberRules numbers;
    private final NumberRules ordinals;
    private final Word minus;
    private final Word point;
    private final Map<Currency, Noun> units = new EnumMap<>(Currency.class);
    private final Map<Currency, Noun> coins = new EnumMap<>(Currency.class);
    private final Optional<Word> beforeCoins;
    private final Noun hour;
    private final Noun minute;
    private final Noun second;
    private final Optional<Word> beforeLastPart;

    Quantities(Grammar grammar) {
        numbers = grammar.numbers("number");
        ordinals = grammar.numbers("ordinal");
        minus = grammar.word("number-minus");
        point = grammar.word("number-point");
        beforeCoins = grammar.wordIfAny("currency-and");
        beforeLastPart = grammar.wordIfAny("duration-and");
        hour = grammar.noun("hour");
        minute = grammar.noun("minute");
        second = grammar.noun("second");
        for (Currency currency : Currency.values()) {
            units.put(currency, grammar.noun(currency.unit()));
            currency.coin().ifPresent(coin -> coins.put(currency, grammar.noun(coin)));
        }
    }

    Spoken number(long n) {
        if (n < -HIGHEST || n > HIGHEST) {
            return new CannotSay(TOO_HIGH + n);
        }
        List<Word> said = new ArrayList<>();
        if (n < 0) {
            said.add(minus);
        }
        numbers.say(Math.abs(n), said);
        return new Words(said);
    }

    Spoken number(double n) {
        if (!(Math.abs(n) <= HIGHEST)) {
            return new CannotSay(TOO_HIGH + n);
        }
        BigDecimal rounded =
                BigDecimal.valueOf(n).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
        BigDecimal magnitude = rounded.abs();
        long whole = magnitude.longValue();
        List<Word> said = new ArrayList<>();
        if (rounded.signum() < 0) {
            said.add(minus);
        }
        numbers.say(whole, said);
        if (magnitude.scale() > 0) {
            said.add(point);
            sayDecimals(magnitude.subtract(BigDecimal.valueOf(whole)), said);
        }
        return new Words(said);
    }

    private void sayDecimals(BigDecimal fraction, List<Word> said) {
        long digits = fraction.unscaledValue().longValue();
        for (int place = fraction.scale() - 1; place >= 0; place--) {
            long unit = BigDecimal.ONE.movePointRight(place).longValue();
            numbers.say(digits / unit % 10, said);
        }
    }

    Spoken ordinal(long n) {
        if (n < 1 || n > HIGHEST_ORDINAL) {
            return new CannotSay("only the first to the 9,999th can be said: " + n);
        }
        List<Word> said = new ArrayList<>();
        ordinals.say(n, said);
        return new Words(said);
    }

    Spoken currency(double amount, String isoCode) {
        Optional<Currency> known = Currency.of(isoCode);
        if (known.isEmpty()) {
            return new CannotSay(
                    "the currency '" + isoCode + "' is not among " + List.of(Currency.values()));
        }
        if (!(Math.abs(amount) <= HIGHEST)) {
            return new CannotSay(TOO_HIGH + amount);
        }
        return amount(amount, known.get());
    }

    private Spoken amount(double amount, Currency currency) {
        boolean hasCoins = currency.coin().isPresent();
        BigDecimal rounded =
                BigDecimal.valueOf(amount).setScale(hasCoins ? 2 : 0, RoundingMode.HALF_UP);
        BigDecimal magnitude = rounded.abs();
        long whole = magnitude.longValue();
        long rest = magnitude.movePointRight(hasCoins ? 2 : 0).longValue() % COINS;
        List<Word> said = new ArrayList<>();
        if (rounded.signum() < 0) {
            said.add(minus);
        }
        Noun coin = coins.get(currency);
        if (coin == null || rest == 0) {
            noun(currency).say(whole, said);
            return new Words(said);
        }
        if (whole > 0) {
            noun(currency).say(whole, said);
            beforeCoins.ifPresent(said::add);
        }
        coin.say(rest, said);
        return new Words(said);
    }

    private Noun noun(Currency currency) {
        return Optional.ofNullable(units.get(currency)).orElseThrow();
    }

    Spoken duration(Duration duration) {
        if (duration.isNegative() || duration.toHours() > MOST_HOURS) {
            return new CannotSay("only durations from 0 to 9,999 hours can be said: " + duration);
        }
        long[] counts = {duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart()};
        List<Noun> nouns = List.of(hour, minute, second);
        List<Word> said = new ArrayList<>();
        int last = counts[2] > 0 ? 2 : counts[1] > 0 ? 1 : counts[0] > 0 ? 0 : 2;
        for (int i = 0; i <= last; i++) {
            if (counts[i] > 0 || (i == last && said.isEmpty())) {
                if (i == last && !said.isEmpty()) {
                    beforeLastPart.ifPresent(said::add);
                }
                nouns.get(i).say(counts[i], said);
            }
        }
        return new Words(said);
    }

    void addNumbers(SortedMap<String, Word> words) {
        words.put(minus.id(), minus);
        words.put(point.id(), point);
        words.putAll(numbers.words(HIGHEST));
    }

    void addOrdinals(SortedMap<String, Word> words) {
        words.putAll(ordinals.words(HIGHEST_ORDINAL));
    }

    void addAmounts(SortedMap<String, Word> words) {
        words.put(minus.id(), minus);
        beforeCoins.ifPresent(word -> words.put(word.id(), word));
        units.values().forEach(noun -> noun.addTo(words, HIGHEST));
        coins.values().forEach(noun -> noun.addTo(words, COINS - 1));
    }

    void addDurations(SortedMap<String, Word> words) {
        beforeLastPart.ifPresent(word -> words.put(word.id(), word));
        hour.addTo(words, MOST_HOURS);
        minute.addTo(words, 59);
        second.addTo(words, 59);
    }
}
