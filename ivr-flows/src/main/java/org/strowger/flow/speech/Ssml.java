package org.strowger.flow.speech;

/// The markup that prompts may have: a subset of SSML 1.1 (W3C, 2010).
///
/// `speak`, `p`, `s`, `break time`, `emphasis level`, `prosody rate pitch volume`, `sub alias` and
/// `lang xml:lang`: what speech synthesisers agree on. There are no entities but XML's own five, no
/// document types and no processing instructions, so a text is as large as it looks.
public final class Ssml {
    static final int LONGEST = 4_000;
    static final int DEEPEST = 10;

    private Ssml() {}

    /// Reads marked-up text; every mistake is told, up to 20 of them.
    public static ReadSsml read(String text) {
        return new SsmlReader(text).read();
    }
}
