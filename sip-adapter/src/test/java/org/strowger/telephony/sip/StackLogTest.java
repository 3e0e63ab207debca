package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept of the SIP stack's own messages.
class StackLogTest {
    @ParameterizedTest
    @ValueSource(strings = {"\r\n\r\n", "\n\n", "\n\r\n", "\n \n"})
    void aKeyInTheBodyOfAnInfoRequestIsNotWritten(String beforeTheBody) {
        String info = "INFO sip:100@127.0.0.1 SIP/2.0\r\nCSeq: 2 INFO";
        assertEquals(
                "PROCESSING " + info + " ...",
                StackLog.withoutBody(
                        "PROCESSING " + info + beforeTheBody + "Signal=7\r\nDuration=160 channel"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one line", "one line\n", "a header\r\nand another\r\n"})
    void whatHasNoBodyIsWrittenWhole(String message) {
        assertEquals(message, StackLog.withoutBody(message));
    }
}
