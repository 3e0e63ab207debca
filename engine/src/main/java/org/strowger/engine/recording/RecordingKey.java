package org.strowger.engine.recording;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.strowger.telephony.RecordingId;

/// What recordings are encrypted with: 256 bits that nobody must lose or show.
///
/// Each file gets a key of its own, made from this one, and is encrypted in segments that cannot be
/// changed, left out or put in another order unseen: AES-256-GCM-HKDF streaming of Tink
/// (developers.google.com/tink/streaming-aead/aes_gcm_hkdf_streaming). The recording's id is its
/// associated data, so that one file cannot stand in for another.
public final class RecordingKey {
    /// 128 ms of a recording: a crash takes two of them at most from the end of an encrypted one.
    static final int SEGMENT_BYTES = 4_096;

    /// Its length, a salt of 32 bytes, and the beginning of the nonces, 7 bytes.
    private static final int HEADER_BYTES = 40;

    private static final int TAG_BYTES = 16;

    /// What is in a segment, and in the first, which has the header before it.
    static final int CONTENT_BYTES = SEGMENT_BYTES - TAG_BYTES;

    static final int FIRST_CONTENT_BYTES = CONTENT_BYTES - HEADER_BYTES;

    private static final int KEY_BYTES = 32;
    private static final int LONGEST_FILE = 1_024;
    private static final String EXPECTED =
            "expected a key of 32 bytes in base64, as 'head -c 32 /dev/urandom | base64' makes it";

    private final AesGcmHkdfStreaming cipher;

    private RecordingKey(byte[] key) throws GeneralSecurityException {
        this.cipher = new AesGcmHkdfStreaming(key, "HmacSha256", KEY_BYTES, SEGMENT_BYTES, 0);
    }

    /// Reads a key from a file: 32 bytes in base64, with or without a line's end.
    ///
    /// @throws IOException that names the file and what was expected, and never shows what was
    ///   found
    public static RecordingKey read(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(LONGEST_FILE);
        }
        return of(file.toString(), content);
    }

    private static RecordingKey of(String file, byte[] content) throws IOException {
        try {
            String text = new String(content, StandardCharsets.US_ASCII).strip();
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length != KEY_BYTES) {
                throw new IOException(
                        "%s: a key of %d bytes; %s".formatted(file, key.length, EXPECTED));
            }
            return new RecordingKey(key);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": not base64; " + EXPECTED, e);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": this JDK cannot encrypt with it", e);
        }
    }

    /// A stream that encrypts into another one, which closing it closes too.
    OutputStream encrypting(RecordingId recording, OutputStream out) throws IOException {
        try {
            return cipher.newEncryptingStream(out, associated(recording));
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot encrypt " + recording, e);
        }
    }

    /// A stream of what was encrypted, which fails when this is not the key, or when a single bit
    /// was changed, before it gives out anything of the segment with that bit.
    InputStream decrypting(RecordingId recording, InputStream in) throws IOException {
        try {
            return cipher.newDecryptingStream(in, associated(recording));
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot decrypt " + recording, e);
        }
    }

    private static byte[] associated(RecordingId recording) {
        return recording.value().getBytes(StandardCharsets.US_ASCII);
    }

    /// How many bytes are in an encrypted file of so many, which needs no key to say.
    static long contentBytes(long fileBytes) {
        long segments = (fileBytes + SEGMENT_BYTES - 1) / SEGMENT_BYTES;
        return Math.max(0, fileBytes - HEADER_BYTES - segments * TAG_BYTES);
    }

    /// Says that it is one, and not which.
    @Override
    public String toString() {
        return "a key";
    }
}
