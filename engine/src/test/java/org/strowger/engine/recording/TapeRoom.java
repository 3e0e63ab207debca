package org.strowger.engine.recording;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;

/// A folder of recordings with everything around it that a test needs.
final class TapeRoom {
    static final RecordingId CALL = new RecordingId("20261122-call-7-1");
    static final Duration KEEP = Duration.ofDays(90);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Path root;
    final RecordingSettings settings;

    TapeRoom(Path root, Optional<RecordingKey> key) {
        this.root = root.resolve("recordings");
        this.settings = new RecordingSettings(this.root, KEEP, key);
    }

    static TapeRoom plain(Path root) {
        return new TapeRoom(root, Optional.empty());
    }

    static TapeRoom encrypted(Path root) throws IOException {
        return new TapeRoom(root, Optional.of(key(root, 1)));
    }

    /// A key of 32 times the same byte.
    static RecordingKey key(Path root, int value) throws IOException {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        Path file = root.resolve("key-" + value);
        Files.write(file, (Base64.getEncoder().encodeToString(key) + "\n").getBytes(US_ASCII));
        return RecordingKey.read(file);
    }

    RecordingFolder folder() {
        return new RecordingFolder(settings, meters);
    }

    Recorder recorder() throws IOException {
        return Recorder.open(settings, meters);
    }

    /// Records in pieces of 20 ms and a rest, as a telephone does.
    void record(RecordingId id, byte[] samples) throws IOException {
        try (Recorder recorder = recorder();
                RecordingStore.Take take = recorder.begin(id)) {
            write(take, samples);
        }
    }

    static void write(RecordingStore.Take take, byte[] samples) throws IOException {
        for (int from = 0; from < samples.length; from += 640) {
            take.write(ByteBuffer.wrap(samples, from, Math.min(640, samples.length - from)));
        }
    }

    /// Begins a recording that the process does not live to end.
    void recordAndDie(RecordingId id, byte[] samples) throws IOException {
        try (Recorder recorder = recorder()) {
            write(recorder.begin(id), samples);
        }
    }

    /// What another program reads from the WAV file that is handed out.
    byte[] exported(RecordingId id) throws IOException, UnsupportedAudioFileException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        folder().writeWav(id, out);
        return samples(out.toByteArray());
    }

    static byte[] samples(byte[] wav) throws IOException, UnsupportedAudioFileException {
        try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            AudioFormat form = in.getFormat();
            AudioFormat expected = new AudioFormat(8_000, 16, 2, true, false);
            if (!form.matches(expected)) {
                throw new UnsupportedAudioFileException(form.toString());
            }
            byte[] samples = in.readAllBytes();
            if (samples.length != in.getFrameLength() * 4) {
                throw new UnsupportedAudioFileException("the size in the header is wrong");
            }
            return samples;
        }
    }

    /// The paths of all files, but for the lock, under the folder.
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    Path file(String ending) {
        return root.resolve("2026/11/22/" + CALL + ending);
    }

    double count(String meter, String... tags) {
        return meters.counter(meter, tags).count();
    }
}
