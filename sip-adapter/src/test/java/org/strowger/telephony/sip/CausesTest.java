package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.telephony.HangupCause;

class CausesTest {
    @ParameterizedTest
    @CsvSource({
        "BUSY, 486",
        "REJECTED, 603",
        "NORMAL, 480",
        "NO_ANSWER, 480",
        "UNREACHABLE, 480",
        "CANCELLED, 487",
        "UNKNOWN_NUMBER, 404",
        "NO_COMMON_CODEC, 488",
        "CONGESTION, 503",
        "SHUTDOWN, 503",
        "NETWORK_FAILURE, 500"
    })
    void aCallIsRefusedWithTheStatusOfItsCause(HangupCause cause, int status) {
        assertEquals(status, Causes.status(cause));
    }

    /// Another switch like this one understands the refusal, as far as SIP has words for it.
    @ParameterizedTest
    @EnumSource
    void everyCauseIsARefusalThatIsUnderstoodAtTheOtherEnd(HangupCause cause) {
        HangupCause understood =
                switch (cause) {
                    case NORMAL, NO_ANSWER, UNREACHABLE -> HangupCause.UNREACHABLE;
                    case CONGESTION, SHUTDOWN -> HangupCause.CONGESTION;
                    case BUSY,
                            REJECTED,
                            CANCELLED,
                            UNKNOWN_NUMBER,
                            NO_COMMON_CODEC,
                            NETWORK_FAILURE ->
                            cause;
                };
        int status = Causes.status(cause);
        assertTrue(status >= 400 && status < 700);
        assertEquals(understood, Causes.of(status));
    }

    @ParameterizedTest
    @CsvSource({
        "302, REJECTED",
        "400, REJECTED",
        "401, REJECTED",
        "403, REJECTED",
        "404, UNKNOWN_NUMBER",
        "407, REJECTED",
        "408, UNREACHABLE",
        "410, UNKNOWN_NUMBER",
        "415, NO_COMMON_CODEC",
        "480, UNREACHABLE",
        "484, UNKNOWN_NUMBER",
        "486, BUSY",
        "487, CANCELLED",
        "488, NO_COMMON_CODEC",
        "500, NETWORK_FAILURE",
        "503, CONGESTION",
        "504, NETWORK_FAILURE",
        "600, BUSY",
        "603, REJECTED",
        "604, UNKNOWN_NUMBER",
        "606, NO_COMMON_CODEC"
    })
    void aStatusMeansItsCause(int status, HangupCause cause) {
        assertEquals(cause, Causes.of(status));
    }

    @Test
    void everyStatusMeansSomething() {
        for (int status = 300; status < 700; status++) {
            assertTrue(Causes.of(status) != HangupCause.NORMAL, "status " + status);
        }
    }
}
