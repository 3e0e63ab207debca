package org.strowger.engine.flow;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.strowger.telephony.media.G711;

/// Speaks through the program espeak-ng, when it is installed.
public final class Espeak implements PromptSynthesizer {
    private static final int TARGET_RATE = 8_000;
    private static final int HEADER = 44;
    private static final int RATE_AT = 24;
    private static final long LONGEST_SECONDS = 30;

    private final String program;

    public Espeak() {
        this("espeak-ng");
    }

    /// @param program one that understands the same options
    Espeak(String program) {
        this.program = program;
    }

    @Override
    public byte[] speak(String language, String text, boolean ssml) throws IOException {
        Path wav = Files.createTempFile("strowger-speech", ".wav");
        try {
            run(language, text, ssml, wav);
            return toMuLaw(Files.readAllBytes(wav));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " spoke", e);
        } finally {
            Files.deleteIfExists(wav);
        }
    }

    private void run(String language, String text, boolean ssml, Path wav)
            throws IOException, InterruptedException {
        String voice = language.toLowerCase(Locale.ROOT);
        List<String> command = new ArrayList<>();
        command.addAll(List.of(program, "-v", voice, "-s", "150", "-w", wav.toString(), "--stdin"));
        if (ssml) {
            command.add("-m");
        }
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            throw new IOException(
                    program + " is not installed: install it, or record the prompt", e);
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(program + " took longer than " + LONGEST_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(program + " has no voice for '" + voice + "'");
        }
    }

    private byte[] toMuLaw(byte[] wav) throws IOException {
        if (wav.length <= HEADER) {
            throw new IOException(program + " made no sound of it");
        }
        ByteBuffer in = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        int rate = in.getInt(RATE_AT);
        short[] samples = new short[(wav.length - HEADER) / Short.BYTES];
        in.position(HEADER).slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        short[] resampled = Resampling.resample(samples, rate, TARGET_RATE);
        byte[] muLaw = new byte[resampled.length];
        for (int i = 0; i < muLaw.length; i++) {
            muLaw[i] = G711.toMuLaw(resampled[i]);
        }
        return muLaw;
    }
}
