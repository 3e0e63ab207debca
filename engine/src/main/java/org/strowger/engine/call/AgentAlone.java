package org.strowger.engine.call;

import org.strowger.engine.routing.AgentId;

/// An agent who is on the line in a call of theirs without a customer: they hear a message, or wait
/// for somebody who is called.
///
/// @param hangUp ends it as when they hang up themselves
record AgentAlone(AgentId agent, Runnable hangUp) {}
