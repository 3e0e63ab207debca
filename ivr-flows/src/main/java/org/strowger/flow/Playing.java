package org.strowger.flow;

import java.util.List;
import java.util.Optional;
import org.strowger.flow.Passage.Part;

/// What a caller is played: one passage at a time, part by part.
final class Playing {
    private final FlowRun run;
    private Optional<Passage> passage;

    Playing(FlowRun run, Optional<Passage> passage) {
        this.run = run;
        this.passage = passage;
    }

    Optional<Passage> passage() {
        return passage;
    }

    /// Whether a key may end the part that plays.
    boolean mayBeCut() {
        return passage.filter(Passage::mayBeCut).isPresent();
    }

    /// Whether this playback is the one that plays, and no earlier one.
    boolean is(int playback) {
        return passage.filter(p -> p.playback() == playback).isPresent();
    }

    /// Goes on with the next part. False when all was heard.
    boolean playRest() {
        List<Part> rest = passage.map(Passage::rest).orElse(List.of());
        passage = Optional.empty();
        if (!rest.isEmpty()) {
            playParts(rest);
        }
        return !rest.isEmpty();
    }

    /// What played is of no matter any more, and nobody need be told.
    void forget() {
        passage = Optional.empty();
    }

    /// What came of a prompt.
    enum Played {
        PLAYS,
        /// There is nothing in it to play.
        NOTHING,
        /// A value in it could not be said, and the node has failed.
        FAILED
    }

    Played play(List<Prompt> prompts, boolean mayBeCut) {
        Speaker.Made made = Speaker.make(run.call, prompts);
        if (made.failure().isPresent()) {
            run.fail(made.failure().get());
            return Played.FAILED;
        }
        if (made.parts().isEmpty()) {
            return Played.NOTHING;
        }
        playParts(mayBeCut ? made.parts() : List.of(whole(made.parts())));
        return Played.PLAYS;
    }

    private static Part whole(List<Part> parts) {
        return new Part(false, parts.stream().flatMap(p -> p.utterances().stream()).toList());
    }

    void now(List<Utterance> utterances) {
        playParts(List.of(new Part(false, utterances)));
    }

    private void playParts(List<Part> parts) {
        run.call.playbacks++;
        Part first = parts.getFirst();
        run.add(new FlowAction.Play(run.call.playbacks, first.utterances()));
        passage =
                Optional.of(
                        new Passage(
                                run.call.playbacks,
                                first.mayBeCut(),
                                parts.subList(1, parts.size())));
    }

    boolean isOn() {
        return passage.isPresent();
    }

    void stop() {
        if (passage.isPresent()) {
            passage = Optional.empty();
            run.add(new FlowAction.StopPlaying());
        }
    }
}
