package org.strowger.flow.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.strowger.flow.FlowNode;
import org.strowger.flow.FlowNode.Asking;
import org.strowger.flow.Prompt;
import org.strowger.flow.Target;
import org.strowger.yaml.Problem;

/// Finds nodes in which a caller who does nothing hears nothing for more than 30 seconds, and takes
/// the line for dead (L12).
final class LongSilences {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration longest = Duration.ZERO;
    private Duration now = Duration.ZERO;

    private LongSilences() {}

    static List<Problem> find(FlowFile file) {
        List<Problem> problems = new ArrayList<>();
        for (FlowNode node : file.flow().nodes().values()) {
            Duration silence = longestIn(node);
            if (silence.compareTo(LONGEST) > 0) {
                problems.add(
                        file.problem(
                                LintCode.L12,
                                node,
                                Part.WHOLE,
                                "the caller may hear nothing for "
                                        + silence.toSeconds()
                                        + " s here"));
            }
        }
        return problems;
    }

    private static Duration longestIn(FlowNode node) {
        LongSilences silences = new LongSilences();
        switch (node) {
            case FlowNode.Menu menu -> silences.ask(menu.asking());
            case FlowNode.Collect collect -> silences.ask(collect.asking());
            case FlowNode.Say say -> silences.hear(say.prompt());
            case FlowNode.Transfer transfer -> silences.hear(transfer.prompt());
            case FlowNode.Http http when http.waitAudio().isEmpty() ->
                    silences.keepQuiet(http.timeout());
            case FlowNode.Http _,
                    FlowNode.Record _,
                    FlowNode.Voicemail _,
                    FlowNode.Survey _,
                    FlowNode.Switch _,
                    FlowNode.Split _,
                    FlowNode.Hours _,
                    FlowNode.Assign _,
                    FlowNode.Queue _,
                    FlowNode.Callback _,
                    FlowNode.Call _,
                    FlowNode.Return _,
                    FlowNode.HangUp _ -> {}
        }
        return silences.longest;
    }

    private void ask(Asking asking) {
        boolean asksAgain = asking.noInput().go() instanceof Target.Repeat;
        int attempts = asksAgain ? asking.input().attempts() : 1;
        for (int attempt = 1; attempt <= attempts; attempt++) {
            var upTo = asking.prompts().headMap(attempt + 1);
            if (!upTo.isEmpty()) {
                hear(upTo.lastEntry().getValue());
            }
            keepQuiet(asking.input().firstDigit());
            hear(asking.noInput().say());
        }
    }

    private void hear(List<Prompt> prompts) {
        for (Prompt prompt : prompts) {
            switch (prompt) {
                case Prompt.Silence(Duration lasts) -> keepQuiet(lasts);
                case Prompt.Uninterrupted whole -> hear(whole.prompts());
                case Prompt.Recorded _, Prompt.Text _, Prompt.SayAs _, Prompt.Plural _ ->
                        now = Duration.ZERO;
            }
        }
    }

    private void keepQuiet(Duration lasts) {
        now = now.plus(lasts);
        if (now.compareTo(longest) > 0) {
            longest = now;
        }
    }
}
