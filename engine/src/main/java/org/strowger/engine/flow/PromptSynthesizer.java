package org.strowger.engine.flow;

import java.io.IOException;

/// Turns text into speech. May take seconds, and so is never asked during a call.
@FunctionalInterface
public interface PromptSynthesizer {

    /// Speaks the text.
    ///
    /// @param language a BCP 47 tag such as `en-GB`
    /// @return mu-law samples, 8,000 a second
    /// @throws IOException when it cannot be spoken here; the message says why, for an admin
    byte[] speak(String language, String text) throws IOException;
}
