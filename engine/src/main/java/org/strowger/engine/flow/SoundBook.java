package org.strowger.engine.flow;

import java.util.List;
import java.util.Map;
import org.strowger.flow.Prompt;
import org.strowger.telephony.Sound;

/// The sounds of one flow, by prompt.
public final class SoundBook {
    private final Map<Prompt, Sound> sounds;
    private final SpokenNumbers numbers;

    SoundBook(Map<Prompt, Sound> sounds, SpokenNumbers numbers) {
        this.sounds = Map.copyOf(sounds);
        this.numbers = numbers;
    }

    /// What is played for a prompt, in order; nothing for a prompt that the flow does not have.
    public List<Sound> sounds(Prompt prompt) {
        if (prompt instanceof Prompt.Number(var value)) {
            return numbers.spoken(value);
        }
        Sound sound = sounds.get(prompt);
        return sound == null ? List.of() : List.of(sound);
    }
}
