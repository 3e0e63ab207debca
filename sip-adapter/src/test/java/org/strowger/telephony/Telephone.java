package org.strowger.telephony;

import org.strowger.telephony.peers.Recording;

/// A telephone at the far end of a network under test: a real one, or one that is simulated.
///
/// Waits have a bound, and a wait in vain fails and says what did happen.
public interface Telephone extends AutoCloseable {
    void dial(String number);

    /// Waits until somebody calls.
    void awaitRung();

    void answer();

    /// Waits until it talks with the network.
    void awaitTalking();

    /// Waits until its call is over.
    void awaitOver();

    void hangUp();

    void press(char key);

    /// Waits until the far end has pressed a key and returns which.
    char awaitKey();

    void hold();

    void resume();

    /// Asks for its call to be taken to a number.
    void transfer(String number);

    /// What it hears, up to now.
    Recording heard();

    @Override
    void close();

    /// What a telephone shall be like.
    ///
    /// @param name what it calls itself
    /// @param password what it proves that by; empty for a telephone outside, which cannot
    /// @param tone the one tone that it says all the time, in Hz
    /// @param answersAlone whether it takes every call at once
    record Make(String name, String password, int tone, boolean answersAlone) {}
}
