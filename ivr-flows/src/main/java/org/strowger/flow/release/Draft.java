package org.strowger.flow.release;

import org.strowger.yaml.ContentHash;

/// A text being worked on, that no call gets yet.
public record Draft(String text) {

    /// Names the text: who saves says with it what they had before them.
    public String hash() {
        return ContentHash.of(text);
    }
}
