package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The cases D1 and following are those of RFC 4733 that phones get wrong.
final class DigitsTest {
    private static final int SSRC = 0x5710;
    private static final int FIVE = 5;

    private final DigitDetector detector = new DigitDetector();
    private final StringBuilder heard = new StringBuilder();

    /// A packet on its way, with when it arrives.
    private record Arrival(double at, DigitSender.Step step) {}

    @Test
    void aKeyIsDownFor100MillisecondsAndItsEndIsToldThreeTimes() {
        List<Optional<DigitSender.Step>> ticks = send("5", 1_000);
        List<String> said =
                ticks.stream().map(tick -> tick.map(DigitsTest::describe).orElse("-")).toList();
        assertEquals(
                List.of(
                        "5 @1000 160 marker",
                        "5 @1000 320",
                        "5 @1000 480",
                        "5 @1000 640",
                        "5 @1000 800 end",
                        "5 @1000 800 end",
                        "5 @1000 800 end",
                        "-"),
                said);
    }

    @Test
    void theNextKeyFollows60MillisecondsAfterTheLastWasReleased() {
        List<Optional<DigitSender.Step>> ticks = send("1#", 0);
        assertEquals("# @1280 160 marker", describe(ticks.get(8).orElseThrow()));
    }

    @Test
    void moreKeysThanMayWaitAreRefusedWhole() {
        var sender = new DigitSender();
        assertTrue(sender.add("1".repeat(DigitSender.MOST_DIGITS - 1)));
        assertFalse(sender.add("22"));
        assertTrue(sender.add("3"));
    }

    @Test
    void everyKeyIsHeardOnceAtItsFirstPacket() { // D1
        hearAll(send("0123456789*#ABCD", 77));
        assertEquals("0123456789*#ABCD", heard.toString());
    }

    @Test
    void theEndAloneIsEnough() { // D2
        hear(1_000, false, event(FIVE, true, 800));
        hear(1_000, false, event(FIVE, true, 800));
        assertEquals("5", heard.toString());
    }

    @Test
    void aLostEndDoesNotDelayTheNextKey() { // D3
        hear(1_000, true, event(FIVE, false, 160));
        hear(2_280, true, event(FIVE, false, 160));
        assertEquals("55", heard.toString());
    }

    @Test
    void noMarkerIsNeeded() { // D4
        hear(1_000, false, event(FIVE, false, 160));
        hear(1_000, false, event(FIVE, true, 320));
        hear(1_320, false, event(FIVE, false, 160));
        assertEquals("55", heard.toString());
    }

    @Test
    void theSameKeyWithoutAGapIsTwoKeys() { // D5
        hear(1_000, true, event(FIVE, true, 800));
        hear(1_800, true, event(FIVE, true, 800));
        assertEquals("55", heard.toString());
    }

    @Test
    void latePacketsOfTheKeyBeforeAreIgnored() { // D6
        hear(1_000, true, event(1, false, 160));
        hear(2_280, true, event(2, false, 160));
        hear(1_000, false, event(1, true, 800));
        hear(2_280, false, event(2, true, 800));
        assertEquals("12", heard.toString());
    }

    @Test
    void aKeyHeldForTwentySecondsIsOneKey() { // D7
        int timestamp = 500;
        for (int segment = 0; segment < 3; segment++) {
            for (int duration = 160; duration < 0xFFFF; duration += 160) {
                hear(timestamp, segment == 0 && duration == 160, event(FIVE, false, duration));
            }
            hear(timestamp, false, event(FIVE, false, 0xFFFF));
            timestamp += 0xFFFF;
        }
        hear(timestamp, false, event(FIVE, true, 4_000));
        assertEquals("5", heard.toString());
    }

    @Test
    void theSameKeyAgainAfterSecondsIsNotTheOldOneHeld() { // D7 against D3
        hear(1_000, true, event(FIVE, false, 800));
        hear(1_000 + 40_000, false, event(FIVE, false, 160));
        assertEquals("55", heard.toString());
    }

    @Test
    void aDurationThatGoesBackwardsChangesNothing() { // D8
        hear(1_000, true, event(FIVE, false, 800));
        hear(1_000, false, event(FIVE, false, 160));
        hear(1_000, false, event(FIVE, true, 0));
        assertEquals("5", heard.toString());
    }

    @Test
    void tonesThatAreNoKeysAreIgnored() { // D9
        for (int code = 16; code < 256; code++) {
            hear(1_000 + 1_000 * code, true, event(code, false, 160));
        }
        assertEquals("", heard.toString());
    }

    @Test
    void timestampsMayWrapWhileAKeyIsDown() { // D14
        int beforeTheWrap = -400;
        hear(beforeTheWrap, true, event(1, false, 160));
        hear(beforeTheWrap, false, event(1, true, 800));
        hear(beforeTheWrap + 1_280, true, event(2, false, 160));
        hear(beforeTheWrap, false, event(1, true, 800));
        assertEquals("12", heard.toString());
    }

