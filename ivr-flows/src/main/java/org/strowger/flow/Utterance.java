package org.strowger.flow;

import java.time.Duration;
import org.strowger.flow.speech.Word;

/// A sound that a caller is to hear now.
public sealed interface Utterance {

    /// A recording of the flow, in the language told.
    record Recording(String language, String id) implements Utterance {}

    /// Words to be spoken, or SSML.
    record Speech(String language, String text, boolean ssml) implements Utterance {}

    /// A word of a value, such as of a number: from the words that a language needs to say any.
    record Spoken(String language, Word word) implements Utterance {}

    record Silence(Duration lasts) implements Utterance {}
}
