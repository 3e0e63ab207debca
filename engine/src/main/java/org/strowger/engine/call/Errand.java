package org.strowger.engine.call;

import java.time.Instant;
import java.util.Optional;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.RoutingCommand;

/// Why the centre calls a customer, and what follows from it. Of the four ends exactly one is told.
interface Errand {
    /// Why a customer did not come to talk, nor to wait.
    enum Miss {
        /// Their telephone rang, or could not be made to ring, and nobody took the call.
        NOT_ANSWERED,
        /// No line outside was free; nothing rang.
        NO_LINE,
        /// The number may not be called any more; nothing rang.
        NOT_ALLOWED,
        /// They took the call and their place was gone. They were told that they are called again.
        NO_PLACE
    }

    /// What agents may know of the call.
    AboutCall customer();

    /// The number of whoever asked for the call, if it was no agent.
    Optional<String> askedBy();

    /// What the customer claims of every line that they come into.
    Claim claim();

    /// What the agent hears first.
    Optional<Announcement> greeting();

    /// The customer's telephone rings from now on.
    void dialling();

    /// The customer is there and is about to talk, or in line. The call is somebody else's from now
    /// on.
    void reached();

    /// The customer was not reached, and the agent, if there was one, has been told and is gone.
    ///
    /// @param hadAgent the core still has the two in a talk: the errand ends it
    void notReached(Miss miss, boolean hadAgent);

    /// The agent hung up before the customer was reached.
    ///
    /// @param talks whether the core still has them in a talk: the errand ends it
    void agentLeft(boolean talks);

    /// The core has no place for it any more, or never had.
    void noAgent();

    /// The command that ends a talk of whose two sides one was never there.
    RoutingCommand undo(Instant at);
}
