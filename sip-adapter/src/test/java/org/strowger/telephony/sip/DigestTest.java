package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.telephony.sip.Digest.Credentials;
import org.strowger.telephony.sip.Digest.Verdict;

class DigestTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String PASSWORD = "anna-demo";

    private final Digest digest = new Digest();

    /// The example of RFC 2617 section 3.5.
    @Test
    void theExampleOfTheRfcComesOutRight() {
        Credentials mufasa =
                new Credentials(
                        "Mufasa",
                        "testrealm@host.com",
                        "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                        "/dir/index.html",
                        "auth",
                        "00000001",
                        "0a4f113b",
                        "");
        assertEquals(
                "6629fae49393a05397450978507c4ef1",
                Digest.response(mufasa, "GET", "Circle Of Life"));
    }

    /// The same without qop, as phones of RFC 2069 answer.
    @Test
    void anAnswerWithoutQopLeavesTheCountsOut() {
        Credentials mufasa =
                new Credentials(
                        "Mufasa",
                        "testrealm@host.com",
                        "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                        "/dir/index.html",
                        "",
                        "",
                        "",
                        "");
        assertEquals(
                "670fd8c2df070c60b045671b8b24ff02",
                Digest.response(mufasa, "GET", "Circle Of Life"));
    }

    @Test
    void theRightPasswordToAFreshNonceIsGood() {
        assertEquals(Verdict.GOOD, verdict(digest.nonce(NOON), PASSWORD, NOON));
        assertEquals(Verdict.GOOD, verdict(digest.nonce(NOON), PASSWORD, NOON.plusSeconds(299)));
    }

    @Test
    void whatWasHeardOnTheWireIsStaleWhenSaidAgain() {
        String nonce = digest.nonce(NOON);
        assertEquals(Verdict.GOOD, verdict(nonce, PASSWORD, NOON));
        assertEquals(Verdict.STALE, verdict(nonce, PASSWORD, NOON));
    }

    @Test
    void theCountOfANonceMustRise() {
        String nonce = digest.nonce(NOON);
        assertEquals(Verdict.GOOD, counted(nonce, "auth", "00000009"));
        assertEquals(Verdict.STALE, counted(nonce, "auth", "00000008"));
        assertEquals(Verdict.GOOD, counted(nonce, "auth", "0000000A"));
        assertEquals(Verdict.GOOD, counted(nonce, "auth", "0000000b"));
    }

    @Test
    void aWrongAnswerDoesNotUseUpTheCount() {
        String nonce = digest.nonce(NOON);
        assertEquals(Verdict.WRONG, verdict(nonce, "guessed", NOON));
        assertEquals(Verdict.GOOD, verdict(nonce, PASSWORD, NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00000000", "1", "0000000g", "-0000001", "000000001"})
    void whatIsNoCountIsWrong(String count) {
        assertEquals(Verdict.WRONG, counted(digest.nonce(NOON), "auth", count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "auth-int"})
    void anAnswerThatIsNotProtectedIsWrong(String qop) {
        assertEquals(Verdict.WRONG, counted(digest.nonce(NOON), qop, "00000001"));
    }

    @Test
    void twoPhonesThatAskAtOnceDoNotUseUpEachOthersCounts() {
        String anns = digest.nonce(NOON);
        String bobs = digest.nonce(NOON);
        assertEquals(Verdict.GOOD, verdict(anns, PASSWORD, NOON));
        assertEquals(Verdict.GOOD, verdict(bobs, PASSWORD, NOON));
    }

    @Test
    void theEldestCountGivesWay() {
        String eldest = digest.nonce(NOON);
        String next = digest.nonce(NOON);
        assertEquals(Verdict.GOOD, verdict(eldest, PASSWORD, NOON));
        assertEquals(Verdict.GOOD, verdict(next, PASSWORD, NOON));
        for (int i = 2; i <= Digest.MOST_COUNTS; i++) {
            assertEquals(Verdict.GOOD, verdict(digest.nonce(NOON), PASSWORD, NOON));
        }
        assertEquals(Verdict.STALE, verdict(next, PASSWORD, NOON));
        assertEquals(Verdict.GOOD, verdict(eldest, PASSWORD, NOON));
    }

    @Test
    void aWrongPasswordIsWrong() {
        assertEquals(Verdict.WRONG, verdict(digest.nonce(NOON), "guessed", NOON));
    }

    @Test
    void aResponseThatIsNoHashIsWrong() {
        for (String response : new String[] {"", "0", "é".repeat(32), "x".repeat(100_000)}) {
            Credentials said = credentials(digest.nonce(NOON), response);
            assertEquals(Verdict.WRONG, digest.verify(said, "REGISTER", PASSWORD, NOON));
        }
    }

    @Test
    void theResponseToAnotherMethodIsWrong() {
        Credentials said = answered(digest.nonce(NOON), PASSWORD);
        assertEquals(Verdict.WRONG, digest.verify(said, "INVITE", PASSWORD, NOON));
    }

    @Test
    void anOldNonceIsStaleWhateverThePassword() {
        String nonce = digest.nonce(NOON);
        Instant later = NOON.plus(Duration.ofMinutes(5));
        assertEquals(Verdict.STALE, verdict(nonce, PASSWORD, later));
        assertEquals(Verdict.STALE, verdict(nonce, "guessed", later));
    }

    @Test
    void aNonceFromTheFutureIsStale() {
        assertEquals(Verdict.STALE, verdict(digest.nonce(NOON.plusMillis(1)), PASSWORD, NOON));
    }

    @Test
    void aNonceOfAnotherSwitchIsStale() {
        assertEquals(Verdict.STALE, verdict(new Digest().nonce(NOON), PASSWORD, NOON));
    }

    @Test
    void aNonceWhoseTimeWasMovedIsStale() {
        byte[] both = Base64.getUrlDecoder().decode(digest.nonce(NOON));
        ByteBuffer.wrap(both).putLong(NOON.plusSeconds(600).toEpochMilli());
        String moved = Base64.getUrlEncoder().withoutPadding().encodeToString(both);
        assertEquals(Verdict.STALE, verdict(moved, PASSWORD, NOON.plusSeconds(600)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "AAAA", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "\u0000"})
    void whatIsNoNonceIsStale(String nonce) {
        assertEquals(Verdict.STALE, verdict(nonce, PASSWORD, NOON));
    }

    @Test
    void twoSwitchesMakeDifferentNoncesAtTheSameTime() {
        assertNotEquals(digest.nonce(NOON), new Digest().nonce(NOON));
    }

    private Verdict verdict(String nonce, String password, Instant at) {
        return digest.verify(answered(nonce, password), "REGISTER", PASSWORD, at);
    }

    private Verdict counted(String nonce, String qop, String count) {
        Credentials unanswered = credentials(nonce, qop, count, "");
        String response = Digest.response(unanswered, "REGISTER", PASSWORD);
        Credentials said = credentials(nonce, qop, count, response);
        return digest.verify(said, "REGISTER", PASSWORD, NOON);
    }

    private static Credentials answered(String nonce, String password) {
        return credentials(nonce, Digest.response(credentials(nonce, ""), "REGISTER", password));
    }

    private static Credentials credentials(String nonce, String response) {
        return credentials(nonce, "auth", "00000001", response);
    }

    private static Credentials credentials(
            String nonce, String qop, String count, String response) {
        return new Credentials(
                "anna", "strowger", nonce, "sip:127.0.0.1", qop, count, "0a4f113b", response);
    }
}
