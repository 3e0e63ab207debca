package org.strowger.engine.call;

/// What an agent hears before a caller of a queue is connected.
public sealed interface Whisper {

    /// Words, spoken by the machine.
    record Text(String words) implements Whisper {}

    /// A recording.
    ///
    /// @param id the file's name without its ending
    record Recording(String id) implements Whisper {}
}
