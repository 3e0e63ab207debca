package org.strowger.flow.check;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.strowger.flow.FlowNode;
import org.strowger.flow.Prompt;
import org.strowger.yaml.Problem;

/// Finds choices of which the words of their menu do not tell (L07).
///
/// What recordings say is not known, so only menus that are text throughout are looked at; and a
/// choice that is not always there is not looked for.
final class SpokenChoices {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST = 3;
    private static final int STEM = 5;
    private static final int MOST_WORDS = 20;

    private SpokenChoices() {}

    static List<Problem> find(FlowFile file) {
        List<Problem> problems = new ArrayList<>();
        for (FlowNode node : file.flow().nodes().values()) {
            if (node instanceof FlowNode.Menu menu) {
                said(menu, file.flow().language())
                        .ifPresent(said -> addUnsaid(problems, file, menu, said));
            }
        }
        return problems;
    }

    private static void addUnsaid(
            List<Problem> problems, FlowFile file, FlowNode.Menu menu, NavigableSet<String> said) {
        menu.choices()
                .forEach(
                        (keys, choice) ->
                                choice.label()
                                        .filter(label -> choice.condition().isEmpty())
                                        .filter(label -> isUnsaid(label, said))
                                        .ifPresent(
                                                label ->
                                                        problems.add(
                                                                file.problem(
                                                                        LintCode.L07,
                                                                        menu,
                                                                        Part.of(
                                                                                "menu", "choices",
                                                                                keys),
                                                                        "no prompt of the menu"
                                                                                + " speaks of "
                                                                                + quoted(label)))));
    }

    /// All words of the menu's prompts; empty where they are not text throughout.
    private static Optional<NavigableSet<String>> said(FlowNode.Menu menu, String language) {
        NavigableSet<String> said = new TreeSet<>();
        for (List<Prompt> prompts : menu.asking().prompts().values()) {
            if (!addWords(said, prompts, language)) {
                return Optional.empty();
            }
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(said);
    }

    private static boolean addWords(
            NavigableSet<String> said, List<Prompt> prompts, String language) {
        for (Prompt prompt : prompts) {
            switch (prompt) {
                case Prompt.Text text ->
                        said.addAll(words(text.texts().getOrDefault(language, "")));
                case Prompt.Silence _ -> {}
                case Prompt.Uninterrupted whole -> {
                    if (!addWords(said, whole.prompts(), language)) {
                        return false;
                    }
                }
                case Prompt.Recorded _, Prompt.SayAs _, Prompt.Plural _ -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isUnsaid(String label, NavigableSet<String> said) {
        List<String> stems =
                words(label).stream()
                        .filter(word -> word.length() >= SHORTEST)
                        .limit(MOST_WORDS)
                        .map(word -> word.substring(0, Math.min(STEM, word.length())))
                        .toList();
        return !stems.isEmpty() && stems.stream().noneMatch(stem -> isSaid(stem, said));
    }

    /// `openi` of "opening" is said by "opened" and by "open".
    private static boolean isSaid(String stem, NavigableSet<String> said) {
        String near = said.ceiling(stem);
        return (near != null && near.startsWith(stem))
                || (stem.length() == STEM && said.contains(stem.substring(0, STEM - 1)));
    }

    private static List<String> words(String text) {
        return BETWEEN_WORDS
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
