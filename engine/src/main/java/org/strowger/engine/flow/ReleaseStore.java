package org.strowger.engine.flow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.strowger.flow.release.Published;
import org.strowger.flow.release.Publishing;
import org.strowger.flow.release.ReadHistory;
import org.strowger.flow.release.ReadManifest;
import org.strowger.flow.release.Release;
import org.strowger.flow.release.ReleaseHistory;
import org.strowger.yaml.ContentHash;

/// The releases of all flows on disk, and which of them new calls get.
///
/// ```
/// objects/3f/3f21...   the content of a file, by its hash; written once and never changed
/// manifests/9c04...    which files a release has, by the release's hash
/// history/main.log     what was published of the flow main: a line each, the last one counts
/// ```
///
/// A release is published in that order, each step on the disk before the next begins, so that at
/// whatever moment the machine stops a reader finds the release before or this one, whole. Readers
/// take no lock; writers, in however many processes, come one after the other.
public final class ReleaseStore {
    /// The most bytes that one file of a release may have.
    static final int LONGEST_FILE = 32 << 20;

    /// The most bytes that all files of a release may have.
    static final long LONGEST_RELEASE = 128L << 20;

    private static final int LONGEST_MANIFEST = 4 << 20;
    private static final int LONGEST_HISTORY = 64 << 20;
    private static final String LOG = ".log";

    private final Path folder;

    /// @param folder made when something is first published
    public ReleaseStore(Path folder) {
        this.folder = folder;
    }

    /// Keeps the files as a release and gives it to new calls.
    ///
    /// @param files the content of each by its path in the release
    public Publication publish(
            String flow, SortedMap<String, byte[]> files, Instant at, String by, String note)
            throws IOException {
        Optional<String> wrong = tooLong(files);
        if (wrong.isPresent()) {
            return new Publication.Unfit(wrong.get());
        }
        SortedMap<String, String> hashes = new TreeMap<>();
        files.forEach((path, content) -> hashes.put(path, ContentHash.of(content)));
        Release release;
        try {
            release = new Release(flow, hashes);
        } catch (IllegalArgumentException e) {
            return new Publication.Unfit(String.valueOf(e.getMessage()));
        }
        return enter(
                flow,
                history -> history.publish(release.hash(), at, by, note),
                () -> keep(release, files));
    }

