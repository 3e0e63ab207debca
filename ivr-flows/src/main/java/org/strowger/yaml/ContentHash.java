package org.strowger.yaml;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The name of a content: its SHA-256 (FIPS 180-4) in lower-case hex.
public final class ContentHash {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private ContentHash() {}

    public static String of(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /// Of the text's UTF-8.
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Whether a text has the form of a hash.
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
