package org.strowger.engine.call;

import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.telephony.Endpoint;

/// A person who takes calls, as configured.
///
/// @param name what people call the agent
/// @param phone the phone the agent signs in by registering
/// @param routing which calls they can take
public record AgentProfile(AgentId id, String name, Endpoint phone, RoutingProfile routing) {}
