package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept of the SIP stack's own messages.
class StackLogTest {
    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r"})
    void ofAMessageThatIsQuotedOnlyTheFirstLineIsWritten(String lineEnd) {
        String info =
                String.join(
                        lineEnd,
                        "INFO sip:+441134960123@127.0.0.1:5060 SIP/2.0",
                        "From: Zoe <sip:441134960123@127.0.0.1>",
                        "",
                        "Signal=7");
        assertEquals(
                "PROCESSING INFO sip:...@127.0.0.1:5060 SIP/2.0 ...",
                StackLog.discreet("PROCESSING " + info));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "one line without a person|one line without a person",
                "From: \"Zoe Q\" <sip:201@host>;tag=a|From: \"...\" <sip:...@host>;tag=a",
                "to tel:+441134960123;ext=1|to tel:...;ext=1",
                "sips:zoe@[::1]:5061|sips:...@[::1]:5061",
                "bad number 441134960123 at 192.168.100.200:5060|bad number ... at 192.168.100.200:5060",
                "'an open \"Zoe'|an open \"...\"",
            })
    void whoCallsIsNotWritten(String said, String written) {
        assertEquals(written, StackLog.discreet(said));
    }

    @Test
    void whatIsThrownIsToldWithoutThemToo() {
        assertEquals(
                "java.lang.IllegalStateException: cannot send to sip:...@127.0.0.1",
                StackLog.discreet(
                                new IllegalStateException(
                                        "cannot send to sip:441134960123@127.0.0.1\nFrom: Zoe"))
                        .replace(" ...", ""));
    }
}
