package org.strowger.engine.flow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.flow.Prompt;
import org.strowger.telephony.Sound;
import org.strowger.telephony.media.WavFile;

/// Where prompts come from: the centre's recordings, the built-in ones, and speech made from text.
///
/// A recording `welcome` in `en-GB` is `en-GB/welcome.wav`, or else `en/welcome.wav`, in the
/// centre's folder, or else among the built-in ones. Text is spoken once and then kept by its
/// content.
public final class PromptLibrary {
    private static final String BUILT_IN = "/prompts/";

    private final Path recordings;
    private final Path spoken;
    private final PromptSynthesizer synthesizer;
    private final Map<Path, Recording> read = new HashMap<>();
    private final Map<String, Sound> builtIn = new HashMap<>();

    private record Recording(FileTime changed, Sound sound) {}

    /// @param recordings the folder of the centre's recordings
    /// @param spoken the folder in which speech made from text is kept
    public PromptLibrary(Path recordings, Path spoken, PromptSynthesizer synthesizer) {
        this.recordings = recordings;
        this.spoken = spoken;
        this.synthesizer = synthesizer;
    }

    /// The sound of a recording or a text.
    ///
    /// @throws IOException when there is none; the message says what was looked for
    Sound sound(String language, Prompt prompt) throws IOException {
        return switch (prompt) {
            case Prompt.Recorded(var id) -> recording(language, id);
            case Prompt.Text(var text) -> speech(language, text);
            case Prompt.Number _ ->
                    throw new IllegalArgumentException("a number is put together from recordings");
        };
    }

    private Sound recording(String language, String id) throws IOException {
        for (String folder : folders(language)) {
            Path file = recordings.resolve(folder).resolve(id + ".wav");
            if (Files.isRegularFile(file)) {
                return read(file);
            }
        }
        for (String folder : folders(language)) {
            String resource = BUILT_IN + folder + "/" + id + ".wav";
            Sound sound = builtIn(resource);
            if (sound != null) {
                return sound;
            }
        }
        throw new IOException(
                "no recording '%s': expected %s"
                        .formatted(id, recordings.resolve(language).resolve(id + ".wav")));
    }

    /// `en-GB`, then `en`.
    private static String[] folders(String language) {
        int region = language.indexOf('-');
        return region < 0
                ? new String[] {language}
                : new String[] {language, language.substring(0, region)};
    }

    private Sound read(Path file) throws IOException {
        FileTime changed = Files.getLastModifiedTime(file);
        Recording known = read.get(file);
        if (known == null || !known.changed().equals(changed)) {
            known = new Recording(changed, WavFile.read(file));
            read.put(file, known);
        }
        return known.sound();
    }

    private @Nullable Sound builtIn(String resource) throws IOException {
        Sound known = builtIn.get(resource);
        if (known != null) {
            return known;
        }
        try (InputStream in = PromptLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                return null;
            }
            Sound sound = WavFile.read(resource, in);
            builtIn.put(resource, sound);
            return sound;
        }
    }

    private Sound speech(String language, String text) throws IOException {
        Path file = spoken.resolve(hash(language + '\n' + text) + ".wav");
        if (!Files.isRegularFile(file)) {
            byte[] samples = synthesizer.speak(language, text);
            Files.createDirectories(spoken);
            Path beside = Files.createTempFile(spoken, "new", ".wav");
            WavFile.write(beside, samples);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return read(file);
    }

    private static String hash(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
