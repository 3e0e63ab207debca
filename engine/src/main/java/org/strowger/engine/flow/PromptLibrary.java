package org.strowger.engine.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.flow.Languages;
import org.strowger.flow.check.RecordingFacts;
import org.strowger.flow.speech.Word;
import org.strowger.telephony.Sound;
import org.strowger.telephony.media.WavFile;
import org.strowger.yaml.ContentHash;

/// Where prompts come from: the centre's recordings, the built-in ones, and speech made from text.
///
/// A recording `welcome` in `en-GB` is `en-GB/welcome.wav`, or else `en/welcome.wav`, in the
/// centre's folder, or else among the built-in ones, which serve every form of English. Text is
/// spoken once and then kept by its content.
public final class PromptLibrary {
    /// How the path of a built-in recording begins, for messages.
    static final String BUILT_IN = "built-in:";

    private static final String RESOURCES = "/prompts/";
    private static final String BUILT_IN_LANGUAGE = "en-GB";
    private static final String ENDING = ".wav";
    private static final int SAMPLES_PER_MILLISECOND = 8;
    private static final long PROCESS = ProcessHandle.current().pid();
    private static final byte QUIET = (byte) 0xFF;
    private static final Duration BREATH = Duration.ofMillis(250);

    /// Built-in recordings that serve every language.
    private static final Set<String> WITHOUT_WORDS = Set.of("beep", "hold-music");

    private final Path recordings;
    private final Path spoken;
    private final PromptSynthesizer synthesizer;
    private final Map<Path, Recording> read = new HashMap<>();
    private final Map<String, Sound> builtIn;
    private final List<String> builtInIds = builtInIds();
    private int made;

    private record Recording(FileTime changed, Sound sound) {}

    /// @param recordings the folder of the centre's recordings
    /// @param spoken the folder in which speech made from text is kept
    public PromptLibrary(Path recordings, Path spoken, PromptSynthesizer synthesizer) {
        this(recordings, spoken, synthesizer, new HashMap<>());
    }

    private PromptLibrary(
            Path recordings,
            Path spoken,
            PromptSynthesizer synthesizer,
            Map<String, Sound> builtIn) {
        this.recordings = recordings;
        this.spoken = spoken;
        this.synthesizer = synthesizer;
        this.builtIn = builtIn;
    }

    /// The same with the recordings of another folder.
    PromptLibrary with(Path otherRecordings) {
        return new PromptLibrary(otherRecordings, spoken, synthesizer, builtIn);
    }

    private static List<String> builtInIds() {
        String index = RESOURCES + BUILT_IN_LANGUAGE + "/index.txt";
        try (InputStream in = PromptLibrary.class.getResourceAsStream(index)) {
            byte[] all = Objects.requireNonNull(in, index).readAllBytes();
            return new String(all, StandardCharsets.US_ASCII).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(index, e);
        }
    }

    /// The folder of the centre's recordings.
    Path folder() {
        return recordings;
    }

    /// How many texts were spoken for the first time.
    int made() {
        return made;
    }

    /// What there is, by language and id; the built-in ones wherever the centre has none.
    ///
    /// @param files the recordings in the centre's folder
    SortedMap<String, SortedMap<String, RecordingFacts>> facts(List<Path> files) {
        SortedMap<String, SortedMap<String, RecordingFacts>> facts = new TreeMap<>();
        for (String id : builtInIds) {
            RecordingFacts there = there(BUILT_IN + BUILT_IN_LANGUAGE + "/" + id + ENDING);
            for (String language : List.of(BUILT_IN_LANGUAGE, "en")) {
                facts.computeIfAbsent(language, _ -> new TreeMap<>()).put(id, there);
            }
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            String language = recordings.relativize(file).getName(0).toString();
            facts.computeIfAbsent(language, _ -> new TreeMap<>())
                    .put(name.substring(0, name.length() - ENDING.length()), facts(file));
        }
        return facts;
    }

    /// What is wrong with a file that is no audio is told when it is read.
    private static RecordingFacts facts(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return WavHeader.read(in)
                    .map(
                            header ->
                                    new RecordingFacts(
                                            file.toString(),
                                            header.rate(),
                                            header.channels(),
                                            header.length()))
                    .orElseGet(() -> there(file.toString()));
        } catch (IOException e) {
            return there(file.toString());
        }
    }

    private static RecordingFacts there(String path) {
        return new RecordingFacts(path, 8_000, 1, Duration.ofSeconds(1));
    }

    /// The sound of a recording.
    ///
    /// @throws IOException when there is none; the message says what was looked for
    Sound recording(String language, String id) throws IOException {
        Optional<Sound> found = find(language, id);
        if (found.isEmpty()) {
            throw new IOException(
                    "no recording '%s': expected %s"
                            .formatted(id, recordings.resolve(language).resolve(id + ENDING)));
        }
        return found.get();
    }

    Optional<Sound> find(String language, String id) throws IOException {
        for (String folder : folders(language)) {
            Path file = recordings.resolve(folder).resolve(id + ENDING);
            if (Files.isRegularFile(file)) {
                return Optional.of(read(file));
            }
        }
        boolean isUnderstood =
                Languages.primary(language).equals(Languages.primary(BUILT_IN_LANGUAGE))
                        || WITHOUT_WORDS.contains(id);
        return isUnderstood
                ? Optional.ofNullable(builtIn(RESOURCES + BUILT_IN_LANGUAGE + "/" + id + ENDING))
                : Optional.empty();
    }

    /// `en-GB`, then `en`.
    private static List<String> folders(String language) {
        List<String> folders = new ArrayList<>();
        for (int end = language.length(); end > 0; end = language.lastIndexOf('-', end - 1)) {
            folders.add(language.substring(0, end));
        }
        return folders;
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

    /// The sound of a word of a value: its recording, or else its text spoken.
    ///
    /// @param language the one that the caller hears
    /// @param voice the language that the word is of
    Sound word(String language, String voice, Word word) throws IOException {
        Optional<Sound> recorded = find(language, word.id());
        if (recorded.isPresent()) {
            return recorded.get();
        }
        return word.equals(Word.PAUSE) ? silence(BREATH) : speech(voice, word.text(), false);
    }

    static Sound silence(Duration lasts) {
        byte[] samples = new byte[Math.toIntExact(lasts.toMillis() * SAMPLES_PER_MILLISECOND)];
        Arrays.fill(samples, QUIET);
        return new Sound("silence", samples);
    }

    /// The sound of a text.
    ///
    /// @throws IOException when it cannot be spoken; the message says why
    Sound speech(String language, String text, boolean ssml) throws IOException {
        String content = language + '\n' + text + (ssml ? "\nssml" : "");
        Path file = spoken.resolve(ContentHash.of(content) + ENDING);
        if (!Files.isRegularFile(file)) {
            byte[] samples = synthesizer.speak(language, text, ssml);
            made++;
            Files.createDirectories(spoken);
            // Not as the JDK makes temporary files: whoever publishes is not always who runs calls.
            Path beside = spoken.resolve("." + file.getFileName() + "." + PROCESS + ".tmp");
            WavFile.write(beside, samples);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return read(file);
    }
}
