package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MixTest {
    private final Mix mix = new Mix();

    @Test
    void whatIsTooLoudIsCutOffAndNotTurnedOver() {
        assertEquals(Short.MAX_VALUE, sum(30_000, 30_000, 30_000));
        assertEquals(Short.MIN_VALUE, sum(-30_000, -30_000));
    }

    @Test
    void theSumIsCutOffOnlyWhenItIsWhole() {
        assertEquals(30_000, sum(30_000, 30_000, -30_000));
        assertEquals(0, sum());
    }

    @Test
    void muLawIsAddedAsLinear() {
        byte[] frame = new byte[160];
        Arrays.fill(frame, G711.toMuLaw((short) 1_000));
        mix.clear();
        mix.addMuLaw(frame);
        mix.addMuLaw(frame);
        assertEquals(2 * G711.fromMuLaw(frame[0]), mix.saturated()[159]);
    }

    private int sum(int... levels) {
        mix.clear();
        for (int level : levels) {
            short[] frame = new short[160];
            Arrays.fill(frame, (short) level);
            mix.add(frame);
        }
        return mix.saturated()[80];
    }
}
