package org.strowger.engine.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Speech of a few samples of silence, that remembers what it was asked to say.
public final class SilentSpeech implements PromptSynthesizer {
    private final List<String> said = new ArrayList<>();
    private boolean missing;

    @Override
    public byte[] speak(String language, String text, boolean ssml) throws IOException {
        said.add(language + ": " + text);
        if (missing) {
            throw new IOException("nobody here can speak");
        }
        return new byte[160];
    }

    public List<String> said() {
        return said;
    }

    public void missing(boolean isMissing) {
        missing = isMissing;
    }
}
