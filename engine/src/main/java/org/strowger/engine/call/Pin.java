package org.strowger.engine.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// What a person types at a telephone to show who they are: 4 to 12 digits, shown as stars wherever
/// it is printed.
///
/// @param value the digits, as configured
public record Pin(String value) {
    public static final int SHORTEST = 4;
    public static final int LONGEST = 12;

    public Pin {
        if (!value.matches("[0-9]{" + SHORTEST + "," + LONGEST + "}")) {
            throw new IllegalArgumentException("expected a pin of 4 to 12 digits");
        }
    }

    /// Whether these digits are the pin; how long the answer takes tells nothing about it.
    public boolean matches(String typed) {
        return MessageDigest.isEqual(bytes(value), bytes(typed));
    }

    private static byte[] bytes(String digits) {
        return digits.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
