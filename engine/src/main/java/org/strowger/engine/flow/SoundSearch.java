package org.strowger.engine.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowNode;
import org.strowger.flow.Languages;
import org.strowger.flow.Prompt;
import org.strowger.flow.Utterance;
import org.strowger.flow.speech.SayKind;
import org.strowger.flow.speech.SpokenLanguage;
import org.strowger.flow.speech.Word;
import org.strowger.telephony.Sound;
import org.strowger.yaml.Problem;

/// Finds every sound that calls in one book of flows may hear, and makes those that are made from
/// text.
///
/// A caller keeps the language that was chosen in one flow in those that it calls: so each flow has
/// to be heard in the languages of all, if need be in its own in their place.
final class SoundSearch {
    private static final String LAST_RESORT = "en";

    private final PromptLibrary prompts;
    private final Sources sources;
    private final SequencedSet<String> languages = new LinkedHashSet<>();
    private final Map<Utterance, Sound> sounds = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private SoundSearch(PromptLibrary prompts, Sources sources) {
        this.prompts = prompts;
        this.sources = sources;
    }

    /// What came of a search.
    ///
    /// @param problems why there are not all sounds
    record Found(SoundBook sounds, List<Problem> problems) {}

    /// @param sources where the flows are written
    static Found of(FlowBook book, PromptLibrary prompts, Sources sources) {
        SoundSearch search = new SoundSearch(prompts, sources);
        search.languages.addAll(book.entryFlow().languages());
        book.flows().values().forEach(flow -> search.languages.addAll(flow.languages()));
        search.look(book.entryFlow());
        book.flows().values().stream()
                .filter(flow -> !flow.id().equals(book.entry()))
                .forEach(search::look);
        return new Found(new SoundBook(search.sounds), search.problems);
    }

    private void look(Flow flow) {
        flow.nodes().values().forEach(node -> look(flow, node));
    }

    /// What is there for one prompt of a node is there for all; of what is not, the first is told.
    private void look(Flow flow, FlowNode node) {
        try {
            for (Prompt prompt : new LinkedHashSet<>(node.prompts())) {
                look(flow, prompt);
            }
            if (node instanceof FlowNode.Queue queue) {
                lookForAnnouncements(flow, queue.treatment());
            }
        } catch (IOException e) {
            problems.add(
                    sources.node(flow.id(), node.id())
                            .problem(flow.id() + "." + node.id() + ": " + FileFault.words(e)));
        }
    }

    private void look(Flow flow, Prompt prompt) throws IOException {
        switch (prompt) {
            case Prompt.Recorded(var id) -> {
                for (String language : languages) {
                    lookForRecording(flow, language, id);
                }
            }
            case Prompt.Text text -> {
                for (String language : languagesOf(flow, text)) {
                    String words = text.texts().getOrDefault(language, "");
                    sounds.put(
                            new Utterance.Speech(language, words, text.ssml()),
                            prompts.speech(language, words, text.ssml()));
                }
            }
            case Prompt.Silence(var lasts) ->
                    sounds.put(new Utterance.Silence(lasts), PromptLibrary.silence(lasts));
            case Prompt.SayAs sayAs -> lookForWords(flow, sayAs.kind());
            case Prompt.Plural _, Prompt.Uninterrupted _ ->
                    throw new IllegalArgumentException("not a single part: " + prompt);
        }
    }

    private void lookForAnnouncements(Flow flow, FlowNode.Treatment treatment) throws IOException {
        if (treatment.announcePlace().isPresent()) {
            lookForWords(flow, SayKind.NUMBER);
        }
        if (treatment.announceWait().isPresent()) {
            lookForWords(flow, SayKind.DURATION);
        }
    }

    /// The flow's own language stands in for one that lacks the recording.
    private void lookForRecording(Flow flow, String language, String id) throws IOException {
        Utterance recording = new Utterance.Recording(language, id);
        if (sounds.containsKey(recording)) {
            return;
        }
        Optional<Sound> found = prompts.find(language, id);
        sounds.put(
                recording,
                found.isPresent() ? found.get() : prompts.recording(flow.language(), id));
    }

    /// Those that somebody may hear.
    private SequencedSet<String> languagesOf(Flow flow, Prompt.Text text) {
        List<String> there = List.copyOf(text.texts().keySet());
        SequencedSet<String> heard = new LinkedHashSet<>();
        for (String language : languages) {
            heard.add(Languages.nearest(language, there).orElse(flow.language()));
        }
        heard.retainAll(new TreeSet<>(there));
        return heard;
    }

    /// A language whose words are not known says values as the flow's own does, or as English.
    private void lookForWords(Flow flow, SayKind kind) throws IOException {
        for (String language : languages) {
            String voice =
                    List.of(language, flow.language()).stream()
                            .filter(tag -> SpokenLanguage.of(tag).isPresent())
                            .findFirst()
                            .orElse(LAST_RESORT);
            SpokenLanguage spoken = SpokenLanguage.of(voice).orElseThrow();
            for (Word word : spoken.vocabulary(EnumSet.of(kind)).values()) {
                Utterance utterance = new Utterance.Spoken(language, word);
                if (!sounds.containsKey(utterance)) {
                    sounds.put(utterance, prompts.word(language, voice, word));
                }
            }
        }
    }
}
