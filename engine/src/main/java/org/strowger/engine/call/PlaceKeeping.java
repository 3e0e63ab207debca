package org.strowger.engine.call;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowAction.LinePlace;
import org.strowger.telephony.Party;

/// How a caller's place in line is kept for a callback, as their flow asks for it.
///
/// A place in line stays where it is and is the callbacks' from then on; without one the call gets
/// in line to be kept. An agent who has answered comes first: while it is not known whether they
/// talk, the flow waits for its answer.
final class PlaceKeeping {
    private final Party party;
    private final Desk desk;
    private final Kept call;

    /// The line that the flow had the call enter last, and since when it counts as waiting.
    private Optional<Waited> waited = Optional.empty();

    /// A place that the flow wants kept while an agent who has answered is about to have the call.
    private Optional<FlowAction.KeepPlace> wish = Optional.empty();

    private record Waited(LinePlace line, Instant since) {}

    /// The call whose place it is.
    interface Kept {
        CallId id();

        boolean hasCaller();

        AgentSearch search();

        Optional<FlowGuide> guide();

        /// The place is the callbacks', with the name that the call had: it needs another.
        void placeGivenAway();

        /// The core keeps a place.
        ///
        /// @param wasInLine whether the caller stood in it
        void placeKept(QueueId queue, boolean wasInLine);
    }

    PlaceKeeping(Party party, Desk desk, Kept call) {
        this.party = party;
        this.desk = desk;
        this.call = call;
    }

    /// The flow had the call enter a line.
    void waits(LinePlace line, Instant since) {
        waited = Optional.of(new Waited(line, since));
    }

    /// Nobody waits for an agent whom nobody knows: the name may come from another system.
    Optional<Preferred> preferred(LinePlace line) {
        return line.prefer()
                .flatMap(desk::agentCalled)
                .map(agent -> new Preferred(agent.id(), line.preferFor()));
    }

    void keep(FlowAction.KeepPlace keep) {
        if (call.search().isBeingTaken()) {
            wish = Optional.of(keep);
            return;
        }
        Optional<CallId> place = call.search().queue().map(_ -> call.id());
        Consumer<Boolean> then = answer(new QueueId(keep.line().queue()), place.isPresent());
        if (!desk.callbacks().keep(place, call.id(), ask(keep), keep.expires(), then)) {
            then.accept(false);
        } else if (place.isPresent()) {
            call.placeGivenAway();
        }
    }

    private Callback.Ask ask(FlowAction.KeepPlace keep) {
        boolean isInLine = call.search().queue().isPresent();
        LinePlace line = waited.filter(_ -> isInLine).map(Waited::line).orElse(keep.line());
        boolean hasWaited =
                waited.filter(w -> w.line().queue().equals(keep.line().queue())).isPresent()
                        && (isInLine || wish.isPresent());
        return new Callback.Ask(
                new QueueId(keep.line().queue()),
                line.priority(),
                line.skills(),
                preferred(line),
                hasWaited ? waited.orElseThrow().since() : desk.now(),
                party,
                keep.number(),
                call.guide().map(FlowGuide::shown).orElseGet(TreeMap::new));
    }

    /// What the flow is told, if it still is the one that asked and has somebody to go on with.
    private Consumer<Boolean> answer(QueueId queue, boolean wasInLine) {
        Optional<FlowGuide> asked = call.guide();
        return kept -> {
            boolean isHeard = call.hasCaller() && call.guide().equals(asked);
            if (kept) {
                call.placeKept(queue, wasInLine && isHeard);
            }
            if (isHeard) {
                call.guide().ifPresent(flow -> flow.placeKept(kept));
            }
        };
    }

    /// The agent who had answered talks to the caller: nothing is to be kept.
    void talkBegan() {
        wish = Optional.empty();
    }

    /// The agent who had answered does not have the call. One whose caller has hung up meanwhile is
    /// put in line anew, for as long as they waited.
    void keepAfterAll() {
        if (wish.isEmpty()) {
            return;
        }
        FlowAction.KeepPlace keep = wish.get();
        if (call.hasCaller()) {
            keep(keep);
        } else {
            desk.callbacks().keep(Optional.empty(), call.id(), ask(keep), keep.expires(), _ -> {});
        }
        wish = Optional.empty();
    }
}
