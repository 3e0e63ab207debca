package org.strowger.simulator.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.call.CallbackRules;
import org.strowger.engine.routing.QueueId;

/// What two settings do otherwise with calls before they are in line, or instead, in sentences:
/// numbers, flows, calendars, callbacks. A record of calls in line says nothing of it.
final class EntranceDifference {
    private EntranceDifference() {}

    /// Nothing where there is no difference.
    ///
    /// @throws RefusedDay when a folder of flows or calendars cannot be read
    static List<String> sentences(EngineSettings before, EngineSettings after) throws RefusedDay {
        List<String> sentences = new ArrayList<>();
        add(
                "Numbers",
                changes(before.numbers(), after.numbers(), "%s -> %s"::formatted),
                sentences);
        add("Flows", files(before.flows(), after.flows()), sentences);
        add("Calendars", files(before.calendars(), after.calendars()), sentences);
        add("Callbacks", callbacks(before, after), sentences);
        return sentences;
    }

    private static void add(String kind, List<String> changes, List<String> sentences) {
        if (!changes.isEmpty()) {
            sentences.add("%s: %s.".formatted(kind, String.join(", ", changes)));
        }
    }

    private static List<String> files(Path before, Path after) throws RefusedDay {
        return before.equals(after)
                ? List.of()
                : changes(texts(before), texts(after), (_, _) -> "changed");
    }

    /// The YAML files right in a folder, which need not be there.
    private static SortedMap<String, String> texts(Path folder) throws RefusedDay {
        SortedMap<String, String> texts = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
            for (Path file : files) {
                texts.put(
                        file.getFileName().toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        } catch (IOException | DirectoryIteratorException e) {
            throw new RefusedDay("the folder %s cannot be read: %s".formatted(folder, e));
        }
        return texts;
    }

    /// Of queues that both have: that a queue is new says enough.
    private static List<String> callbacks(EngineSettings before, EngineSettings after) {
        SortedMap<String, CallbackRules> was = callbacks(before);
        SortedMap<String, CallbackRules> is = callbacks(after);
        was.keySet().retainAll(queues(after));
        is.keySet().retainAll(queues(before));
        return changes(was, is, (_, _) -> "changed");
    }

    private static SortedMap<String, CallbackRules> callbacks(EngineSettings settings) {
        SortedMap<String, CallbackRules> callbacks = new TreeMap<>();
        for (QueueId queue : settings.policy().queues().keySet()) {
            settings.rules()
                    .handling(queue)
                    .callback()
                    .ifPresent(rules -> callbacks.put(queue.value(), rules));
        }
        return callbacks;
    }

    private static SortedSet<String> queues(EngineSettings settings) {
        SortedSet<String> queues = new TreeSet<>();
        settings.policy().queues().keySet().forEach(queue -> queues.add(queue.value()));
        return queues;
    }

    private static <T> List<String> changes(
            SortedMap<String, T> before, SortedMap<String, T> after, Told<T> told) {
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            T was = before.get(name);
            T is = after.get(name);
            if (was == null || is == null) {
                changes.add("%s %s".formatted(name, was == null ? "new" : "gone"));
            } else if (!was.equals(is)) {
                changes.add("%s %s".formatted(name, told.of(was, is)));
            }
        }
        return changes;
    }

    /// A change in words.
    private interface Told<T> {
        String of(T was, T is);
    }
}
