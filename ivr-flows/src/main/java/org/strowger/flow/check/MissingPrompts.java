package org.strowger.flow.check;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.flow.FlowNode;
import org.strowger.flow.Languages;
import org.strowger.flow.Prompt;
import org.strowger.flow.speech.SpokenLanguage;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Problem.Severity;
import org.strowger.yaml.Spelling;

/// Finds prompts that callers in one of the flow's languages would not hear (L05).
///
/// In the flow's own language that is an error, for there is nothing to fall back on; in another it
/// is a warning, for the translation may be on its way.
final class MissingPrompts {
    private final FlowFile file;
    private final Optional<SortedMap<String, SortedMap<String, RecordingFacts>>> recordings;
    private final List<Problem> problems = new ArrayList<>();

    private MissingPrompts(FlowFile file, Surroundings around) {
        this.file = file;
        this.recordings = around.recordings();
    }

    static List<Problem> find(FlowFile file, Surroundings around) {
        MissingPrompts search = new MissingPrompts(file, around);
        for (FlowNode node : file.flow().nodes().values()) {
            for (PromptUse use : PromptUse.of(node)) {
                search.addAll(node, use.part(), use.prompts());
            }
        }
        return search.problems;
    }

    private void addAll(FlowNode node, Part part, List<Prompt> prompts) {
        for (int i = 0; i < prompts.size(); i++) {
            add(node, part.item(i), prompts.get(i));
        }
    }

    private void add(FlowNode node, Part part, Prompt prompt) {
        switch (prompt) {
            case Prompt.Silence _ -> {}
            case Prompt.Uninterrupted whole ->
                    addAll(node, part.within("uninterrupted"), whole.prompts());
            case Prompt.Plural plural ->
                    plural.forms().forEach((form, said) -> addAll(node, part.form(form), said));
            case Prompt.Text text -> {
                for (String language : file.flow().languages()) {
                    if (Languages.nearest(language, List.copyOf(text.texts().keySet())).isEmpty()) {
                        add(node, part, language, "no words in " + language);
                    }
                }
            }
            case Prompt.SayAs _ -> {
                for (String language : file.flow().languages()) {
                    if (SpokenLanguage.of(language).isEmpty()) {
                        add(node, part, language, "values cannot be said in " + language);
                    }
                }
            }
            case Prompt.Recorded(String id) ->
                    recordings.ifPresent(known -> addRecorded(node, part, id, known));
        }
    }

    private void addRecorded(
            FlowNode node,
            Part part,
            String id,
            SortedMap<String, SortedMap<String, RecordingFacts>> known) {
        SortedSet<String> ids = new TreeSet<>();
        known.values().forEach(byId -> ids.addAll(byId.keySet()));
        if (isMusic(node, id) && ids.contains(id)) {
            return;
        }
        for (String language : file.flow().languages()) {
            if (!Recordings.isThere(known, language, id)) {
                String guess = ids.contains(id) ? "" : Spelling.didYouMean(id, ids);
                add(node, part, language, "no recording " + quoted(id) + " in " + language + guess);
            }
        }
    }

    /// Music has no words: any language's will do.
    private static boolean isMusic(FlowNode node, String id) {
        return node instanceof FlowNode.Queue queue && queue.treatment().music().id().equals(id);
    }

    private void add(FlowNode node, Part part, String language, String message) {
        boolean own = language.equals(file.flow().language());
        problems.add(
                file.problem(
                        LintCode.L05,
                        own ? Severity.ERROR : Severity.WARNING,
                        node,
                        part,
                        message));
    }
}
