package org.strowger.telephony.sip;

import java.util.Locale;
import java.util.Optional;
import javax.sip.header.ContentTypeHeader;

/// A key press in the body of an INFO request, in the two forms that phones send.
///
/// `application/dtmf-relay` has a line `Signal=5`; `application/dtmf` is the key alone. Neither is
/// in an RFC; both are what phones without RFC 4733 do.
final class InfoDigit {
    private static final String KEYS = "0123456789*#ABCD";

    private InfoDigit() {}

    static boolean isDigit(ContentTypeHeader type) {
        String subtype = type.getContentSubType().toLowerCase(Locale.ROOT);
        return type.getContentType().equalsIgnoreCase("application")
                && (subtype.equals("dtmf-relay") || subtype.equals("dtmf"));
    }

    static Optional<Character> in(String body) {
        return body.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(InfoDigit::signal)
                .filter(key -> !key.isEmpty())
                .findFirst()
                .flatMap(InfoDigit::key);
    }

    private static String signal(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            return line;
        }
        boolean isSignal = line.substring(0, equals).strip().equalsIgnoreCase("Signal");
        return isSignal ? line.substring(equals + 1).strip() : "";
    }

    private static Optional<Character> key(String signal) {
        String key =
                switch (signal) {
                    case "10" -> "*";
                    case "11" -> "#";
                    default -> signal.toUpperCase(Locale.ROOT);
                };
        return key.length() == 1 && KEYS.contains(key)
                ? Optional.of(key.charAt(0))
                : Optional.empty();
    }
}
