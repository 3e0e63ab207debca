package org.strowger.telephony.media;

/// The companding tables of ITU-T G.711, between its two laws and 16-bit linear samples.
///
/// Linear values are left-justified in 16 bits, as WAV files have them. The conversions between the
/// laws are tables 3 and 4 of G.711 and not a way through linear values: where a level lies halfway
/// between two, the standard picks the one that survives the way back.
public final class G711 {
    private static final int SIGN = 0x80;

    /// A-law sends every second bit inverted, so that silence has edges.
    private static final int EVEN_BITS = 0x55;

    private static final int MU_LAW_BIAS = 33;
    private static final int MU_LAW_HIGHEST = 0x1FFF;

    /// Table 3 of G.711: the number of the A-law level for each mu-law level.
    private static final int[] A_LAW_LEVEL = {
        1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8,
        9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
        25, 27, 29, 31, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44,
        46, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
        64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79,
        80, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96,
        97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112,
        113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128
    };

    /// Table 4 of G.711: the number of the mu-law level for each A-law level.
    private static final int[] MU_LAW_LEVEL = {
        1, 3, 5, 7, 9, 11, 13, 15, 16, 17, 18, 19, 20, 21, 22, 23,
        24, 25, 26, 27, 28, 29, 30, 31, 32, 32, 33, 33, 34, 34, 35, 35,
        36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 48, 49, 49,
        50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 64,
        65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80,
        80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95,
        96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111,
        112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127
    };

    private static final short[] MU_LAW = new short[256];
    private static final short[] A_LAW = new short[256];
    private static final byte[] MU_LAW_TO_A_LAW = new byte[256];
    private static final byte[] A_LAW_TO_MU_LAW = new byte[256];

    static {
        for (int code = 0; code < 256; code++) {
            MU_LAW[code] = (short) expandMuLaw(code);
            A_LAW[code] = (short) expandALaw(code);
            int sign = code & SIGN;
            int muLawLevel = ~code & 0x7F;
            int aLawLevel = (code ^ EVEN_BITS) & 0x7F;
            MU_LAW_TO_A_LAW[code] = (byte) (((A_LAW_LEVEL[muLawLevel] - 1) | sign) ^ EVEN_BITS);
            A_LAW_TO_MU_LAW[code] = (byte) ((~MU_LAW_LEVEL[aLawLevel] & 0x7F) | sign);
        }
    }

    private G711() {}

    /// The linear value of a mu-law sample.
    public static short fromMuLaw(byte sample) {
        return MU_LAW[sample & 0xFF];
    }

    /// The linear value of an A-law sample.
    public static short fromALaw(byte sample) {
        return A_LAW[sample & 0xFF];
    }

    /// The mu-law sample of a linear value.
    public static byte toMuLaw(short linear) {
        int magnitude = (linear < 0 ? ~linear : linear) >> 2;
        int biased = Math.min(magnitude + MU_LAW_BIAS, MU_LAW_HIGHEST);
        int segment = segment(biased >> 5);
        int level = (segment << 4) | ((biased >> (segment + 1)) & 0x0F);
        return (byte) ((~level & 0x7F) | (linear < 0 ? 0 : SIGN));
    }

    /// The A-law sample of a linear value.
    public static byte toALaw(short linear) {
        int magnitude = (linear < 0 ? ~linear : linear) >> 4;
        int segment = magnitude < 16 ? 0 : segment(magnitude >> 4) + 1;
        int level = (segment << 4) | ((magnitude >> Math.max(0, segment - 1)) & 0x0F);
        return (byte) ((level | (linear < 0 ? 0 : SIGN)) ^ EVEN_BITS);
    }

    /// The A-law sample for a mu-law sample.
    public static byte muLawToALaw(byte sample) {
        return MU_LAW_TO_A_LAW[sample & 0xFF];
    }

    /// The mu-law sample for an A-law sample.
    public static byte aLawToMuLaw(byte sample) {
        return A_LAW_TO_MU_LAW[sample & 0xFF];
    }

    /// How often a value can be halved before it is 1.
    private static int segment(int value) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value);
    }

    private static int expandMuLaw(int code) {
        int level = ~code;
        int segment = (level >> 4) & 0x07;
        int magnitude = (((level & 0x0F) << 1) | MU_LAW_BIAS) << segment;
        int linear = (magnitude - MU_LAW_BIAS) << 2;
        return (code & SIGN) == 0 ? -linear : linear;
    }

    private static int expandALaw(int code) {
        int level = code ^ EVEN_BITS;
        int segment = (level >> 4) & 0x07;
        int step = ((level & 0x0F) << 4) | 0x08;
        int linear = segment == 0 ? step : (step + 0x100) << (segment - 1);
        return (code & SIGN) == 0 ? -linear : linear;
    }
}
