package org.strowger.flow.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.flow.speech.Spoken.CannotSay;
import org.strowger.flow.speech.Spoken.Words;

/// What callers hear in English, as an American and as a Briton expect it.
class EnglishTest {
    private static final SpokenLanguage ENGLISH = SpokenLanguage.of("en").orElseThrow();
    private static final SpokenLanguage BRITISH = SpokenLanguage.of("en-GB").orElseThrow();

    private static String text(Spoken spoken) {
        return Heard.text(spoken);
    }

    @Test
    void numbersKeepTheRecordingsThatThereAre() {
        assertEquals(
                List.of("number-2", "number-hundred", "number-40", "number-1"),
                ((Words) ENGLISH.number(241)).words().stream().map(Word::id).toList());
    }

    @Test
    void numbers() {
        assertEquals("one thousand two hundred thirty four", text(ENGLISH.number(1234)));
        assertEquals("one thousand two hundred and thirty four", text(BRITISH.number(1234)));
        assertEquals("one thousand and one", text(BRITISH.number(1001)));
        assertEquals("minus five", text(ENGLISH.number(-5)));
        assertEquals("three point one four", text(ENGLISH.number(3.14)));
        assertEquals("three", text(ENGLISH.number(3.0)));
        assertEquals("minus zero point zero five", text(ENGLISH.number(-0.05)));
        assertEquals("zero", text(ENGLISH.number(-0.0000001)));
    }

    @Test
    void ordinals() {
        assertEquals("twenty first", text(ENGLISH.ordinal(21)));
        assertEquals("one hundredth", text(ENGLISH.ordinal(100)));
        assertEquals("one hundred and first", text(BRITISH.ordinal(101)));
    }

    @Test
    void yearsAreSaidInPairs() {
        assertEquals(
                "March first nineteen ninety nine", text(ENGLISH.date(LocalDate.of(1999, 3, 1))));
        assertEquals(
                "the twenty fifth of December two thousand and five",
                text(BRITISH.date(LocalDate.of(2005, 12, 25))));
    }

    @Test
    void times() {
        assertEquals("two thirty p.m.", text(ENGLISH.time(LocalTime.of(14, 30))));
        assertEquals("twelve oh five a.m.", text(ENGLISH.time(LocalTime.of(0, 5))));
        assertEquals("twelve p.m.", text(ENGLISH.time(LocalTime.NOON)));
    }

    @Test
    void amounts() {
        assertEquals("twelve US dollars and fifty cents", text(ENGLISH.currency(12.5, "USD")));
        assertEquals("one British pound and one penny", text(ENGLISH.currency(1.01, "GBP")));
        assertEquals("fifty cents", text(ENGLISH.currency(0.5, "EUR")));
        assertEquals("minus two euros", text(ENGLISH.currency(-2, "EUR")));
        assertEquals("one hundred Japanese yen", text(ENGLISH.currency(99.6, "JPY")));
    }

    @Test
    void durationsLeaveOutWhatIsZero() {
        assertEquals(
                "one hour one minute one second", text(ENGLISH.duration(Duration.ofSeconds(3661))));
        assertEquals("two hours", text(ENGLISH.duration(Duration.ofHours(2))));
        assertEquals("zero seconds", text(ENGLISH.duration(Duration.ZERO)));
    }

    @Test
    void digitsKeepTheirZeros() {
        assertEquals("zero zero four nine", text(ENGLISH.digits("0049")));
        assertEquals("zero zero seven", text(ENGLISH.digits("007")));
        assertEquals(new CannotSay("'x' is not a digit"), ENGLISH.digits("12x"));
    }

    @Test
    void telephoneNumbersComeInGroups() {
        assertEquals(
                "plus four four , two zero seven , nine four six , zero nine five eight",
                text(ENGLISH.phone("+44 20 7946 0958")));
        assertInstanceOf(CannotSay.class, ENGLISH.phone("operator"));
    }

    @Test
    void spelling() {
        assertEquals("A B dash one at X dot Y", text(ENGLISH.spell("Ab-1@x.y")));
        assertInstanceOf(CannotSay.class, ENGLISH.spell("日"));
    }

    @Test
    void nothingAboveTheHighestNumber() {
        assertInstanceOf(Words.class, ENGLISH.number(999_999_999_999L));
        List.of(
                        ENGLISH.number(1_000_000_000_000L),
                        ENGLISH.number(Long.MIN_VALUE),
                        ENGLISH.number(Double.NaN),
                        ENGLISH.number(Double.POSITIVE_INFINITY),
                        ENGLISH.currency(1e13, "EUR"),
                        ENGLISH.currency(1, "XXX"),
                        ENGLISH.ordinal(0),
                        ENGLISH.duration(Duration.ofSeconds(-1)),
                        ENGLISH.date(LocalDate.of(-44, 3, 15)),
                        ENGLISH.digits(""))
                .forEach(spoken -> assertInstanceOf(CannotSay.class, spoken));
    }
}
