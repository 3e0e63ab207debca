package org.strowger.simulator.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.cluster.RecordedJournal;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;

/// A recorded past that is decided anew: the commands are derived from the events, a core carries
/// them out, and what it says must be what was recorded, bit for bit.
///
/// The state of a core follows from its events alone. So it does not matter which of several
/// readings of the events of one instant is taken, as long as all of them come out; and where two
/// readings come to the same event, what comes after is the same for both.
final class Replay {
    /// How many events a way back is long, at most, before a new state is kept to go back to.
    private static final int LONGEST_WAY_BACK = 8_192;

    private static final int SHORT_WAY_BACK = 64;

    /// What came of it.
    ///
    /// @param first the number of the first event
    /// @param reproduced how many events came out as they were recorded
    /// @param decisions how many of them are offers, each with its decision record
    /// @param commands how many commands led to them
    /// @param goneBack how often another reading had to be tried
    /// @param from the time of the first event
    /// @param until the time of the last that was reproduced
    /// @param difference the first
    /// @param fault why the record ends where it does, when that is not its end
    record Outcome(
            long first,
            long reproduced,
            long decisions,
            long commands,
            long goneBack,
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<Difference> difference,
            Optional<String> fault) {
        boolean isWhole() {
            return difference.isEmpty() && fault.isEmpty();
        }
    }

    /// Where what comes out is not what was recorded.
    ///
    /// @param seq the number of the event
    /// @param place where it is, for people
    /// @param instead what comes out; absent when nothing does, or nothing leads to such an event
    /// @param command that it comes out of
    /// @param why what else there is to say
    record Difference(
            long seq,
            String place,
            RoutingEvent recorded,
            Optional<RoutingEvent> instead,
            Optional<RoutingCommand> command,
            String why) {}

    /// A place on the way through an instant.
    ///
    /// @param others readings that were not tried from here
    private record Choice(Place place, Iterator<RoutingCommand> others) {}

    /// Before an event, and whether what is due by then is done.
    private record Place(long seq, boolean isDue) {}

    private final Tape tape;
    private final Readings readings;
    private final long first;
    private Optional<RoutingSnapshot> kept;
    private long keptAt;
    private RoutingCore core;
    private long seq;
    private @Nullable Instant instant;
    private final List<Choice> choices = new ArrayList<>();
    private final Set<Place> hopeless = new HashSet<>();
    private @Nullable Difference furthest;
    private long commands;
    private long goneBack;
    private long decisions;

    private Replay(Tape tape, long first, Optional<RoutingSnapshot> before) {
        this.tape = tape;
        this.first = first;
        readings = new Readings(tape);
        kept = before;
        keptAt = first;
        seq = first;
        core = begin(before);
    }

    private static RoutingCore begin(Optional<RoutingSnapshot> state) {
        return state.map(RoutingCore::restore).orElseGet(RoutingCore::new);
    }

    /// Replays a journal to its end or to the first difference.
    static Outcome of(RecordedJournal journal) {
        try (Ahead ahead = new Ahead(journal)) {
            return of(ahead, ahead.first(), journal.before());
        }
    }

    /// @param before the state before the first event; absent: a core that knows nothing
    static Outcome of(Tape.Feed feed, long first, Optional<RoutingSnapshot> before) {
        return new Replay(new Tape(feed, first), first, before).run();
    }

    private Outcome run() {
        Optional<Instant> from = Optional.ofNullable(tape.at(first)).map(RoutingEvent::at);
        for (RoutingEvent next = tape.at(seq); next != null; next = tape.at(seq)) {
            if (!next.at().equals(instant)) {
                enter(next.at());
            }
            if (next.at().isBefore(core.now())) {
                tell(seq, next, null, null, "its time is before that of the event before it");
                return outcome(from);
            }
            if (!goOn(next) && !goBack()) {
                return outcome(from);
            }
        }
        return outcome(from);
    }

    /// All events of the instant before have come out.
    private void enter(Instant next) {
        instant = next;
        choices.clear();
        hopeless.clear();
        furthest = null;
        if (seq - keptAt >= LONGEST_WAY_BACK) {
            keep();
        }
    }

