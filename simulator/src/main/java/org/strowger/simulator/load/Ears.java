package org.strowger.simulator.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;

/// Hears what telephones of ours hear of the talk: whether the other one's voice comes through.
/// Keeps nothing of it. Shared by threads.
final class Ears implements RecordingStore {
    private static final String CALLERS = "caller-";
    private static final String AGENTS = "agent-";

    /// A fifth of a second; less is a click.
    private static final int LEAST_FRAMES = 10;

    private final Map<RecordingId, Boolean> heard = new ConcurrentHashMap<>();

    /// The recording by which the ear of a call's caller listens.
    static RecordingId ofCaller(long call) {
        return new RecordingId(CALLERS + call);
    }

    /// The recording by which the ear of a call's agent listens.
    static RecordingId ofAgent(long call) {
        return new RecordingId(AGENTS + call);
    }

    @Override
    public Take begin(RecordingId recording) {
        boolean callers = recording.value().startsWith(CALLERS);
        Voice.Ear ear = new Voice.Ear(callers ? Voice.AGENT : Voice.CALLER);
        return new Take() {
            @Override
            public void write(ByteBuffer samples) {
                ByteBuffer both = samples.order(ByteOrder.LITTLE_ENDIAN);
                while (both.remaining() >= 2 * Short.BYTES) {
                    ear.hear(both.getShort());
                    both.getShort();
                }
            }

            @Override
            public void close() {
                heard.put(recording, ear.frames() >= LEAST_FRAMES);
            }
        };
    }

    /// Whether the voice was heard in a recording that has ended; asked once.
    boolean wasHeard(RecordingId recording) {
        return Boolean.TRUE.equals(heard.remove(recording));
    }
}
