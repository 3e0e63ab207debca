package org.strowger.flow;

import java.util.regex.Pattern;

/// What can be dialled.
final class DialForm {
    static final Pattern NUMBER =
            Pattern.compile(
                    "\\+?[0-9]{2,20}|sips?:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}(:[0-9]{1,5})?");

    private DialForm() {}

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }
}
