package org.strowger.flow.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.strowger.flow.NodeId;
import org.strowger.flow.change.Point.Named;

/// Compares the points of one node, or of the flow itself, with what they were.
final class Comparison {
    private final Optional<NodeId> node;
    private final List<Change> changes = new ArrayList<>();

    Comparison(Optional<NodeId> node) {
        this.node = node;
    }

    List<Change> between(SequencedMap<String, Named> before, SequencedMap<String, Named> after) {
        SequencedSet<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Optional<Named> old = Optional.ofNullable(before.get(name));
            Optional<Named> young = Optional.ofNullable(after.get(name));
            if (old.isEmpty()) {
                young.filter(point -> isOnItsOwn(point, before))
                        .ifPresent(point -> added(point, after));
            } else if (young.isEmpty()) {
                old.filter(point -> isOnItsOwn(point, after)).ifPresent(this::removed);
            } else {
                compare(name, old.orElseThrow().point(), young.orElseThrow().point());
            }
        }
        return changes;
    }

    /// Whether it came or went without the point that it is about.
    private static boolean isOnItsOwn(Named point, SequencedMap<String, Named> others) {
        return point.owner().isEmpty() || others.containsKey(point.owner().orElseThrow());
    }

    private void added(Named point, SequencedMap<String, Named> all) {
        String name = point.name();
        List<String> with = about(name, all);
        switch (point.point()) {
            case Point.Way(_, var to) -> changes.add(new Change.ExitAdded(node, name, to, with));
            case Point.Words(var prompt) ->
                    changes.addAll(PromptComparison.added(at(), name, prompt));
            case Point.Setting(_, var shown, _) ->
                    changes.add(new Change.SettingAdded(node, name, shown, with));
            // The things in it came, and each of them is a change.
            case Point.Order _ -> {}
        }
    }

    private static List<String> about(String owner, SequencedMap<String, Named> all) {
        List<String> about = new ArrayList<>();
        for (Named point : all.values()) {
            boolean its = point.owner().filter(owner::equals).isPresent();
            if (its
                    && point.point() instanceof Point.Setting(_, var shown, _)
                    && !shown.isEmpty()) {
                about.add(point.name().substring(owner.length() + 1) + " " + shown);
            }
        }
        return about;
    }

    private void removed(Named point) {
        String name = point.name();
        switch (point.point()) {
            case Point.Way(_, var from) -> changes.add(new Change.ExitRemoved(node, name, from));
            case Point.Words(var prompt) ->
                    changes.addAll(PromptComparison.removed(at(), name, prompt));
            case Point.Setting(_, var shown, _) ->
                    changes.add(new Change.SettingRemoved(node, name, shown));
            case Point.Order _ -> {}
        }
    }

    private void compare(String name, Point before, Point after) {
        switch (before) {
            case Point.Way way when after instanceof Point.Way now -> {
                if (!way.to().equals(now.to())) {
                    changes.add(new Change.ExitMoved(node, name, way.shown(), now.shown()));
                }
            }
            case Point.Setting was when after instanceof Point.Setting now -> {
                if (!was.value().equals(now.value())) {
                    changes.add(
                            new Change.SettingChanged(
                                    node, name, was.shown(), now.shown(), now.remark()));
                }
            }
            case Point.Words was when after instanceof Point.Words now ->
                    changes.addAll(
                            PromptComparison.between(at(), name, was.prompt(), now.prompt()));
            case Point.Order was when after instanceof Point.Order now ->
                    order(name, was.names(), now.names());
            default -> {
                removed(new Named(name, Optional.empty(), before));
                added(new Named(name, Optional.empty(), after), new LinkedHashMap<>());
            }
        }
    }

    /// What came or went is told already; here it is about those that stayed.
    private void order(String name, List<String> before, List<String> after) {
        List<String> was = before.stream().filter(after::contains).toList();
        List<String> now = after.stream().filter(before::contains).toList();
        if (!was.equals(now)) {
            changes.add(new Change.OrderChanged(node, name, was, now));
        }
    }

    private NodeId at() {
        return node.orElseThrow();
    }
}
