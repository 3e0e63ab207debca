package org.strowger.flow;

import java.time.Duration;

/// How keys are taken at a menu.
///
/// @param firstDigit how long after the prompt the first key may come
/// @param interDigit how long after a key the next one may come, where more could follow
/// @param attempts how often the caller is asked at most, whatever went wrong before
/// @param bargeIn whether a key cuts the prompt short
public record InputRules(
        Duration firstDigit,
        Duration interDigit,
        int attempts,
        boolean bargeIn,
        TypeAhead typeAhead) {

    /// What holds where a flow says nothing.
    public static final InputRules DEFAULT =
            new InputRules(Duration.ofSeconds(5), Duration.ofSeconds(3), 3, true, TypeAhead.KEEP);

    /// What becomes of keys pressed before a menu asks.
    public enum TypeAhead {
        KEEP,
        FLUSH
    }

    public InputRules {
        if (!firstDigit.isPositive() || !interDigit.isPositive() || attempts < 1) {
            throw new IllegalArgumentException("times and attempts are more than nothing");
        }
    }
}
