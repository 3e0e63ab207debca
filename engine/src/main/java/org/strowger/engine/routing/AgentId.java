package org.strowger.engine.routing;

/// Identifies one agent across sign-ins.
public record AgentId(String value) implements Comparable<AgentId> {
    public AgentId {
        Limits.text("AgentId", value);
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
