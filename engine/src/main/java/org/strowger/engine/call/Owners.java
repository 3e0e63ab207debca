package org.strowger.engine.call;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.strowger.engine.routing.CallId;
import org.strowger.telephony.LegId;

/// Whose each leg is, and who hears what the routing core says of each call. Looked up only.
final class Owners {
    private final Map<CallId, CallSession> sessions = new HashMap<>();
    private final Map<CallId, CallOwner> calls = new HashMap<>();
    private final Map<LegId, LegOwner> legs = new HashMap<>();

    void owns(LegId leg, LegOwner owner) {
        legs.put(leg, owner);
    }

    void gone(LegId leg) {
        legs.remove(leg);
    }

    void follows(CallId call, CallOwner owner) {
        calls.put(call, owner);
    }

    void left(CallId call) {
        calls.remove(call);
    }

    void began(CallSession session) {
        sessions.put(session.id(), session);
    }

    /// What came after it under its name stays.
    void ended(CallSession session) {
        sessions.remove(session.id(), session);
        calls.remove(session.id(), session);
    }

    /// Tells the owner of a leg, if it is somebody's.
    void withLeg(LegId leg, Consumer<LegOwner> then) {
        leg(leg).ifPresent(then);
    }

    /// Tells who follows a call, if somebody does.
    void withCall(CallId call, Consumer<CallOwner> then) {
        call(call).ifPresent(then);
    }

    Optional<LegOwner> leg(LegId leg) {
        return Optional.ofNullable(legs.get(leg));
    }

    Optional<CallOwner> call(CallId call) {
        return Optional.ofNullable(calls.get(call));
    }

    Optional<CallSession> session(CallId call) {
        return Optional.ofNullable(sessions.get(call));
    }

    Collection<CallSession> sessions() {
        return sessions.values();
    }

    SortedSet<CallId> sessionIds() {
        return new TreeSet<>(sessions.keySet());
    }

    int callCount() {
        return sessions.size() + calls.size();
    }

    int legCount() {
        return legs.size();
    }
}
