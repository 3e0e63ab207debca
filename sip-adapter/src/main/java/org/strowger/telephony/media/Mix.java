package org.strowger.telephony.media;

import java.util.Arrays;

/// A sum of 20 ms from several sources, which cannot overflow: what is too loud is cut off.
final class Mix {
    private final int[] sum = new int[RtpOutput.SAMPLES_PER_TICK];
    private final short[] mixed = new short[RtpOutput.SAMPLES_PER_TICK];

    void clear() {
        Arrays.fill(sum, 0);
    }

    void add(short[] linear) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += linear[i];
        }
    }

    void addMuLaw(byte[] frame) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += G711.fromMuLaw(frame[i]);
        }
    }

    /// The sum; valid until the next is taken.
    short[] saturated() {
        for (int i = 0; i < sum.length; i++) {
            mixed[i] = (short) Math.clamp(sum[i], Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return mixed;
    }
}
