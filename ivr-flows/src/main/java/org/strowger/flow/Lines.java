package org.strowger.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.strowger.flow.FlowAction.HangUpReason;
import org.strowger.flow.FlowAction.LeaveReason;
import org.strowger.flow.FlowAction.LinePlace;
import org.strowger.flow.FlowNode.Comfort;
import org.strowger.flow.FlowNode.LineNeeds;
import org.strowger.flow.FlowNode.MaxWait;
import org.strowger.flow.FlowNode.Treatment;
import org.strowger.flow.FlowSnapshot.Stage.Waiting;
import org.strowger.flow.expression.Value;

/// What callers in line hear and may do. None of it delays an agent: a talk may begin at any
/// moment.
///
/// Words never play over one another: what comes due while others play waits for their end.
final class Lines {
    private final FlowRun run;

    Lines(FlowRun run) {
        this.run = run;
    }

    void enter(FlowNode.Queue queue) {
        Optional<LinePlace> place = place(queue.needs());
        if (place.isEmpty()) {
            return;
        }
        run.keys.forgetKeys();
        Treatment treatment = queue.treatment();
        Instant now = run.call.now;
        if (run.playing.play(treatment.welcome(), false) == Playing.Played.FAILED) {
            return;
        }
        run.call.inLine = Optional.of(queue.needs().queue());
        run.call.inLineSince = Optional.of(now);
        run.add(new FlowAction.EnterQueue(place.get()));
        run.add(
                new FlowAction.StartMusic(
                        new Utterance.Recording(run.call.language, treatment.music().id())));
        run.to(
                new Waiting(
                        queue.maxWait().map(MaxWait::atMost).map(now::plus),
                        treatment.announcePlace().map(now::plus),
                        treatment.announceWait().map(now::plus),
                        treatment.callbackOffer().map(offer -> now.plus(offer.after())),
                        treatment.comfort().stream()
                                .map(comfort -> Optional.of(now.plus(comfort.after())))
                                .toList(),
                        false,
                        false,
                        OptionalInt.empty(),
                        Optional.empty()));
    }

    /// Empty when an expression could not be evaluated, and the node has failed.
    Optional<LinePlace> place(LineNeeds needs) {
        int priority = run.call.priority;
        if (needs.priority().isPresent()) {
            Optional<Value> value = run.evaluate(needs.priority().get());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            priority =
                    value.get() instanceof Value.Whole(long number)
                            ? CallState.priority(number)
                            : priority;
        }
        Optional<String> prefer = Optional.empty();
        if (needs.prefer().isPresent()) {
            Optional<Value> value = run.evaluate(needs.prefer().get());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            prefer =
                    value.get() instanceof Value.Text(String agent) && !agent.isEmpty()
                            ? Optional.of(agent)
                            : prefer;
        }
        return Optional.of(
                new LinePlace(needs.queue(), priority, needs.skills(), prefer, needs.preferFor()));
    }

