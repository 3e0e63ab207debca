package org.strowger.engine.flow;

import java.util.Map;
import java.util.Optional;
import org.strowger.flow.Utterance;
import org.strowger.telephony.Sound;

/// The sounds of everything that calls in one book of flows may hear.
public final class SoundBook {
    private final Map<Utterance, Sound> sounds;

    SoundBook(Map<Utterance, Sound> sounds) {
        this.sounds = Map.copyOf(sounds);
    }

    /// What is played for an utterance; nothing for one that the book does not have.
    public Optional<Sound> sound(Utterance utterance) {
        return Optional.ofNullable(sounds.get(utterance));
    }
}
