package org.strowger.flow;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import org.strowger.flow.FlowAction.Destination;
import org.strowger.flow.FlowAction.LeaveReason;
import org.strowger.flow.FlowAction.LinePlace;
import org.strowger.flow.FlowNode.Taping;
import org.strowger.flow.FlowSnapshot.Stage;
import org.strowger.flow.Playing.Played;
import org.strowger.flow.expression.Value;

/// What a call has done outside of it: questions to other systems, recordings, transfers, places
/// that are kept.
final class Errands {
    private final FlowRun run;

    Errands(FlowRun run) {
        this.run = run;
    }

    // Data dips.

    void fetch(FlowNode.Http http) {
        switch (Dip.of(http, run.call)) {
            case Dip.Failed(var reason) -> failed(http, reason);
            case Dip.Ready(var url, var body) -> {
                if (!run.call.hungUp
                        && run.playing.play(http.waitAudio(), false) == Played.FAILED) {
                    return;
                }
                run.call.fetches++;
                run.add(
                        new FlowAction.Fetch(
                                run.call.fetches,
                                http.request().method(),
                                url,
                                http.request().headers(),
                                body,
                                http.fields(),
                                http.timeout(),
                                http.retries()));
                run.to(new Stage.Fetching(run.call.fetches, run.call.now.plus(http.timeout())));
            }
        }
    }

    void fetched(int fetch, SortedMap<String, Value> fields) {
        if (isAwaited(fetch)) {
            FlowNode.Http http = (FlowNode.Http) run.call.node();
            if (fields.keySet().containsAll(http.fields().keySet())) {
                set(http, fields);
                run.go("next", http.next());
            } else {
                failed(http, "the answer lacks a field");
            }
        }
    }

    void fetchFailed(int fetch, String reason) {
        if (isAwaited(fetch)) {
            failed((FlowNode.Http) run.call.node(), reason);
        }
    }

    void fetchTimedOut(int fetch) {
        run.add(new FlowAction.CancelFetch(fetch));
        fetchFailed(fetch, "no answer in time");
    }

    private boolean isAwaited(int fetch) {
        return run.stage() instanceof Stage.Fetching(int awaited, _) && awaited == fetch;
    }

    private void failed(FlowNode.Http http, String reason) {
        if (http.fallback().isEmpty()) {
            run.fail(reason);
            return;
        }
        run.report(new FlowEvent.NodeFailed(run.call.flow().id(), http.id(), reason));
        set(http, http.fallback().get());
        run.go("next", http.next());
    }

    private void set(FlowNode.Http http, SortedMap<String, Value> values) {
        http.fields()
                .keySet()
                .forEach(
                        field -> {
                            Value value = values.get(field);
                            if (value != null) {
                                run.call.set(http.into() + '.' + field, value);
                            }
                        });
    }

    /// The caller is gone: nobody waits any more.
    void cancel() {
        if (run.stage() instanceof Stage.Fetching(int fetch, _)) {
            run.add(new FlowAction.CancelFetch(fetch));
        }
    }

    // Recordings.

    void tape(Taping taping) {
        run.to(new Stage.Taping(false));
        if (run.playing.play(taping.prompt(), true) == Played.NOTHING) {
            record(taping);
        }
    }

    void keyBeforeRecording(boolean began) {
        if (!began) {
            run.playing.stop();
            record(taping());
        }
    }

    void promptBeforeRecordingEnded(boolean began) {
        if (!began) {
            record(taping());
        }
    }

    private Taping taping() {
        return switch (run.call.node()) {
            case FlowNode.Record tape -> tape.taping();
            case FlowNode.Voicemail voicemail -> voicemail.taping();
            case FlowNode.Survey survey -> survey.comment().orElseThrow();
            case FlowNode other ->
                    throw new IllegalStateException("node " + other.id() + " records nothing");
        };
    }

    /// Keys typed before were meant for something else.
    private void record(Taping taping) {
        run.keys.forgetKeys();
        run.call.recordings++;
        Optional<FlowNode.Voicemail> message =
                run.call.node() instanceof FlowNode.Voicemail voicemail
                        ? Optional.of(voicemail)
                        : Optional.empty();
        run.add(
                new FlowAction.StartRecording(
                        run.call.recordings,
                        id(run.call.recordings),
                        taping.max(),
                        taping.silence(),
                        taping.termKeys(),
                        taping.beep(),
                        message.map(FlowNode.Voicemail::box),
                        message.flatMap(FlowNode.Voicemail::queue)));
        run.to(new Stage.Taping(true));
    }

