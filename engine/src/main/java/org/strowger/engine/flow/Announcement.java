package org.strowger.engine.flow;

import java.util.Locale;

/// What the switch itself says, to agents and to customers whom it calls. A centre may have its own
/// recording of each in its folder of recordings, by the name in lower case with hyphens.
public enum Announcement {
    BEEP,
    HOLD_MUSIC,
    PRESS_1_TO_TAKE_CALL,
    CALLBACK_FOR_YOU,
    CALLBACK_GREETING,
    CALLBACK_NOT_REACHED,
    CALLBACK_PLACE_KEPT,
    MESSAGE_FOR_YOU,
    MESSAGE_KEYS,
    ENTER_AGENT_NUMBER,
    ENTER_PIN,
    ENTER_PAUSE_REASON,
    ENTER_DISPOSITION,
    ENTER_NUMBER,
    SIGNED_IN,
    SIGNED_OUT,
    NOW_READY,
    NOW_PAUSED,
    NOTED,
    NOT_POSSIBLE,
    NOT_ALLOWED,
    NOBODY_TALKS,
    TRANSFER_FAILED,
    PLEASE_HOLD;

    /// The id of its recording.
    public String recording() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
