package org.strowger.flow;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What is known of a call when its flow begins.
///
/// @param id names the call
/// @param callerNumber empty when the caller hides it
/// @param callerName as the network tells it; may be empty
/// @param dialled the number that was called
/// @param closedByHand calendars that somebody has closed, whatever their hours say
/// @param lastAgent the id of the agent of the caller's last successful contact, if there was one
public record CallFacts(
        String id,
        String callerNumber,
        String callerName,
        String dialled,
        SortedSet<String> closedByHand,
        Optional<String> lastAgent) {

    /// A caller of whom no earlier contact is known.
    public CallFacts(
            String id,
            String callerNumber,
            String callerName,
            String dialled,
            SortedSet<String> closedByHand) {
        this(id, callerNumber, callerName, dialled, closedByHand, Optional.empty());
    }

    /// A call of which nothing is known but its id.
    public static CallFacts of(String id) {
        return new CallFacts(id, "", "", "", Collections.emptySortedSet());
    }

    public CallFacts {
        closedByHand = Collections.unmodifiableSortedSet(new TreeSet<>(closedByHand));
    }
}
