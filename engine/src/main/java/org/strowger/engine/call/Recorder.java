package org.strowger.engine.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.CallId;
import org.strowger.telephony.LegId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.TelephonyCommand.PauseRecording;
import org.strowger.telephony.TelephonyCommand.Record;
import org.strowger.telephony.TelephonyCommand.StopRecording;

/// What records a call, at its customer's leg: so it holds whomever the customer talks to, and not
/// what is said while they hold, nor what they type for a flow.
///
/// It is silent while a person paused it, and while digits are typed that nobody may keep.
final class Recorder {
    /// No talk is longer; one that is forgotten must not fill a disk.
    private static final Duration LONGEST = Duration.ofHours(4);

    /// As many as a contact lists.
    private static final int MOST = 100;

    private final CallId call;
    private final LegId customer;
    private final CommandCount commands;
    private final Desk desk;
    private final List<RecordingId> made = new ArrayList<>();
    private final Runnable whenStored;
    private Optional<RecordingId> running = Optional.empty();
    private int storing;
    private boolean on;
    private boolean goesOnAfterTalks;
    private boolean pausedByPerson;
    private boolean secret;

    /// @param whenStored run whenever nothing more is to be stored
    Recorder(CallId call, LegId customer, CommandCount commands, Desk desk, Runnable whenStored) {
        this.whenStored = whenStored;
        this.call = call;
        this.customer = customer;
        this.commands = commands;
        this.desk = desk;
    }

    /// All that was recorded so far, in order.
    List<RecordingId> made() {
        return List.copyOf(made);
    }

    /// Something else that was recorded in the call.
    void add(RecordingId recording) {
        if (made.size() < MOST) {
            made.add(recording);
        }
    }

    /// A person wants it to record from now on, or no longer.
    DeskAnswer record(boolean wanted, RecordingRule rule) {
        if (rule == RecordingRule.NEVER) {
            return new DeskAnswer.Refused(
                    DeskAnswer.Reason.NOT_ALLOWED, "calls of this queue are never recorded");
        }
        if (wanted && made.size() >= MOST) {
            return new DeskAnswer.Refused(
                    DeskAnswer.Reason.TOO_MANY, "the call was recorded " + MOST + " times already");
        }
        if (wanted) {
            start();
        } else {
            stop();
        }
        return new DeskAnswer.Done();
    }

    /// The customer talks with an agent of a queue with this rule.
    void talkBegan(RecordingRule rule) {
        switch (rule) {
            case ALWAYS -> start();
            case WHOLE_CALL -> {
                start();
                goesOnAfterTalks = on;
            }
            case NEVER -> stop();
            case ON_DEMAND -> {}
        }
    }

    /// The customer talks with nobody any more. What an agent wanted silent is over with the talk.
    void talkOver() {
        if (!goesOnAfterTalks) {
            stop();
        } else if (on) {
            pause(false);
        }
    }

    private void start() {
        if (on || made.size() >= MOST) {
            return;
        }
        on = true;
        goesOnAfterTalks = false;
        pausedByPerson = false;
        storing++;
        RecordingId id = desk.services().newRecording(call);
        made.add(id);
        running = Optional.of(id);
        desk.record(
                new Record(commands.next(), customer, id, LONGEST, Optional.empty()),
                (length, _) -> ended(id, length));
        tellChange(false);
    }

    /// One that could not be recorded is not among them.
    private void ended(RecordingId id, Duration length) {
        if (length.isZero()) {
            made.remove(id);
        }
        storing--;
        if (running.filter(id::equals).isPresent()) {
            on = false; // By itself: it was the longest there may be, or the disk is full.
        }
        if (storing == 0) {
            whenStored.run();
        }
    }

    /// Whether something that was recorded is not stored yet.
    boolean isStoring() {
        return storing > 0;
    }

    /// Nothing more can be said to the customer's leg.
    void customerLeft() {
        on = false;
    }

    void stop() {
        if (on) {
            on = false;
            running = Optional.empty();
            desk.send(new StopRecording(commands.next(), customer));
        }
    }

    /// Digits are typed that must not be recorded, or no longer.
    void secret(boolean isSecret) {
        boolean was = isPaused();
        secret = isSecret;
        tellChange(was);
    }

    /// A person wants silence in the recording, or no longer.
    DeskAnswer askPause(boolean paused) {
        if (!on) {
            return new DeskAnswer.Refused(DeskAnswer.Reason.WRONG_STATE, "nothing is recorded");
        }
        pause(paused);
        return new DeskAnswer.Done();
    }

    private void pause(boolean paused) {
        boolean was = isPaused();
        pausedByPerson = paused;
        tellChange(was);
    }

    private void tellChange(boolean was) {
        if (on && was != isPaused()) {
            desk.send(new PauseRecording(commands.next(), customer, isPaused()));
        }
    }

    private boolean isPaused() {
        return pausedByPerson || secret;
    }
}
