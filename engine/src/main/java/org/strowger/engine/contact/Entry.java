package org.strowger.engine.contact;

import java.time.Instant;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;

/// A line of a day's file: a contact, or what became known of one afterwards.
sealed interface Entry {

    CallId call();

    record Ended(Contact contact) implements Entry {
        @Override
        public CallId call() {
            return contact.call();
        }
    }

    /// A call goes on from then on.
    ///
    /// @param ifLost what remains of it when its end is not among the lines
    record Begun(Contact ifLost) implements Entry {
        @Override
        public CallId call() {
            return ifLost.call();
        }
    }

    /// A call goes on by another name, under which it has begun, and its name is another call's.
    record Renamed(CallId call) implements Entry {}

    record Disposed(CallId call, Disposition disposition) implements Entry {}

    /// The agent's work after the last talk of theirs went on until then.
    record WrappedUp(CallId call, AgentId agent, Instant until) implements Entry {}
}
