package org.strowger.telephony.sip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Digest authentication with MD5 and `qop=auth`, as phones speak it (RFC 2617, RFC 3261 section
/// 22).
///
/// A nonce carries the time of its making and a keyed hash of it, so that nothing has to be kept
/// for a stranger who asks for one.
final class Digest {
    /// How long a nonce may be used.
    private static final Duration NONCE_LIFE = Duration.ofMinutes(5);

    private static final String MAC = "HmacSHA256";
    private static final int MAC_BYTES = 16;

    private final SecretKeySpec key;

    Digest() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, MAC);
    }

    /// What a client says of itself in an `Authorization` header; absent parts are empty.
    record Credentials(
            String user,
            String realm,
            String nonce,
            String uri,
            String qop,
            String nonceCount,
            String clientNonce,
            String response) {}

    enum Verdict {
        GOOD,
        /// The nonce is not ours or too old: ask again.
        STALE,
        WRONG
    }

    String nonce(Instant now) {
        byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli()).array();
        byte[] both = ByteBuffer.allocate(Long.BYTES + MAC_BYTES).put(time).put(seal(time)).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    /// Checks a client's answer. An unknown user is checked against no password at the same cost.
    Verdict verify(Credentials said, String method, String password, Instant now) {
        if (!isFresh(said.nonce(), now)) {
            return Verdict.STALE;
        }
        byte[] expected = response(said, method, password).getBytes(StandardCharsets.US_ASCII);
        byte[] given = said.response().getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, given) ? Verdict.GOOD : Verdict.WRONG;
    }

    /// The answer to a challenge.
    static String response(Credentials c, String method, String password) {
        String who = md5(c.user() + ":" + c.realm() + ":" + password);
        String what = md5(method + ":" + c.uri());
        String middle =
                c.qop().isEmpty()
                        ? c.nonce()
                        : c.nonce() + ":" + c.nonceCount() + ":" + c.clientNonce() + ":" + c.qop();
        return md5(who + ":" + middle + ":" + what);
    }

    private boolean isFresh(String nonce, Instant now) {
        byte[] both;
        try {
            both = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (both.length != Long.BYTES + MAC_BYTES) {
            return false;
        }
        byte[] time = new byte[Long.BYTES];
        byte[] seal = new byte[MAC_BYTES];
        ByteBuffer.wrap(both).get(time).get(seal);
        Instant made = Instant.ofEpochMilli(ByteBuffer.wrap(time).getLong());
        return MessageDigest.isEqual(seal, seal(time))
                && !made.isAfter(now)
                && made.plus(NONCE_LIFE).isAfter(now);
    }

    private byte[] seal(byte[] time) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return ByteBuffer.allocate(MAC_BYTES).put(mac.doFinal(time), 0, MAC_BYTES).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }

    private static String md5(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
