package org.strowger.flow.release;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.yaml.ContentHash;

/// An immutable set of files that make one flow run: its text, its sub-flows, calendars and
/// prompts.
///
/// Its hash, which is that of its [#manifest], names it: two releases with the same hash are the
/// same files, and a call that keeps to a hash keeps to these contents whatever is published since.
///
/// @param flow the flow's id; its file `flows/ID.yaml` is among the files
/// @param files the SHA-256 of each content in hex by path, such as `calendars/uk.yaml`; the form
///   of a path is [ReleasePath]'s
public record Release(String flow, SortedMap<String, String> files) {
    /// The most files that a release may have.
    public static final int MOST_FILES = 10_000;

    static final String HEADER = "strowger-release 1";
    static final String FLOW = "flow ";
    static final String BETWEEN = "  ";
    static final Pattern FLOW_ID = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

    /// @throws IllegalArgumentException when a part is not of its form
    public Release {
        SortedMap<String, String> byPath = new TreeMap<>();
        byPath.putAll(files);
        files = Collections.unmodifiableSortedMap(byPath);
        expect(isFlowId(flow), "not the id of a flow: " + flow);
        expect(files.size() <= MOST_FILES, "more than " + MOST_FILES + " files");
        expect(files.containsKey(fileOf(flow)), "without the file " + fileOf(flow));
        files.forEach(
                (path, hash) -> {
                    expect(ContentHash.isOne(hash), "not a hash: " + hash);
                    ReleasePath.whatIsWrongWith(path).ifPresent(wrong -> expect(false, wrong));
                });
    }

    /// Whether a text has the form of a flow's id, which is a part of its files' names.
    public static boolean isFlowId(String text) {
        return FLOW_ID.matcher(text).matches();
    }

    /// Reads a manifest; whatever the text holds, this returns. Only the one text that [#manifest]
    /// gives is taken for a release, so that its hash is the hash of the text read.
    public static ReadManifest parse(String manifestText) {
        return new ManifestReader(manifestText).read();
    }

    /// SHA-256 of the manifest in hex.
    public String hash() {
        return ContentHash.of(manifest());
    }

    /// The release as text, a line for each file, sorted by path.
    public String manifest() {
        StringBuilder text = new StringBuilder();
        text.append(HEADER).append('\n');
        text.append(FLOW).append(flow).append('\n');
        files.forEach((path, hash) -> text.append(hash).append(BETWEEN).append(path).append('\n'));
        return text.toString();
    }

    static String fileOf(String flow) {
        return "flows/" + flow + ".yaml";
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
