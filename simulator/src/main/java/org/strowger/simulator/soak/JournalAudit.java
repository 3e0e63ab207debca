package org.strowger.simulator.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallGivenBack;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.PlaceRetried;
import org.strowger.engine.routing.RoutingInvariants;

/// What the journal says of a soak: whether the rules of routing held from the first event to the
/// last, nobody was forgotten, and the numbers add up.
final class JournalAudit {
    /// What is due may be late by so much: the engine and the phones share a machine.
    private static final Duration LATE = Duration.ofSeconds(2);

    /// No talk of the script is longer, with all that is done in it.
    private static final Duration LONGEST_TALK = Duration.ofSeconds(90);

    /// A core decides at once. What it was told in the meantime has another time.
    private static final Duration UNDECIDED = Duration.ofMillis(500);

    private static final int MOST_FINDINGS = 20;

    private final RoutingInvariants rules = new RoutingInvariants();
    private final RoutingCore core = new RoutingCore();
    private final Counts counts = new Counts();
    private final List<String> findings = new ArrayList<>();
    private final TreeMap<CallId, Instant> talks = new TreeMap<>();
    private final TreeMap<AgentId, Instant> ringUntil = new TreeMap<>();
    private final TreeMap<String, Instant> connected = new TreeMap<>();
    private Optional<Instant> last = Optional.empty();
    private boolean isBroken;
    private long more;

    /// Hears every event, in order.
    void on(RoutingEvent event) {
        last.filter(at -> at.plus(UNDECIDED).isBefore(event.at()))
                .ifPresent(at -> everybodyIsServed(at));
        last = Optional.of(event.at());
        keepsTheRules(event);
        if (!isBroken) {
            core.catchUp(List.of(event));
        }
        counts.add(event.getClass().getSimpleName());
        switch (event) {
            case CallOffered e -> ringUntil.put(e.agent(), e.expiresAt());
            case OfferEnded e -> rangInTime(e.agent(), e.at());
            case CallConnected e -> {
                rangInTime(e.agent(), e.at());
                talks.put(e.call(), e.at());
                connected.putIfAbsent(e.call().value(), e.at());
            }
            case CallEnded e -> endedInTime(e.call(), e.at());
            case PlaceRetried e -> endedInTime(e.call(), e.at());
            case CallGivenBack e -> {
                endedInTime(e.call(), e.at());
                connected.remove(e.call().value());
            }
            case CallHandedOver e -> endedInTime(e.consult(), e.at());
            case CallLeftQueue e -> counts.add("left: " + e.reason());
            case CallQueued e -> {
                e.takenUpBy().ifPresent(_ -> counts.add("taken up"));
                if (e.queue().value().equals(SoakFolder.MIXED)) {
                    counts.add(SoakFolder.MIXED);
                }
            }
            case RoutingEvent.CommandRejected e -> counts.add("rejected: " + e.reason());
            case RoutingEvent _ -> {}
        }
    }

    private void keepsTheRules(RoutingEvent event) {
        if (isBroken) {
            return;
        }
        try {
            rules.check(event.at(), List.of(event));
        } catch (AssertionError | RuntimeException e) {
            isBroken = true;
            found("a rule of routing is broken, and nothing was checked after: " + e.getMessage());
        }
    }

    private void everybodyIsServed(Instant at) {
        if (!isBroken) {
            rules.waitsInVain().ifPresent(who -> found("since %s %s".formatted(at, who)));
        }
    }

    private void rangInTime(AgentId agent, Instant at) {
        Instant until = ringUntil.remove(agent);
        if (until != null && until.plus(LATE).isBefore(at)) {
            found("%s's telephone rang until %s, not %s".formatted(agent, at, until));
        }
    }

    private void endedInTime(CallId call, Instant at) {
        Instant since = talks.remove(call);
        if (since != null && since.plus(LONGEST_TALK).isBefore(at)) {
            found("%s was in a talk from %s to %s".formatted(call, since, at));
        }
    }

    private void found(String what) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(what);
        } else {
            more++;
        }
    }

    /// What is wrong; empty when all is well. Asked after the last event of an engine at rest.
    List<String> findings() {
        List<String> all = new ArrayList<>(findings);
        if (more > 0) {
            all.add(more + " more");
        }
        if (!isBroken) {
            rules.underWay().stream().limit(MOST_FINDINGS).forEach(all::add);
        }
        long in = counts.of("CallQueued") + counts.of("PlaceRetried") + counts.of("CallGivenBack");
        long out = counts.of("CallConnected") + counts.of("CallLeftQueue");
        if (in != out) {
            all.add("%,d came into line, and %,d left it".formatted(in, out));
        }
        long begun = counts.of("CallConnected");
        long over =
                counts.of("CallEnded")
                        + counts.of("PlaceRetried")
                        + counts.of("CallGivenBack")
                        + counts.of("CallHandedOver");
        if (begun != over) {
            all.add("%,d talks began, and %,d ended".formatted(begun, over));
        }
        return all;
    }

    /// What an engine that begins again must know.
    RoutingCore core() {
        return core;
    }

    Counts counts() {
        return counts;
    }

    /// When an agent first took the call and could talk; absent when nobody did.
    Optional<Instant> connectedAt(String call) {
        return Optional.ofNullable(connected.get(call));
    }
}
