package org.strowger.simulator.load;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.media.G711;

class VoiceTest {
    private static boolean heard(RecordingId by, byte[] far, byte[] near) throws Exception {
        Ears ears = new Ears();
        ByteBuffer both =
                ByteBuffer.allocate(far.length * 2 * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < far.length; i++) {
            both.putShort(G711.fromMuLaw(far[i])).putShort(G711.fromMuLaw(near[i]));
        }
        try (RecordingStore.Take take = ears.begin(by)) {
            take.write(both.flip());
        }
        return ears.wasHeard(by);
    }

    private static byte[] of(Voice voice) {
        byte[] samples = new byte[voice.sound().length()];
        voice.sound().copy(0, samples, 0, samples.length);
        return samples;
    }

    private static byte[] silence() {
        byte[] samples = new byte[8_000];
        Arrays.fill(samples, G711.toMuLaw((short) 0));
        return samples;
    }

    @Test
    void eachEarHearsTheOtherOnesVoice() throws Exception {
        assertTrue(heard(Ears.ofCaller(1), of(Voice.AGENT), of(Voice.CALLER)));
        assertTrue(heard(Ears.ofAgent(1), of(Voice.CALLER), of(Voice.AGENT)));
    }

    @Test
    void ownVoiceAndSilenceAreNotTheOtherOnes() throws Exception {
        assertFalse(heard(Ears.ofCaller(1), of(Voice.CALLER), of(Voice.AGENT)));
        assertFalse(heard(Ears.ofAgent(1), silence(), of(Voice.CALLER)));
    }
}
