package org.strowger.engine.flow;

import java.io.IOException;

/// Turns text into speech. May take seconds, and so is never asked during a call.
@FunctionalInterface
public interface PromptSynthesizer {

    /// Speaks the text.
    ///
    /// @param language a BCP 47 tag such as `en-GB`
    /// @param ssml whether the text is in the Speech Synthesis Markup Language (W3C)
    /// @return mu-law samples, 8,000 a second
    /// @throws IOException when it cannot be spoken here; the message says why, for an admin
    byte[] speak(String language, String text, boolean ssml) throws IOException;
}
