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
import java.util.LinkedHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Digest authentication with MD5 and `qop=auth`, as phones speak it (RFC 2617, RFC 3261 section
/// 22).
///
/// A nonce carries the time of its making, a serial number and a keyed hash of both, so that
/// nothing has to be kept for a stranger who asks for one. Only of a nonce that was answered well
/// is the count kept, so that what was heard on the wire cannot be said again.
final class Digest {
    /// How long a nonce may be used.
    private static final Duration NONCE_LIFE = Duration.ofMinutes(5);

    private static final String MAC = "HmacSHA256";
    private static final int MAC_BYTES = 16;
    private static final int STAMP_BYTES = 2 * Long.BYTES;
    private static final String QOP = "auth";

    /// Nonces whose counts are kept; the eldest gives way.
    static final int MOST_COUNTS = 10_000;

    private final SecretKeySpec key;
    private final LinkedHashMap<String, Long> counts = new LinkedHashMap<>();
    private long serial;

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
        /// The nonce is not ours, too old, or was used with this count already: ask again.
        STALE,
        WRONG
    }

    /// A nonce that no other phone is given: two that shared one would use up each other's counts.
    String nonce(Instant now) {
        serial++;
        byte[] stamp =
                ByteBuffer.allocate(STAMP_BYTES)
                        .putLong(now.toEpochMilli())
                        .putLong(serial)
                        .array();
        byte[] both =
                ByteBuffer.allocate(STAMP_BYTES + MAC_BYTES).put(stamp).put(seal(stamp)).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    /// Checks a client's answer, which must be protected by `qop=auth` and a nonce count that rises
    /// (RFC 2617 section 3.2.2). An unknown user is checked against no password at the same cost.
    Verdict verify(Credentials said, String method, String password, Instant now) {
        if (!isFresh(said.nonce(), now)) {
            return Verdict.STALE;
        }
        byte[] expected = response(said, method, password).getBytes(StandardCharsets.US_ASCII);
        byte[] given = said.response().getBytes(StandardCharsets.US_ASCII);
        long count = count(said.nonceCount());
        if (!MessageDigest.isEqual(expected, given) || !said.qop().equals(QOP) || count < 1) {
            return Verdict.WRONG;
        }
        return rises(said.nonce(), count) ? Verdict.GOOD : Verdict.STALE;
    }

    /// The eight hexadecimal digits of a nonce count; 0 for what is no count.
    private static long count(String text) {
        try {
            return text.length() == 8 ? HexFormat.fromHexDigitsToLong(text) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private boolean rises(String nonce, long count) {
        if (count <= counts.getOrDefault(nonce, 0L)) {
            return false;
        }
        counts.put(nonce, count);
        if (counts.size() > MOST_COUNTS) {
            counts.pollFirstEntry();
        }
        return true;
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
        if (both.length != STAMP_BYTES + MAC_BYTES) {
            return false;
        }
        byte[] stamp = new byte[STAMP_BYTES];
        byte[] seal = new byte[MAC_BYTES];
        ByteBuffer.wrap(both).get(stamp).get(seal);
        Instant made = Instant.ofEpochMilli(ByteBuffer.wrap(stamp).getLong());
        return MessageDigest.isEqual(seal, seal(stamp))
                && !made.isAfter(now)
                && made.plus(NONCE_LIFE).isAfter(now);
    }

    private byte[] seal(byte[] stamp) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return ByteBuffer.allocate(MAC_BYTES).put(mac.doFinal(stamp), 0, MAC_BYTES).array();
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
