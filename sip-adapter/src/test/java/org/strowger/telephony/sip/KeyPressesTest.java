package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyPressesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Optional<Character> NONE = Optional.empty();
    private static final Optional<Character> FIVE = Optional.of('5');

    private final KeyPresses keys = new KeyPresses();

    private static Instant at(long milliseconds) {
        return NOON.plusMillis(milliseconds);
    }

    @Test
    void aKeySentBothWaysIsOnePress() {
        assertEquals(FIVE, keys.byTelephoneEvent('5', at(0)));
        assertEquals(NONE, keys.byInfo('5', at(20)));
    }

    @Test
    void aKeySentBothWaysIsOnePressWhicheverComesFirst() {
        assertEquals(FIVE, keys.byInfo('5', at(0)));
        assertEquals(NONE, keys.byTelephoneEvent('5', at(249)));
    }

    @Test
    void aQuarterOfASecondLaterItIsAnotherPress() {
        assertEquals(FIVE, keys.byTelephoneEvent('5', at(0)));
        assertEquals(FIVE, keys.byInfo('5', at(250)));
    }

    @Test
    void theSameKeyTwiceInTheSameWayIsTwoPressesHoweverFast() {
        assertEquals(FIVE, keys.byTelephoneEvent('5', at(0)));
        assertEquals(FIVE, keys.byTelephoneEvent('5', at(60)));
    }

    @Test
    void twoFastPressesSentBothWaysAreTwoPresses() {
        assertEquals(FIVE, keys.byTelephoneEvent('5', at(0)));
        assertEquals(NONE, keys.byInfo('5', at(10)));
        assertEquals(FIVE, keys.byTelephoneEvent('5', at(100)));
        assertEquals(NONE, keys.byInfo('5', at(110)));
    }

    @Test
    void anotherKeyIsAnotherPress() {
        assertEquals(FIVE, keys.byTelephoneEvent('5', at(0)));
        assertEquals(Optional.of('6'), keys.byInfo('6', at(10)));
    }

    @Test
    void aKeyThatOnlyComesOneWayIsNeverLost() {
        for (int press = 0; press < 20; press++) {
            assertEquals(FIVE, keys.byInfo('5', at(press * 100L)));
        }
    }
}
