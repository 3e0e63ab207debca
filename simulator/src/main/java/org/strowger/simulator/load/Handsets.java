package org.strowger.simulator.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Hangup;

/// What everybody holds in hand: who is on which leg, what they ask of the network, and the BYEs
/// that it has not confirmed. Of the thread of the people.
final class Handsets {
    /// Who has not confirmed a BYE by then never will: timer F of RFC 3261, section 17.1.2.2.
    static final Duration BYE_GIVEN_UP = Duration.ofSeconds(32);

    private final Timetable timetable;
    private final Map<LegId, Person> people = new HashMap<>();

    /// That nobody has confirmed yet, the first that was due at the head.
    private final SequencedMap<LegId, Bye> byes = new LinkedHashMap<>();

    private @Nullable Consumer<TelephonyCommand> network;
    private long commands;

    /// @param asked the command that it was asked for by
    private record Bye(CommandId asked, Ledger ledger, long due) {}

    Handsets(Timetable timetable) {
        this.timetable = timetable;
    }

    void use(Consumer<TelephonyCommand> itsCommands) {
        network = itsCommands;
    }

    void lift(Person person) {
        people.put(person.leg, person);
    }

    @Nullable Person at(LegId leg) {
        return people.get(leg);
    }

    /// Who was there, if anybody was.
    @Nullable Person putDown(LegId leg) {
        return people.remove(leg);
    }

    boolean isLifted(Person person) {
        return people.containsKey(person.leg);
    }

    List<Person> people() {
        return List.copyOf(people.values());
    }

    boolean areIdle() {
        return people.isEmpty();
    }

    /// How many commands were sent.
    long commands() {
        return commands;
    }

    void send(Function<CommandId, TelephonyCommand> command) {
        commands++;
        if (network != null) {
            network.accept(command.apply(new CommandId(Long.toString(commands))));
        }
    }

    void hangUp(Person person, long due) {
        if (!isLifted(person) || person.hungUp) {
            return;
        }
        timetable.late(due, person.ledger);
        person.hungUp = true;
        person.hangsUp(due);
        send(
                id -> {
                    if (person.up) {
                        byes.put(person.leg, new Bye(id, person.ledger, due));
                    }
                    return new Hangup(id, person.leg, HangupCause.NORMAL);
                });
    }

    /// BYEs that nobody has confirmed yet.
    int unconfirmed() {
        return byes.size();
    }

    void confirmed(LegId leg, long at) {
        Bye bye = byes.remove(leg);
        if (bye != null) {
            bye.ledger().took(Timing.BYE, at - bye.due());
        }
    }

    /// Whose far end hung up a moment before us sends no BYE, and none is confirmed.
    void failed(LegId leg, CommandId command) {
        if (byes.containsKey(leg) && byes.get(leg).asked().equals(command)) {
            byes.remove(leg);
        }
    }

    /// A BYE that nobody answered took at least until now: leaving it out flatters the rest.
    void giveUpByes(Duration after) {
        long at = timetable.now();
        while (!byes.isEmpty() && byes.firstEntry().getValue().due() + after.toNanos() <= at) {
            Bye bye = byes.pollFirstEntry().getValue();
            bye.ledger().took(Timing.BYE, at - bye.due());
            bye.ledger().error("BYE that nobody confirmed");
        }
    }
}
