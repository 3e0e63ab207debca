package org.strowger.telephony.media;

/// Hears what happens on one [MediaStream], on the media thread: hand it over and return.
public interface MediaListener {

    /// The far end pressed a key: `0-9`, `*`, `#` or `A-D`.
    void digit(char digit);

    /// A playback is over. Told once for each, except those that the closing of the stream ends.
    ///
    /// @param token what [MediaStream#play] was given
    /// @param complete whether it was sent to its end
    void playbackEnded(Object token, boolean complete);
}
