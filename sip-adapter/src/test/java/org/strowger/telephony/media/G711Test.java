package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class G711Test {

    /// Values computed with the ITU-T software tool library (G.191) rules, outside this code.
    @ParameterizedTest
    @CsvSource({
        "0, FF, D5",
        "1, FF, D5",
        "-1, 7F, 55",
        "8, FE, D5",
        "100, F2, D3",
        "-100, 73, 53",
        "1000, CE, FA",
        "-1000, 4E, 7A",
        "8000, A0, 8A",
        "12345, 97, BD",
        "-12345, 17, 3D",
        "32767, 80, AA",
        "-32768, 00, 2A"
    })
    void linearValuesBecomeTheSamplesOfTheStandard(short linear, String muLaw, String aLaw) {
        assertEquals(sample(muLaw), G711.toMuLaw(linear));
        assertEquals(sample(aLaw), G711.toALaw(linear));
    }

    @ParameterizedTest
    @CsvSource({
        "FF, 0",
        "7F, 0",
        "80, 32124",
        "00, -32124",
        "FE, 8",
        "A0, 7932",
        "70, -120",
        "8F, 16764"
    })
    void muLawSamplesBecomeTheirLevels(String muLaw, short linear) {
        assertEquals(linear, G711.fromMuLaw(sample(muLaw)));
    }

    @ParameterizedTest
    @CsvSource({"D5, 8", "55, -8", "AA, 32256", "2A, -32256", "8A, 8064", "53, -104"})
    void aLawSamplesBecomeTheirLevels(String aLaw, short linear) {
        assertEquals(linear, G711.fromALaw(sample(aLaw)));
    }

    @Test
    void everySampleSurvivesTheWayThroughItsLevel() {
        for (int code = 0; code < 256; code++) {
            byte sample = (byte) code;
            boolean minusZero = code == 0x7F;
            byte muLaw = minusZero ? (byte) 0xFF : sample;
            assertEquals(muLaw, G711.toMuLaw(G711.fromMuLaw(sample)));
            assertEquals(sample, G711.toALaw(G711.fromALaw(sample)));
        }
    }

    @Test
    void everyValueIsClosestToTheLevelThatItGets() {
        for (int linear = -32_000; linear <= 32_000; linear++) {
            int muLaw = G711.fromMuLaw(G711.toMuLaw((short) linear));
            int aLaw = G711.fromALaw(G711.toALaw((short) linear));
            assertTrue(Math.abs(linear - muLaw) <= 4 + Math.abs(linear) / 31, "mu " + linear);
            assertTrue(Math.abs(linear - aLaw) <= 16 + Math.abs(linear) / 31, "a " + linear);
        }
    }

    /// Every entry of tables 3 and 4 is the encoding of the other law's level, or its neighbour
    /// where the level lies halfway between two.
    @Test
    void lawsConvertToTheNearestLevelOfTheOther() {
        for (int code = 0; code < 256; code++) {
            byte sample = (byte) code;
            int fromMuLaw = G711.fromMuLaw(sample);
            int toALaw = G711.fromALaw(G711.muLawToALaw(sample));
            int nearestALaw = G711.fromALaw(G711.toALaw((short) fromMuLaw));
            assertTrue(
                    Math.abs(toALaw - fromMuLaw) <= Math.abs(nearestALaw - fromMuLaw) + 8,
                    "mu-law " + code);
            int fromALaw = G711.fromALaw(sample);
            int toMuLaw = G711.fromMuLaw(G711.aLawToMuLaw(sample));
            int nearestMuLaw = G711.fromMuLaw(G711.toMuLaw((short) fromALaw));
            assertTrue(
                    Math.abs(toMuLaw - fromALaw) <= Math.abs(nearestMuLaw - fromALaw) + 8,
                    "A-law " + code);
        }
    }

    /// Where the two laws change segments, and where a level lies halfway between two.
    @ParameterizedTest
    @CsvSource({"AF, 9A", "B0, 9B", "80, AA", "00, 2A", "FF, D5", "7F, 55", "FD, D4", "A0, 8A"})
    void muLawBecomesTheALawOfTable3(String muLaw, String aLaw) {
        assertEquals(sample(aLaw), G711.muLawToALaw(sample(muLaw)));
    }

    @ParameterizedTest
    @CsvSource({"9A, AF", "9B, B0", "AA, 80", "2A, 00", "D5, FE", "55, 7E", "80, AA", "1A, 2F"})
    void aLawBecomesTheMuLawOfTable4(String aLaw, String muLaw) {
        assertEquals(sample(muLaw), G711.aLawToMuLaw(sample(aLaw)));
    }

    /// G.711 section 3.4: once through the other law and back, further ways change nothing more.
    @Test
    void aSecondConversionChangesNothingMore() {
        for (int code = 0; code < 256; code++) {
            byte once = G711.aLawToMuLaw(G711.muLawToALaw((byte) code));
            assertEquals(once, G711.aLawToMuLaw(G711.muLawToALaw(once)));
        }
    }

    @Test
    void silenceIsSilenceInBothLaws() {
        assertEquals(Codec.PCMA.silence(), G711.muLawToALaw(Codec.PCMU.silence()));
        assertEquals((byte) 0xFE, G711.aLawToMuLaw(Codec.PCMA.silence()));
    }

    private static byte sample(String hex) {
        return (byte) Integer.parseInt(hex, 16);
    }
}
