package org.strowger.flow.release;

import static org.strowger.yaml.Quoted.quoted;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.yaml.ContentHash;

/// Reads a release's manifest, in its one canonical form only.
final class ManifestReader {
    private static final int HASH = 64;
    private static final int PATH = HASH + Release.BETWEEN.length();
    private static final int LINES_BEFORE_FILES = 2;

    /// More than the longest manifest there can be.
    private static final int LONGEST = (Release.MOST_FILES + 2) * (PATH + ReleasePath.LONGEST + 1);

    private final LineProblems problems = new LineProblems("manifest");
    private final SortedMap<String, String> files = new TreeMap<>();
    private final String text;
    private String flow = "";
    private String last = "";

    ManifestReader(String text) {
        this.text = text;
    }

    ReadManifest read() {
        if (text.length() > LONGEST) {
            problems.add(1, 1, "longer than " + LONGEST + " characters");
            return new ReadManifest.Refused(problems.all());
        }
        List<String> lines = TextLines.of(text);
        readHead(lines);
        for (int i = LINES_BEFORE_FILES; i < lines.size(); i++) {
            readFile(TextLines.withoutEnd(lines.get(i)), i + 1);
        }
        checkWhole(lines);
        return problems.isEmpty()
                ? new ReadManifest.Ok(new Release(flow, files))
                : new ReadManifest.Refused(problems.all());
    }

    private void readHead(List<String> lines) {
        String header = line(lines, 0);
        if (!header.equals(Release.HEADER)) {
            problems.add(1, 1, expected(quoted(Release.HEADER), header));
        }
        String named = line(lines, 1);
        if (named.startsWith(Release.FLOW)) {
            flow = named.substring(Release.FLOW.length());
        }
        if (!Release.FLOW_ID.matcher(flow).matches()) {
            problems.add(2, 1, expected("'flow ' and the id of a flow", named));
        }
    }

    private void readFile(String line, int number) {
        if (line.length() <= PATH
                || !ContentHash.isOne(line.substring(0, HASH))
                || !line.startsWith(Release.BETWEEN, HASH)) {
            problems.add(number, 1, expected("a SHA-256 in hex, two spaces and a path", line));
            return;
        }
        String path = line.substring(PATH);
        ReleasePath.whatIsWrongWith(path).ifPresent(wrong -> problems.add(number, PATH + 1, wrong));
        if (path.compareTo(last) <= 0) {
            problems.add(
                    number,
                    PATH + 1,
                    "paths expect to be sorted, each once: "
                            + quoted(path)
                            + " comes after "
                            + quoted(last));
        }
        last = path;
        files.put(path, line.substring(0, HASH));
    }

    private void checkWhole(List<String> lines) {
        if (!lines.isEmpty() && !TextLines.isWhole(lines.getLast())) {
            problems.add(lines.size(), 1, "the last line does not end");
        }
        if (files.size() > Release.MOST_FILES) {
            problems.add(1, 1, "more than " + Release.MOST_FILES + " files");
        }
        if (problems.isEmpty() && !files.containsKey(Release.fileOf(flow))) {
            problems.add(2, 1, "the flow's own file " + Release.fileOf(flow) + " is missing");
        }
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? TextLines.withoutEnd(lines.get(index)) : "";
    }

    private static String expected(String what, String found) {
        return "expected " + what + ", found " + quoted(found);
    }
}
