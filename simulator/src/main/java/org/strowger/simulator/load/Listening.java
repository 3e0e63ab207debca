package org.strowger.simulator.load;

import java.time.Duration;
import java.util.Optional;
import org.strowger.simulator.load.Person.AtDesk;
import org.strowger.simulator.load.Person.Caller;
import org.strowger.telephony.LegId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.TelephonyCommand;

/// Both ends of some talks listen for a while whether they hear each other. Of the thread of the
/// people.
final class Listening {
    /// What is shorter proves nothing about what was to be heard.
    private static final Duration LEAST = Duration.ofMillis(600);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MOST_EARS = 50;

    private final Handsets handsets;
    private final Ears ears;
    private final Ledger ledger;
    private final int every;
    private int listening;

    /// @param every of every so many calls both ends listen; 0: none
    Listening(Handsets handsets, Ears ears, Ledger ledger, int every) {
        this.handsets = handsets;
        this.ears = ears;
        this.ledger = ledger;
        this.every = every;
    }

    /// How many ears listen now.
    int ears() {
        return listening;
    }

    void begin(Caller caller, AtDesk agent) {
        long number = caller.call.number();
        if (every == 0 || number % every != 0 || listening > MOST_EARS - 2 || !caller.up) {
            return;
        }
        listening += 2;
        record(caller.leg, Ears.ofCaller(number));
        record(agent.leg, Ears.ofAgent(number));
    }

    private void record(LegId leg, RecordingId recording) {
        handsets.send(
                id -> new TelephonyCommand.Record(id, leg, recording, LONGEST, Optional.empty()));
    }

    void ended(RecordingId recording, Duration length) {
        listening--;
        boolean heard = ears.wasHeard(recording);
        if (length.compareTo(LEAST) < 0) {
            return;
        }
        ledger.listened++;
        if (heard) {
            ledger.heard++;
        } else {
            ledger.error(
                    "nothing heard at the %s's ear"
                            .formatted(
                                    recording.value().startsWith("caller") ? "caller" : "agent"));
        }
    }
}
