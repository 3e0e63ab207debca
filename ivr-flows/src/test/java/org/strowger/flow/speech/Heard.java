package org.strowger.flow.speech;

import java.util.stream.Collectors;
import org.strowger.flow.speech.Spoken.CannotSay;
import org.strowger.flow.speech.Spoken.Words;

/// What is heard when words are played one after the other.
final class Heard {
    private Heard() {}

    static String text(Spoken spoken) {
        return switch (spoken) {
            case Words(var words) ->
                    words.stream().map(Word::text).collect(Collectors.joining(" "));
            case CannotSay(String reason) -> "cannot say: " + reason;
        };
    }
}
