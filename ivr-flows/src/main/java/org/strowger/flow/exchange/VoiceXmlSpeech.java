package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a VoiceXML document says: `<prompt>`, `<audio>` and text, written as segments of a prompt.
final class VoiceXmlSpeech {
    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]{0,60}";

    private final FlowDraft flow;
    private final StringBuilder words = new StringBuilder();
    private List<Yaml> segments = new ArrayList<>();

    VoiceXmlSpeech(FlowDraft flow) {
        this.flow = flow;
    }

    static boolean isSpoken(String element) {
        return switch (element) {
            case "prompt",
                    "audio",
                    "value",
                    "break",
                    "say-as",
                    "emphasis",
                    "prosody",
                    "voice",
                    "p",
                    "s",
                    "sub",
                    "phoneme",
                    "enumerate",
                    "paragraph",
                    "sentence",
                    "mark" ->
                    true;
            default -> false;
        };
    }

    /// All that an element says, other elements in it left aside.
    List<Yaml> saidBy(SourceElement element, DraftNode node) {
        segments = new ArrayList<>();
        parts(element, node);
        flush();
        return segments;
    }

    List<Yaml> said(SourcePart part, DraftNode node) {
        segments = new ArrayList<>();
        part(part, node);
        flush();
        return segments;
    }

    private void parts(SourceElement element, DraftNode node) {
        element.parts().forEach(part -> part(part, node));
    }

    private void part(SourcePart part, DraftNode node) {
        switch (part) {
            case SourceText text -> words.append(text.use());
            case SourceElement element when isSpoken(element.name()) ->
                    element(element.use(), node);
            case SourceElement _ -> {}
        }
    }

    private void element(SourceElement element, DraftNode node) {
        switch (element.name()) {
            case "prompt" -> prompt(element, node);
            case "audio" -> audio(element, node);
            case "value" -> value(element, node);
            case "break" -> pause(element);
            case "p", "s", "paragraph", "sentence" -> parts(element, node);
            default -> {
                String what = "markup <" + element.name() + "> is left out, its words are kept";
                flow.notes().add(element.at(), node, what);
                parts(element, node);
            }
        }
    }

    private void prompt(SourceElement prompt, DraftNode node) {
        prompt.attribute("xml:lang").ifPresent(tag -> language(tag, prompt, node));
        if (prompt.attribute("bargein").filter("false"::equals).isEmpty()) {
            parts(prompt, node);
            return;
        }
        flush();
        List<Yaml> before = segments;
        segments = new ArrayList<>();
        parts(prompt, node);
        flush();
        Optional<Yaml> whole = Speech.of(segments);
        segments = before;
        whole.ifPresent(said -> segments.add(Yaml.fields().with("uninterrupted", said)));
    }

    private void language(String tag, SourceElement element, DraftNode node) {
        String what = "spoken in " + quoted(tag) + " there; here in the flow's language";
        flow.notes().add(element.placeOf("xml:lang"), node, what);
    }

    /// The words in an audio element are for when the file is not there.
    private void audio(SourceElement audio, DraftNode node) {
        Optional<String> file = audio.attribute("src");
        if (file.isEmpty()) {
            String what = "audio " + audio.attribute("expr").map(e -> quoted(e) + " ").orElse("");
            flow.notes().add(audio.at(), node, what + "is computed there: only its words are kept");
            parts(audio, node);
            return;
        }
        flush();
        segments.add(flow.recording(file.get(), audio.at()));
        String instead = audio.text();
        if (!instead.isEmpty()) {
            String what =
                    "words for when " + file.get() + " is missing are left out: " + quoted(instead);
            flow.notes().add(audio.at(), node, what);
        }
    }

    private void value(SourceElement value, DraftNode node) {
        String expression = value.attribute("expr").orElse("").strip();
        boolean variable = expression.matches(VARIABLE) && flow.knows(expression);
        if (variable) {
            flush();
            segments.add(
                    Yaml.fields()
                            .with("say_as", Yaml.word("spell"))
                            .with("value", Yaml.text("string(" + flow.variable(expression) + ")")));
        }
        String what =
                variable
                        ? " is spelt out here: choose how it is said"
                        : " is left out of what is said";
        flow.notes().add(value.at(), node, quoted(expression) + what);
    }

    private void pause(SourceElement pause) {
        flush();
        segments.add(flow.silence(pause.millis("time", "ms").orElse(500), pause.at()));
    }

    private void flush() {
        String text = words.toString().strip().replaceAll("\\s+", " ");
        words.setLength(0);
        if (!text.isEmpty()) {
            segments.add(Speech.text(text));
        }
    }
}
