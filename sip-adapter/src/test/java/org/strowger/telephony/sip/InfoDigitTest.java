package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.text.ParseException;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfoDigitTest {
    @Test
    void aRelayedKeyIsFoundAmongItsOtherLines() {
        assertEquals(Optional.of('5'), InfoDigit.in("Signal=5\r\nDuration=160\r\n"));
        assertEquals(Optional.of('5'), InfoDigit.in("Duration=160\r\nsignal = 5\r\n"));
    }

    @ParameterizedTest
    @ValueSource(chars = {'0', '9', '*', '#', 'A', 'D'})
    void everyKeyOfATelephoneIsAKey(char key) {
        assertEquals(Optional.of(key), InfoDigit.in("Signal=" + key));
        assertEquals(Optional.of(key), InfoDigit.in(key + "\r\n"));
    }

    @ParameterizedTest
    @CsvSource({"10, *", "11, #", "a, A", "d, D"})
    void theNumbersOfTheStarAndTheHashAreKeysToo(String sent, char key) {
        assertEquals(Optional.of(key), InfoDigit.in("Signal=" + sent));
        assertEquals(Optional.of(key), InfoDigit.in(sent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "Signal=",
                "Signal=12",
                "Signal=E",
                "Signal=16",
                "Signal=!",
                "hello",
                "55",
                "Duration=5",
                "=",
                "=5",
                "Signal\u0000=5",
                "Signal=٥"
            })
    void whatIsNoKeyIsNone(String body) {
        assertEquals(Optional.empty(), InfoDigit.in(body));
    }

    @Test
    void aFloodOfLinesIsNoKey() {
        String body = "Duration=160\r\n".repeat(4_000);
        assertEquals(Optional.empty(), InfoDigit.in(body));
    }

    @ParameterizedTest
    @CsvSource({
        "application, dtmf-relay, true",
        "application, dtmf, true",
        "Application, DTMF-Relay, true",
        "application, sdp, false",
        "text, dtmf, false",
        "application, dtmf-relay-2, false"
    })
    void onlyTheTwoFormsOfKeysAreKeys(String type, String subtype, boolean isDigit)
            throws ParseException, PeerUnavailableException {
        assertEquals(
                isDigit,
                InfoDigit.isDigit(
                        SipFactory.getInstance()
                                .createHeaderFactory()
                                .createContentTypeHeader(type, subtype)));
    }

    @Test
    void theFirstKeyCounts() {
        String all =
                "0123456789"
                        .chars()
                        .mapToObj(c -> "Signal=" + (char) c)
                        .collect(Collectors.joining("\n"));
        assertEquals(Optional.of('0'), InfoDigit.in(all));
    }
}