    private void keep() {
        for (RoutingEvent event : tape.between(keptAt, seq)) {
            decisions += event instanceof RoutingEvent.CallOffered ? 1 : 0;
        }
        kept = Optional.of(core.snapshot());
        keptAt = seq;
        tape.forgetBefore(seq);
    }

    /// Whether the likeliest reading of what comes next fits.
    private boolean goOn(RoutingEvent next) {
        boolean isDue = core.nextDeadline().filter(due -> !due.isAfter(next.at())).isPresent();
        Place place = new Place(seq, isDue);
        if (hopeless.contains(place)) {
            return false;
        }
        Iterator<RoutingCommand> readable;
        try {
            readable = readings.at(seq, isDue, core::snapshot).iterator();
        } catch (IllegalArgumentException impossible) {
            tell(seq, next, null, null, String.valueOf(impossible.getMessage()));
            return false;
        }
        if (!readable.hasNext()) {
            tell(seq, next, null, null, "nothing leads to it here");
            return false;
        }
        choices.add(new Choice(place, readable));
        return fits(readable.next());
    }

    private boolean fits(RoutingCommand command) {
        List<RoutingEvent> came;
        try {
            came = core.handle(command);
        } catch (IllegalArgumentException impossible) {
            RoutingEvent recorded = tape.at(seq);
            if (recorded != null) {
                tell(seq, recorded, null, command, String.valueOf(impossible.getMessage()));
            }
            return false;
        }
        for (int i = 0; i < came.size(); i++) {
            RoutingEvent recorded = tape.at(seq + i);
            if (recorded == null) {
                seq += i; // the record ends in the middle of what the command led to
                commands++;
                return true;
            }
            if (!recorded.equals(came.get(i))) {
                tell(seq + i, recorded, came.get(i), command, "it comes out otherwise");
                return false;
            }
        }
        if (came.isEmpty() && !(command instanceof RoutingCommand.PassTime)) {
            return false;
        }
        seq += came.size();
        commands++;
        return true;
    }

    /// Goes back to the last place from which there is another reading that fits.
    private boolean goBack() {
        while (!choices.isEmpty()) {
            Choice choice = choices.getLast();
            if (choice.others().hasNext()) {
                returnTo(choice.place().seq());
                if (fits(choice.others().next())) {
                    return true;
                }
            } else {
                hopeless.add(choice.place());
                choices.removeLast();
            }
        }
        return false;
    }

    private void returnTo(long place) {
        goneBack++;
        core = begin(kept);
        core.catchUp(tape.between(keptAt, place));
        seq = place;
        if (place - keptAt > SHORT_WAY_BACK && choices.size() == 1) {
            keep();
        }
    }

    /// The difference that is told is the furthest that any reading came to.
    private void tell(
            long at,
            RoutingEvent recorded,
            @Nullable RoutingEvent instead,
            @Nullable RoutingCommand command,
            String why) {
        Difference known = furthest;
        if (known == null
                || at > known.seq()
                || (at == known.seq() && known.instead().isEmpty() && instead != null)) {
            furthest =
                    new Difference(
                            at,
                            tape.place(at),
                            recorded,
                            Optional.ofNullable(instead),
                            Optional.ofNullable(command),
                            why);
        }
    }

    private Outcome outcome(Optional<Instant> from) {
        Optional<Difference> difference =
                tape.at(seq) == null ? Optional.empty() : Optional.ofNullable(furthest);
        long end = difference.isPresent() ? difference.get().seq() : seq;
        Instant until = null;
        for (RoutingEvent event : tape.between(keptAt, Math.max(keptAt, end))) {
            decisions += event instanceof RoutingEvent.CallOffered ? 1 : 0;
            until = event.at();
        }
        return new Outcome(
                first,
                end - first,
                decisions,
                commands,
                goneBack,
                from,
                Optional.ofNullable(until)
                        .or(() -> Optional.of(core.now()))
                        .filter(_ -> end > first),
                difference,
                difference.isPresent() ? Optional.empty() : tape.fault());
    }
}
