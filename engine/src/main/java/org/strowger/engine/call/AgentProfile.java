package org.strowger.engine.call;

import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.telephony.Endpoint;

/// A person who takes calls, as configured.
///
/// @param name what people call the agent
/// @param phone the phone that is theirs; without one they sit down at any shared phone
/// @param external the number of a telephone outside that is rung in place of a phone; who answers
///   there presses 1 to accept, so that no answering machine takes a call
/// @param number what colleagues dial to reach the agent, and what the agent types to say who they
///   are
/// @param pin what the agent types to prove it
/// @param team whose supervisors see and steer the agent
/// @param autoAnswer whether the agent's phone is asked to answer by itself
/// @param routing which calls they can take
public record AgentProfile(
        AgentId id,
        String name,
        Optional<Endpoint> phone,
        Optional<String> external,
        Optional<String> number,
        Optional<Pin> pin,
        Optional<String> team,
        SignIn signIn,
        boolean autoAnswer,
        RoutingProfile routing) {

    public AgentProfile {
        if (signIn == SignIn.BY_PHONE && phone.isEmpty()) {
            throw new IllegalArgumentException("who signs in by phone has a phone: " + id);
        }
    }

    /// An agent who signs in by registering a phone, and of whom no more is known.
    public AgentProfile(AgentId id, String name, Endpoint phone, RoutingProfile routing) {
        this(
                id,
                name,
                Optional.of(phone),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SignIn.BY_PHONE,
                false,
                routing);
    }

    /// What makes an agent come and go.
    public enum SignIn {
        /// Their phone registers, and is gone.
        BY_PHONE,
        /// A feature code, or a command of a program.
        BY_COMMAND
    }
}
