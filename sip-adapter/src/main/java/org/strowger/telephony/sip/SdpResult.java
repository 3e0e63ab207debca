package org.strowger.telephony.sip;

/// What became of a session description that the far end sent.
sealed interface SdpResult {

    /// It can be answered, or is an answer that we can work with.
    record Usable(SdpMedia media) implements SdpResult {}

    /// It cannot be used.
    ///
    /// @param detail what is wrong with it, for the log: made by us, with nothing of the far end's
    record Refused(Reason reason, String detail) implements SdpResult {}

    enum Reason {
        /// It is not a session description, or larger than any honest one.
        MALFORMED,
        /// It offers no audio over plain RTP.
        NO_AUDIO,
        /// It offers audio, but in no codec that we have.
        NO_COMMON_CODEC
    }
}
