package org.strowger.engine.routing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Contact;

/// A call that is known: in line, or in a talk.
sealed interface Known permits WaitingCall, Known.Talk {
    /// A call that an agent talks with.
    ///
    /// @param line the queue whose work it is
    /// @param contact what it is among the agent's contacts
    /// @param from how the call was in line before the talk; absent for a call that began with its
    ///   agent, and for one that was handed over
    record Talk(Agent agent, Line line, Contact contact, @Nullable WaitingCall from)
            implements Known {
        /// The place in line that led to it.
        Optional<CallInLine> place(long now) {
            return Optional.ofNullable(from).map(call -> call.toSnapshot(now));
        }
    }
}