    private String id(int recording) {
        return run.call.facts.id() + '-' + recording;
    }

    void recordingEnded(int recording, Duration length) {
        boolean awaited =
                run.stage() instanceof Stage.Taping(boolean began)
                        && began
                        && run.call.recordings == recording;
        if (!awaited) {
            return;
        }
        switch (run.call.node()) {
            case FlowNode.Record tape when length.isZero() && tape.onEmpty().isPresent() ->
                    run.go("on_empty", tape.onEmpty().get());
            case FlowNode.Record tape -> {
                run.call.set(tape.into(), new Value.Text(length.isZero() ? "" : id(recording)));
                run.go("next", tape.next());
            }
            case FlowNode.Voicemail voicemail -> run.go("next", voicemail.next());
            case FlowNode.Survey survey -> run.leave(survey.thanks(), "next", survey.next());
            case FlowNode other ->
                    throw new IllegalStateException("node " + other.id() + " records nothing");
        }
    }

    // Transfers.

    void transfer(FlowNode.Transfer transfer) {
        run.to(new Stage.Transferring(false));
        if (run.playing.play(transfer.prompt(), false) == Played.NOTHING) {
            dial(transfer);
        }
    }

    void promptBeforeTransferEnded(boolean began) {
        if (!began && run.call.node() instanceof FlowNode.Transfer transfer) {
            dial(transfer);
        }
    }

    private void dial(FlowNode.Transfer transfer) {
        destination(transfer.to())
                .ifPresent(
                        to -> {
                            run.add(
                                    new FlowAction.Transfer(
                                            to, transfer.attended(), transfer.timeout()));
                            run.to(new Stage.Transferring(true));
                        });
    }

    private Optional<Destination> destination(FlowNode.Party party) {
        return switch (party) {
            case FlowNode.Party.Number(var number) ->
                    Optional.of(new Destination.Number(number, true));
            case FlowNode.Party.Agent(var agent) -> Optional.of(new Destination.Agent(agent));
            case FlowNode.Party.Dialled(var expression) ->
                    run.evaluate(expression).flatMap(this::dialled);
        };
    }

    private Optional<Destination> dialled(Value value) {
        if (value instanceof Value.Text(String number) && DialForm.isNumber(number)) {
            return Optional.of(new Destination.Number(number, false));
        }
        run.fail("what is to be dialled is no number");
        return Optional.empty();
    }

    void transferFailed(FlowInput.TransferFailed.Reason reason) {
        if (!(run.stage() instanceof Stage.Transferring(boolean began))
                || !began
                || !(run.call.node() instanceof FlowNode.Transfer transfer)) {
            return;
        }
        switch (reason) {
            case BUSY -> goOrNext("on_busy", transfer.onBusy(), transfer);
            case NO_ANSWER -> goOrNext("on_no_answer", transfer.onNoAnswer(), transfer);
            case FAILED -> run.go("next", transfer.next());
        }
    }

    private void goOrNext(String label, Optional<Target> way, FlowNode.Transfer transfer) {
        way.ifPresentOrElse(target -> run.go(label, target), () -> run.go("next", transfer.next()));
    }

    // Places that are kept.

    void keepPlace(FlowNode.Callback callback) {
        Optional<LinePlace> place = run.linePlace(callback.needs());
        if (place.isEmpty()) {
            return;
        }
        Optional<Value> number =
                callback.number().isPresent()
                        ? run.evaluate(callback.number().get())
                        : Optional.of(new Value.Text(run.call.facts.callerNumber()));
        if (number.isEmpty()) {
            return;
        }
        if (number.get() instanceof Value.Text(String digits) && DialForm.isNumber(digits)) {
            run.add(new FlowAction.KeepPlace(place.get(), digits, callback.expires()));
            run.to(new Stage.Keeping());
        } else {
            refused(callback);
        }
    }

    void placeKept(boolean kept) {
        if (run.stage() instanceof Stage.Keeping
                && run.call.node() instanceof FlowNode.Callback callback) {
            if (kept) {
                run.placeIsKept();
                run.go("next", callback.next());
            } else {
                refused(callback);
            }
        }
    }

    private void refused(FlowNode.Callback callback) {
        run.leaveLine(LeaveReason.CHOSE_TO_LEAVE);
        callback.onRefused()
                .ifPresentOrElse(
                        way -> run.go("on_refused", way), () -> run.go("next", callback.next()));
    }
}
