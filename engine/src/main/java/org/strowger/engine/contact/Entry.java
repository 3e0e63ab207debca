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

    record Disposed(CallId call, Disposition disposition) implements Entry {}

    /// The agent's work after the last talk of theirs went on until then.
    record WrappedUp(CallId call, AgentId agent, Instant until) implements Entry {}
}
