package org.strowger.flow.expression;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Text that does not show: it stays out of logs, traces, error messages and debuggers' lists,
/// because everything that prints an object prints `******`, whatever the text and its length.
///
/// Its hash is the same for every text, for a hash of four digits is as good as the digits.
/// Comparing takes the same time wherever the first difference stands.
public final class SecretText {
    private static final String MASK = "******";

    private final String text;

    private SecretText(String text) {
        this.text = text;
    }

    public static SecretText of(String text) {
        return new SecretText(text);
    }

    /// The text itself, for the one place that must have it.
    public String reveal() {
        return text;
    }

    public int length() {
        return text.length();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretText that && MessageDigest.isEqual(bytes(), that.bytes());
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_16BE);
    }

    @Override
    public int hashCode() {
        return MASK.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
