package org.strowger.flow;

import java.time.Duration;
import java.util.Optional;

/// How keys are taken at a question.
///
/// @param firstDigit how long after the prompt the first key may come
/// @param interDigit how long after a key the next one may come, where more could follow
/// @param attempts how often the caller is asked at most, whatever went wrong before
/// @param bargeIn whether a key cuts the prompt short; if not, keys pressed before its end are
///   forgotten
/// @param typeAhead what becomes of keys pressed before the question
/// @param termKey ends an entry, where no choice uses it
/// @param termWait how long an entry that can get no longer waits for the `termKey`
/// @param clearKey begins the entry anew, where no choice uses it
public record InputRules(
        Duration firstDigit,
        Duration interDigit,
        int attempts,
        boolean bargeIn,
        TypeAhead typeAhead,
        Optional<Character> termKey,
        Duration termWait,
        Optional<Character> clearKey) {

    /// What holds where a flow says nothing.
    public static final InputRules DEFAULT =
            new InputRules(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(3),
                    3,
                    true,
                    TypeAhead.KEEP,
                    Optional.of('#'),
                    Duration.ZERO,
                    Optional.empty());

    /// What becomes of keys pressed before a question.
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
