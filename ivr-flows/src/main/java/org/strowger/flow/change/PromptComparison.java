package org.strowger.flow.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.flow.NodeId;
import org.strowger.flow.Prompt;

/// Compares what callers hear, language by language where a prompt has words in several.
final class PromptComparison {
    private PromptComparison() {}

    static List<Change> added(NodeId node, String name, List<Prompt> prompt) {
        Optional<String> words = Optional.of(Told.cut(shown(prompt)));
        return List.of(
                new Change.PromptChanged(node, name, Optional.empty(), Optional.empty(), words));
    }

    static List<Change> removed(NodeId node, String name, List<Prompt> prompt) {
        Optional<String> words = Optional.of(Told.cut(shown(prompt)));
        return List.of(
                new Change.PromptChanged(node, name, Optional.empty(), words, Optional.empty()));
    }

    static List<Change> between(NodeId node, String name, List<Prompt> before, List<Prompt> after) {
        if (before.equals(after)) {
            return List.of();
        }
        SortedSet<String> languages = languages(before);
        languages.addAll(languages(after));
        List<Change> changes = new ArrayList<>();
        for (String language : languages) {
            String was = FlowWords.prompt(before, language);
            String is = FlowWords.prompt(after, language);
            if (!was.equals(is)) {
                Optional<String> only =
                        languages.size() > 1 ? Optional.of(language) : Optional.empty();
                changes.add(changed(node, name, only, was, is));
            }
        }
        if (changes.isEmpty()) {
            changes.add(changed(node, name, Optional.empty(), shown(before), shown(after)));
        }
        return changes;
    }

    private static Change changed(
            NodeId node, String name, Optional<String> language, String was, String is) {
        return new Change.PromptChanged(
                node,
                name,
                language,
                Optional.of(Told.cut(was, is)),
                Optional.of(Told.cut(is, was)));
    }

    private static String shown(List<Prompt> prompt) {
        SortedSet<String> languages = languages(prompt);
        return FlowWords.prompt(prompt, languages.isEmpty() ? "" : languages.first());
    }

    private static SortedSet<String> languages(List<Prompt> prompts) {
        SortedSet<String> languages = new TreeSet<>();
        for (Prompt prompt : prompts) {
            switch (prompt) {
                case Prompt.Text(var texts, _) -> languages.addAll(texts.keySet());
                case Prompt.Plural(_, var forms) ->
                        forms.values().forEach(form -> languages.addAll(languages(form)));
                case Prompt.Uninterrupted(var inner) -> languages.addAll(languages(inner));
                case Prompt.Recorded _, Prompt.Silence _, Prompt.SayAs _ -> {}
            }
        }
        return languages;
    }
}
