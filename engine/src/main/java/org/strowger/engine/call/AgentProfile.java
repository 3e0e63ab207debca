package org.strowger.engine.call;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.Endpoint;

/// A person who takes calls, as configured.
///
/// @param name what people call the agent
/// @param phone the phone the agent signs in by registering
/// @param skills the level the agent has, 1 to 10, by skill
public record AgentProfile(
        AgentId id, String name, Endpoint phone, SortedMap<String, Integer> skills) {
    public AgentProfile {
        skills = Collections.unmodifiableSortedMap(new TreeMap<>(skills));
    }
}
