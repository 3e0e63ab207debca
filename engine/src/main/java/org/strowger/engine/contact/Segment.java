package org.strowger.engine.contact;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.strowger.engine.routing.AgentId;

/// A stretch of a call in which one thing went on. To the millisecond.
///
/// @param who the agent whom it is about, if it is about one
/// @param until not before `from`
public record Segment(Kind kind, Optional<AgentId> who, Instant from, Instant until) {

    /// What went on.
    public enum Kind {
        /// The caller was in a flow: heard words, pressed keys, left a message.
        FLOW,

        /// The caller was in line, and no telephone rang.
        QUEUE,

        /// The caller was in line, or was being transferred, and a telephone rang.
        RINGING,

        TALK,

        /// The caller heard music while the agent did something else.
        HOLD,

        /// The agent talked to a colleague, and the caller waited.
        CONSULT,

        /// The agent's work after a talk. It goes on beside whatever the caller does, and after the
        /// call.
        WRAP_UP
    }

    public Segment {
        from = from.truncatedTo(ChronoUnit.MILLIS);
        until = until.truncatedTo(ChronoUnit.MILLIS);
        if (until.isBefore(from)) {
            throw new IllegalArgumentException(
                    kind + " cannot end at " + until + ", before it began at " + from);
        }
        if (kind == Kind.WRAP_UP && who.isEmpty()) {
            throw new IllegalArgumentException("WRAP_UP must be an agent's");
        }
    }

    public Duration length() {
        return Duration.between(from, until);
    }

    /// Whether it is about the caller's own way, which has no gaps.
    boolean isCallers() {
        return kind != Kind.WRAP_UP;
    }
}
