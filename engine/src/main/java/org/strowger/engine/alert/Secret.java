package org.strowger.engine.alert;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the sender and the receiver of a webhook know and nobody else: 16 to 1,024 bytes of UTF-8.
///
/// It says nothing of itself when it is printed.
public final class Secret {
    private static final String HMAC = "HmacSHA256";
    private static final int LEAST = 16;
    private static final int MOST = 1_024;

    private final byte[] key;

    private Secret(byte[] key) {
        this.key = key;
    }

    /// A secret of these characters.
    ///
    /// @param text the secret, exactly as the receiver has it
    /// @throws IllegalArgumentException if it is too short or too long
    public static Secret of(String text) {
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        if (key.length < LEAST || key.length > MOST) {
            throw new IllegalArgumentException(
                    "a webhook's secret must have %d to %d bytes, but has %d"
                            .formatted(LEAST, MOST, key.length));
        }
        return new Secret(key);
    }

    /// The HMAC with SHA-256 (RFC 2104) of a text, in hexadecimal digits.
    String sign(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(key, secret.key);
    }

    @Override
    public int hashCode() {
        return key.length;
    }

    @Override
    public String toString() {
        return "secret";
    }
}
