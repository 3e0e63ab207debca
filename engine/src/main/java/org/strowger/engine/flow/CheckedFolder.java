package org.strowger.engine.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowNode;
import org.strowger.flow.Prompt;
import org.strowger.flow.check.Checked;
import org.strowger.flow.check.FlowSources;
import org.strowger.flow.speech.SayKind;
import org.strowger.flow.speech.SpokenLanguage;
import org.strowger.yaml.ContentHash;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlDocument;

/// The drafts of a site as they were at one moment, and what the check made of them.
public final class CheckedFolder {
    private static final String WAV = ".wav";
    private static final String YAML = ".yaml";

    private final FlowSources sources;
    private final FlowFolder.Recordings recordings;
    private final Checked checked;
    private final List<Problem> findings;

    /// @param findings the check's and what could not be read, in the order of the files
    CheckedFolder(
            FlowSources sources,
            FlowFolder.Recordings recordings,
            Checked checked,
            List<Problem> findings) {
        this.sources = sources;
        this.recordings = recordings;
        this.checked = checked;
        this.findings = List.copyOf(findings);
    }

    /// The texts that were looked at.
    public FlowSources sources() {
        return sources;
    }

    /// The ids of the calendars, those with mistakes among them; of a file that cannot even be
    /// taken for a calendar, its name.
    public SortedSet<String> calendars() {
        SortedSet<String> ids = new TreeSet<>(byId(sources.calendars(), "calendar").keySet());
        for (String file : sources.calendars().keySet()) {
            String name = Path.of(file).getFileName().toString();
            ids.add(name.substring(0, name.length() - YAML.length()));
        }
        return ids;
    }

    public Checked checked() {
        return checked;
    }

    /// Errors and warnings, by file, then in file order.
    public List<Problem> findings() {
        return findings;
    }

    /// Makes every sound of a flow, as calls will need it.
    ///
    /// @param spoken the folder in which speech made from text is kept
    /// @return why there are not all sounds
    public List<Problem> makeSounds(FlowBook book, Path spoken, PromptSynthesizer synthesizer) {
        return sounds(book, new PromptLibrary(recordings.folder(), spoken, synthesizer)).problems();
    }

    SoundSearch.Found sounds(FlowBook book, PromptLibrary library) {
        return SoundSearch.of(book, library, Sources.of(sources.flows()));
    }

    /// The files that make a flow run, by their path in a release: its text and its sub-flows', the
    /// calendars that they ask, and the recordings that their callers may hear. The recordings that
    /// come with the program are not among them.
    ///
    /// @throws IOException when a recording cannot be read; the message names it
    public SortedMap<String, byte[]> releaseOf(FlowBook book) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        addTexts(files, "flows/", byId(sources.flows(), "flow"), book.flows().keySet());
        addTexts(
                files,
                "calendars/",
                byId(sources.calendars(), "calendar"),
                book.calendars().keySet());
        SortedSet<String> heard = idsHeardIn(book);
        SortedSet<String> folders = new TreeSet<>();
        book.flows()
                .values()
                .forEach(flow -> flow.languages().forEach(l -> addFolders(l, folders)));
        long bytes = 0;
        for (Path file : recordings.files()) {
            Path path = recordings.folder().relativize(file);
            String name = path.getFileName().toString();
            String id = name.substring(0, name.length() - WAV.length());
            if (path.getNameCount() == 2
                    && folders.contains(path.getName(0).toString())
                    && heard.contains(id)) {
                bytes += Files.size(file);
                if (bytes > ReleaseStore.LONGEST_RELEASE) {
                    throw new IOException(
                            file
                                    + ": with it the recordings are longer than "
                                    + ReleaseStore.LONGEST_RELEASE
                                    + " bytes together");
                }
                files.put(
                        "prompts/" + path.getName(0) + "/" + name,
                        Disk.read(file, ReleaseStore.LONGEST_FILE));
            }
        }
        return files;
    }

    /// The hash of each calendar and each recording, by the path that it would have in a release.
    ///
    /// @throws IOException when a recording cannot be read; the message names it
    public SortedMap<String, String> hashesBesideFlows() throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        byId(sources.calendars(), "calendar")
                .forEach(
                        (id, text) ->
                                hashes.put("calendars/" + id + ".yaml", ContentHash.of(text)));
        for (Path file : recordings.files()) {
            hashes.put(
                    "prompts/" + recordings.folder().relativize(file),
                    ContentHash.of(Disk.read(file, ReleaseStore.LONGEST_FILE)));
        }
        return hashes;
    }

    private static void addTexts(
            SortedMap<String, byte[]> files,
            String folder,
            SortedMap<String, String> texts,
            Iterable<String> ids) {
        for (String id : ids) {
            String text = texts.getOrDefault(id, "");
            files.put(folder + id + ".yaml", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Of two files with one id the first counts, as in the check.
    private static SortedMap<String, String> byId(SortedMap<String, String> texts, String key) {
        SortedMap<String, String> byId = new TreeMap<>();
        for (Map.Entry<String, String> file : texts.entrySet()) {
            YamlDocument.read(file.getKey(), file.getValue())
                    .root()
                    .optional(key)
                    .text()
                    .ifPresent(id -> byId.putIfAbsent(id, file.getValue()));
        }
        return byId;
    }

    /// `en-GB` and `en`.
    private static void addFolders(String language, SortedSet<String> folders) {
        for (int end = language.length(); end > 0; end = language.lastIndexOf('-', end - 1)) {
            folders.add(language.substring(0, end));
        }
    }

    /// Those that nodes name, the words of the values they say, and those that the site has in
    /// place of the program's own.
    private SortedSet<String> idsHeardIn(FlowBook book) {
        SortedSet<String> ids = new TreeSet<>(recordings.builtIn());
        SortedSet<SayKind> kinds = new TreeSet<>();
        for (Flow flow : book.flows().values()) {
            flow.nodes().values().forEach(node -> addHeard(node, ids, kinds));
        }
        for (Flow flow : book.flows().values()) {
            for (String language : flow.languages()) {
                SpokenLanguage.of(language)
                        .ifPresent(spoken -> ids.addAll(spoken.vocabulary(kinds).keySet()));
            }
        }
        return ids;
    }

    private static void addHeard(FlowNode node, SortedSet<String> ids, SortedSet<SayKind> kinds) {
        for (Prompt prompt : node.prompts()) {
            switch (prompt) {
                case Prompt.Recorded(String id) -> ids.add(id);
                case Prompt.SayAs sayAs -> kinds.add(sayAs.kind());
                case Prompt.Text _, Prompt.Silence _, Prompt.Plural _, Prompt.Uninterrupted _ -> {}
            }
        }
        if (node instanceof FlowNode.Queue) {
            // places and waits, which the queue may announce
            kinds.add(SayKind.NUMBER);
            kinds.add(SayKind.DURATION);
        }
    }
}