    private static Optional<String> tooLong(SortedMap<String, byte[]> files) {
        long sum = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getValue().length > LONGEST_FILE) {
                return Optional.of(file.getKey() + ": longer than " + LONGEST_FILE + " bytes");
            }
            sum += file.getValue().length;
        }
        return sum > LONGEST_RELEASE
                ? Optional.of("all files together: longer than " + LONGEST_RELEASE + " bytes")
                : Optional.empty();
    }

    /// Gives new calls a release that was published before.
    public Publication rollBack(String flow, String releaseHash, Instant at, String by, String note)
            throws IOException {
        return enter(
                flow,
                history -> history.rollBack(releaseHash, at, by, note),
                () -> expectWhole(releaseHash));
    }

    /// What new calls get.
    public Optional<Published> current(String flow) throws IOException {
        return history(flow).current();
    }

    /// The release that new calls get, without what is in its files.
    public Optional<Release> currentRelease(String flow) throws IOException {
        Optional<Published> current = current(flow);
        return current.isPresent() ? find(current.get().releaseHash()) : Optional.empty();
    }

    /// What was published of a flow; nothing of one that is not known.
    public ReleaseHistory history(String flow) throws IOException {
        return Release.isFlowId(flow) ? read(logOf(flow)).history() : ReleaseHistory.EMPTY;
    }

    /// The flows of which anything was ever published.
    public SortedSet<String> flows() throws IOException {
        Path logs = folder.resolve("history");
        if (!Files.isDirectory(logs)) {
            return Collections.emptySortedSet();
        }
        NavigableSet<String> flows = new TreeSet<>();
        try (Stream<Path> files = Files.list(logs)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(LOG))
                    .map(name -> name.substring(0, name.length() - LOG.length()))
                    .filter(Release::isFlowId)
                    .forEach(flows::add);
        }
        return flows;
    }

    /// A release with its files, each of them compared with its hash; empty when there is none.
    public Optional<StoredRelease> load(String releaseHash) throws IOException {
        Optional<Release> release = find(releaseHash);
        if (release.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, String> file : release.get().files().entrySet()) {
            files.put(file.getKey(), readWhole(objectOf(file.getValue()), LONGEST_FILE));
        }
        return Optional.of(new StoredRelease(release.get(), files));
    }

    /// Writes the files of a release into a folder, each of them compared with its hash.
    ///
    /// @throws IOException also when there is no such release
    void unpack(String releaseHash, Path into) throws IOException {
        for (Map.Entry<String, String> file : required(releaseHash).files().entrySet()) {
            Path path = into.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.write(path, readWhole(objectOf(file.getValue()), LONGEST_FILE));
        }
    }

    private Release required(String releaseHash) throws IOException {
        return find(releaseHash)
                .orElseThrow(
                        () ->
                                new IOException(
                                        manifestOf(releaseHash)
                                                + ": the file is missing from the releases"));
    }

    private Optional<Release> find(String releaseHash) throws IOException {
        boolean isThere = ContentHash.isOne(releaseHash) && Files.exists(manifestOf(releaseHash));
        return isThere
                ? Optional.of(readManifest(manifestOf(releaseHash), releaseHash))
                : Optional.empty();
    }

    private static Release readManifest(Path file, String hash) throws IOException {
        String text = new String(readWhole(file, LONGEST_MANIFEST), StandardCharsets.UTF_8);
        return switch (Release.parse(text)) {
            case ReadManifest.Ok(Release release) -> release;
            case ReadManifest.Refused(var problems) ->
                    throw new IOException(
                            file + ": not the manifest of " + hash + ": " + problems.getFirst());
        };
    }

    /// Reads a file that is named by its content's hash.
    private static byte[] readWhole(Path file, int longest) throws IOException {
        byte[] content;
        try {
            content = Disk.read(file, longest);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": the file is missing from the releases", e);
        }
        if (!ContentHash.of(content).equals(file.getFileName().toString())) {
            throw new IOException(file + ": damaged, its content is not what its name says");
        }
        return content;
    }

    private interface Deed {
        Publishing on(ReleaseHistory history);
    }

    private interface Preparation {
        void run() throws IOException;
    }

    /// @param preparation what must be on the disk before the entry is
    private Publication enter(String flow, Deed deed, Preparation preparation) throws IOException {
        if (!Release.isFlowId(flow)) {
            return new Publication.Unfit("not the id of a flow: " + flow);
        }
        try (WriterLock _ = WriterLock.on(folder.resolve("lock"))) {
            Path log = logOf(flow);
            History before = read(log);
            return switch (deed.on(before.history())) {
                case Publishing.Refused(var reason) -> new Publication.Refused(reason);
                case Publishing.Done(_, Published entry) -> {
                    preparation.run();
                    append(log, before, entry);
                    yield new Publication.Done(entry);
                }
            };
        }
    }

    private void keep(Release release, SortedMap<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String hash = ContentHash.of(file.getValue());
            keep(objectOf(hash), file.getValue(), LONGEST_FILE);
        }
        byte[] manifest = release.manifest().getBytes(StandardCharsets.UTF_8);
        keep(manifestOf(release.hash()), manifest, LONGEST_MANIFEST);
    }

    private static void keep(Path file, byte[] content, int longest) throws IOException {
        if (Files.exists(file)) {
            readWhole(file, longest);
            return;
        }
        Disk.makeFolder(file.resolveSibling(""));
        Disk.place(file, content);
    }

    private void expectWhole(String releaseHash) throws IOException {
        for (String hash : required(releaseHash).files().values()) {
            readWhole(objectOf(hash), LONGEST_FILE);
        }
    }

    private static void append(Path log, History before, Published entry) throws IOException {
        Disk.makeFolder(log.resolveSibling(""));
        if (before.isTorn()) {
            Disk.cut(log, before.wholeBytes());
        }
        Disk.append(log, entry.line().getBytes(StandardCharsets.UTF_8));
    }

    /// @param wholeBytes how much of the file are whole lines
    /// @param isTorn whether the file goes on behind them: a write that was cut off
    private record History(ReleaseHistory history, int wholeBytes, boolean isTorn) {}

    private static History read(Path log) throws IOException {
        if (!Files.exists(log)) {
            return new History(ReleaseHistory.EMPTY, 0, false);
        }
        byte[] bytes = Disk.read(log, LONGEST_HISTORY);
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        // A torn line may end within a character, so it is cut before the bytes become text.
        String text = text(log, Arrays.copyOf(bytes, whole));
        return switch (ReleaseHistory.parse(log.toString(), text)) {
            case ReadHistory.Ok(ReleaseHistory history, _) ->
                    new History(history, whole, whole < bytes.length);
            case ReadHistory.Refused(var problems) ->
                    throw new IOException(problems.getFirst().toString());
        };
    }

    private static String text(Path file, byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8 text", e);
        }
    }

    /// Where the history of a flow is, for those who watch it.
    Path logOf(String flow) {
        return folder.resolve("history").resolve(flow + LOG);
    }

    private Path manifestOf(String hash) {
        return folder.resolve("manifests").resolve(hash);
    }

    private Path objectOf(String hash) {
        return folder.resolve("objects").resolve(hash.substring(0, 2)).resolve(hash);
    }
}
