package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.engine.flow.CheckedFolder;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowParser;
import org.strowger.flow.ParsedFlow;
import org.strowger.flow.change.FlowDifference;
import org.strowger.yaml.ContentHash;
import org.strowger.yaml.Problem;

/// What stands on one side of a comparison.
sealed interface ComparedSide {

    /// One flow, whatever it is called.
    record OfFile(String path, String text) implements ComparedSide {}

    /// A whole site.
    record OfFolder(CheckedFolder folder) implements ComparedSide {}

    /// What one flow leads to.
    ///
    /// @param files by their path in a release
    record OfRelease(String flow, SortedMap<String, byte[]> files) implements ComparedSide {}

    /// What of this one can be compared with the other: a folder beside a release is what would be
    /// published of it.
    default ComparedSide beside(ComparedSide other) throws IOException {
        if (this instanceof OfFolder(CheckedFolder folder) && other instanceof OfRelease release) {
            FlowBook book = folder.checked().books().get(release.flow());
            if (book != null) {
                return new OfRelease(release.flow(), folder.releaseOf(book));
            }
        }
        return this;
    }

    /// Sentences on what is not the same; none when all is.
    ///
    /// @param wrong takes why a flow cannot be compared
    static List<String> difference(ComparedSide before, ComparedSide after, List<Problem> wrong)
            throws IOException {
        SortedMap<String, Flow> old = before.flows(wrong);
        SortedMap<String, Flow> young = after.flows(wrong);
        if (!wrong.isEmpty()) {
            return List.of();
        }
        if (before instanceof OfFile && after instanceof OfFile) {
            return FlowDifference.between(
                            old.firstEntry().getValue(), young.firstEntry().getValue())
                    .stream()
                    .map(change -> change.sentence())
                    .toList();
        }
        if (before instanceof OfFile || after instanceof OfFile) {
            SortedSet<String> named =
                    new TreeSet<>((before instanceof OfFile ? old : young).keySet());
            old.keySet().retainAll(named);
            young.keySet().retainAll(named);
        }
        List<String> lines = new ArrayList<>();
        FlowDifference.between(old, young).forEach(change -> lines.add(change.sentence()));
        if (!(before instanceof OfFile) && !(after instanceof OfFile)) {
            addOthers(before.others(), after.others(), lines);
        }
        return lines;
    }

    private static void addOthers(
            SortedMap<String, String> old, SortedMap<String, String> young, List<String> lines) {
        SortedSet<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(young.keySet());
        for (String path : paths) {
            if (!old.containsKey(path)) {
                lines.add(path + " added");
            } else if (!young.containsKey(path)) {
                lines.add(path + " removed");
            } else if (!old.getOrDefault(path, "").equals(young.get(path))) {
                lines.add(path + " changed");
            }
        }
    }

    private SortedMap<String, Flow> flows(List<Problem> wrong) {
        SortedMap<String, Flow> flows = new TreeMap<>();
        texts().forEach(
                        (path, text) -> {
                            switch (FlowParser.parse(path, text)) {
                                case ParsedFlow.Ok(Flow flow, _) ->
                                        flows.putIfAbsent(flow.id(), flow);
                                case ParsedFlow.Refused(var problems, _) -> wrong.addAll(problems);
                            }
                        });
        return flows;
    }

    private SortedMap<String, String> texts() {
        return switch (this) {
            case OfFile(String path, String text) -> new TreeMap<>(Map.of(path, text));
            case OfFolder(CheckedFolder folder) -> folder.sources().flows();
            case OfRelease(_, var files) -> {
                SortedMap<String, String> texts = new TreeMap<>();
                files.forEach(
                        (path, content) -> {
                            if (path.startsWith("flows/")) {
                                texts.put(path, new String(content, StandardCharsets.UTF_8));
                            }
                        });
                yield texts;
            }
        };
    }

    /// The hashes of calendars and recordings, by their path in a release.
    private SortedMap<String, String> others() throws IOException {
        return switch (this) {
            case OfFile _ -> new TreeMap<>();
            case OfFolder(CheckedFolder folder) -> folder.hashesBesideFlows();
            case OfRelease(_, var files) -> {
                SortedMap<String, String> hashes = new TreeMap<>();
                files.forEach(
                        (path, content) -> {
                            if (!path.startsWith("flows/")) {
                                hashes.put(path, ContentHash.of(content));
                            }
                        });
                yield hashes;
            }
        };
    }
}