    @Test
    void aNewSourceIsHeardWhateverItsTimestamps() { // D14
        hear(1, 900_000, true, event(1, true, 800));
        hear(2, 1_000, true, event(2, true, 800));
        hear(1, 900_000, false, event(1, true, 800));
        hear(2, 1_000, false, event(2, true, 800));
        assertEquals("12", heard.toString());
    }

    @Test
    void aSourceThatComesBackIsHeardAgain() { // D14
        hear(1, 900_000, true, event(1, true, 800));
        hear(2, 1_000, true, event(2, true, 800));
        hear(1, 950_000, true, event(3, true, 800));
        assertEquals("123", heard.toString());
    }

    @Test
    void aKeyThatIsDownWhileTheSourceChangesIsOneKey() { // D14
        hear(1, 900_000, true, event(FIVE, false, 320));
        hear(2, 1_000, false, event(FIVE, false, 480));
        hear(2, 1_000, false, event(FIVE, true, 800));
        assertEquals("5", heard.toString());
    }

    @Test
    void timestampsThatBeginAnewAreHeard() {
        hear(900_000, true, event(1, true, 800));
        hear(1_000, true, event(2, true, 800));
        assertEquals("12", heard.toString());
    }

    /// Whatever is lost, as long as one packet of each key arrives, however packets overtake each
    /// other within 39 ms, and however late a second copy comes: the digits are those that were
    /// pressed.
    @Test
    void lossJitterAndLateCopiesNeitherLoseNorDoubleADigit() {
        var random = new Random(4733);
        for (int run = 0; run < 2_000; run++) {
            String digits = randomDigits(random);
            List<Arrival> arrivals = lossyAndJittery(send(digits, random.nextInt()), random);
            var fresh = new DigitDetector();
            var out = new StringBuilder();
            for (Arrival arrival : arrivals) {
                DigitSender.Step step = arrival.step();
                fresh.hear(SSRC, step.timestamp(), step.marker(), step.event())
                        .ifPresent(out::append);
            }
            assertEquals(digits, out.toString(), "run " + run);
        }
    }

    private static List<Arrival> lossyAndJittery(
            List<Optional<DigitSender.Step>> ticks, Random random) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int first = 0; first < ticks.size(); first += 8) {
            int survivor = first + random.nextInt(7);
            for (int i = first; i < first + 7; i++) {
                boolean arrives = i == survivor || random.nextInt(3) == 0;
                for (int copies = random.nextInt(10) == 0 ? 2 : 1;
                        arrives && copies > 0;
                        copies--) {
                    double late = copies == 2 ? 500 * random.nextDouble() : 0;
                    double at = 20.0 * i + 39 * random.nextDouble() + late;
                    arrivals.add(new Arrival(at, ticks.get(i).orElseThrow()));
                }
            }
        }
        arrivals.sort(Comparator.comparingDouble(Arrival::at));
        return arrivals;
    }

    private static String randomDigits(Random random) {
        var digits = new StringBuilder();
        int count = 1 + random.nextInt(12);
        int keys = random.nextBoolean() ? 16 : 2;
        for (int i = 0; i < count; i++) {
            digits.append("0123456789*#ABCD".charAt(random.nextInt(keys)));
        }
        return digits.toString();
    }

    private static List<Optional<DigitSender.Step>> send(String digits, int firstTimestamp) {
        var sender = new DigitSender();
        assertTrue(sender.add(digits));
        List<Optional<DigitSender.Step>> ticks = new ArrayList<>();
        for (int now = firstTimestamp; sender.busy(); now += 160) {
            ticks.add(sender.next(now));
        }
        assertEquals(8 * digits.length(), ticks.size());
        return ticks;
    }

    private static String describe(DigitSender.Step step) {
        TelephoneEvent event = step.event();
        return "%s @%d %d%s%s"
                .formatted(
                        event.key(),
                        step.timestamp(),
                        event.duration(),
                        event.end() ? " end" : "",
                        step.marker() ? " marker" : "");
    }

    private static TelephoneEvent event(int code, boolean end, int duration) {
        return new TelephoneEvent(code, end, 10, duration);
    }

    private void hearAll(List<Optional<DigitSender.Step>> ticks) {
        ticks.forEach(
                tick ->
                        tick.ifPresent(
                                step -> hear(step.timestamp(), step.marker(), step.event())));
    }

    private void hear(int timestamp, boolean marker, TelephoneEvent event) {
        hear(SSRC, timestamp, marker, event);
    }

    private void hear(int ssrc, int timestamp, boolean marker, TelephoneEvent event) {
        detector.hear(ssrc, timestamp, marker, event).ifPresent(heard::append);
    }
}