    /// While words play, only the end of the wait is awaited.
    Optional<Instant> nextDeadline(Waiting waiting) {
        if (run.playing.isOn()) {
            return waiting.leaveAt();
        }
        return Stream.concat(
                        Stream.of(
                                waiting.leaveAt(),
                                waiting.placeAt(),
                                waiting.waitAt(),
                                waiting.offerAt()),
                        waiting.dues().stream())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private boolean isDue(Optional<Instant> deadline) {
        return deadline.isPresent() && !run.call.now.isBefore(deadline.get());
    }

    void timePassed(Waiting waiting) {
        if (isDue(waiting.leaveAt())) {
            run.leaveLine(LeaveReason.TIMED_OUT);
            run.go("on_timeout", queue().maxWait().orElseThrow().onTimeout());
        } else if (!run.playing.isOn()) {
            quiet(waiting);
        }
    }

    /// Nothing plays but music: the first thing that is due, if any, may be said.
    void quiet(Waiting waiting) {
        if (isDue(waiting.offerAt())) {
            run.to(change(waiting).offered().made());
            say(queue().treatment().callbackOffer().orElseThrow().say());
        } else if (dueComfort(waiting) >= 0) {
            int due = dueComfort(waiting);
            Comfort comfort = queue().treatment().comfort().get(due);
            run.to(change(waiting).comforted(due, comfort, run.call.now).made());
            say(comfort.say());
        } else if (isDue(waiting.placeAt()) || isDue(waiting.waitAt())) {
            askPlace(waiting);
        }
    }

    private int dueComfort(Waiting waiting) {
        for (int i = 0; i < waiting.dues().size(); i++) {
            if (isDue(waiting.dues().get(i))) {
                return i;
            }
        }
        return -1;
    }

    /// Words that cannot be said are passed over: nobody loses a place in line for them.
    private void say(List<Prompt> words) {
        Speaker.Made made = Speaker.make(run.call, words);
        made.failure()
                .ifPresent(
                        reason ->
                                run.report(
                                        new FlowEvent.NodeFailed(
                                                run.call.flow().id(), run.call.nodeId(), reason)));
        List<Utterance> said =
                made.parts().stream().flatMap(part -> part.utterances().stream()).toList();
        if (!said.isEmpty()) {
            run.playing.now(said);
        }
    }

    private void askPlace(Waiting waiting) {
        run.to(
                change(waiting)
                        .askedFor(isDue(waiting.placeAt()), isDue(waiting.waitAt()))
                        .next(queue().treatment(), run.call.now)
                        .made());
        run.add(new FlowAction.AskPlace());
    }

    void placeTold(int place, Optional<Duration> wait) {
        if (!(run.stage() instanceof Waiting waiting)
                || run.playing.isOn()
                || !(waiting.askedPlace() || waiting.askedWait())) {
            return;
        }
        boolean onlyBetter = queue().treatment().onlyWhenBetter();
        Change change = change(waiting).askedFor(false, false);
        List<Utterance> said = new ArrayList<>();
        if (waiting.askedPlace()
                && place > 0
                && !(onlyBetter && place >= waiting.toldPlace().orElse(Integer.MAX_VALUE))) {
            said.addAll(Speaker.place(run.call, place));
            change.toldPlace(place);
        }
        if (waiting.askedWait()
                && wait.isPresent()
                && !(onlyBetter && isNoBetter(wait.get(), waiting.toldWait()))) {
            said.addAll(Speaker.wait(run.call, wait.get()));
            change.toldWait(LineWords.rounded(wait.get()));
        }
        run.to(change.made());
        if (!said.isEmpty()) {
            run.playing.now(said);
        }
    }

    private static boolean isNoBetter(Duration wait, Optional<Duration> told) {
        return told.filter(t -> LineWords.rounded(wait).compareTo(t) >= 0).isPresent();
    }

    void keyPressed(Waiting waiting, char key) {
        Treatment treatment = queue().treatment();
        FlowNode.QueueKey leaves = treatment.keys().get(key);
        if (leaves != null) {
            run.playing.stop();
            run.leave(leaves.say(), "key " + key, leaves.go());
        } else if (treatment.callbackOffer().filter(o -> o.key() == key).isPresent()
                && waiting.offerAt().isEmpty()) {
            run.playing.stop();
            run.go("callback_offer", treatment.callbackOffer().get().go());
        }
    }

    void talkBegan() {
        run.call.inLine = Optional.empty();
        run.call.stopWaiting();
        run.talking();
    }

    void refused(FlowInput.QueueRefused.Reason reason) {
        if (run.stage() instanceof Waiting) {
            lineIsGone();
            FlowNode.Queue queue = queue();
            switch (reason) {
                case FULL -> goOrHangUp("on_full", queue.onFull());
                case NO_AGENTS, UNKNOWN_QUEUE -> goOrHangUp("on_no_agents", queue.onNoAgents());
            }
        } else if (run.call.inLine.isPresent()) {
            lineIsGone();
        }
    }

    void letGo() {
        if (run.stage() instanceof Waiting) {
            lineIsGone();
            queue().maxWait()
                    .ifPresentOrElse(
                            wait -> run.go("on_timeout", wait.onTimeout()),
                            () -> goOrHangUp("on_no_agents", queue().onNoAgents()));
        } else if (run.call.inLine.isPresent()) {
            lineIsGone();
        }
    }

    private void lineIsGone() {
        run.call.inLine = Optional.empty();
        run.call.stopWaiting();
    }

    private void goOrHangUp(String label, Optional<Target> target) {
        target.ifPresentOrElse(
                way -> run.go(label, way), () -> run.hangUp(label, HangUpReason.QUEUE_REFUSED));
    }

    private FlowNode.Queue queue() {
        return (FlowNode.Queue) run.call.node();
    }

    private static Change change(Waiting waiting) {
        return new Change(waiting);
    }

    /// A wait of which something has changed.
    private static final class Change {
        private final Waiting from;
        private Optional<Instant> placeAt;
        private Optional<Instant> waitAt;
        private Optional<Instant> offerAt;
        private final List<Optional<Instant>> dues;
        private boolean askedPlace;
        private boolean askedWait;
        private OptionalInt toldPlace;
        private Optional<Duration> toldWait;

        Change(Waiting from) {
            this.from = from;
            this.placeAt = from.placeAt();
            this.waitAt = from.waitAt();
            this.offerAt = from.offerAt();
            this.dues = new ArrayList<>(from.dues());
            this.askedPlace = from.askedPlace();
            this.askedWait = from.askedWait();
            this.toldPlace = from.toldPlace();
            this.toldWait = from.toldWait();
        }

        Change offered() {
            offerAt = Optional.empty();
            return this;
        }

        Change comforted(int which, Comfort comfort, Instant now) {
            dues.set(
                    which,
                    comfort.again() ? Optional.of(now.plus(comfort.after())) : Optional.empty());
            return this;
        }

        Change askedFor(boolean place, boolean wait) {
            askedPlace = place;
            askedWait = wait;
            return this;
        }

        /// Announcements that a late timer missed are not made up for.
        Change next(Treatment treatment, Instant now) {
            placeAt = askedPlace ? treatment.announcePlace().map(now::plus) : placeAt;
            waitAt = askedWait ? treatment.announceWait().map(now::plus) : waitAt;
            return this;
        }

        void toldPlace(int place) {
            toldPlace = OptionalInt.of(place);
        }

        void toldWait(Duration wait) {
            toldWait = Optional.of(wait);
        }

        Waiting made() {
            return new Waiting(
                    from.leaveAt(),
                    placeAt,
                    waitAt,
                    offerAt,
                    dues,
                    askedPlace,
                    askedWait,
                    toldPlace,
                    toldWait);
        }
    }
}
