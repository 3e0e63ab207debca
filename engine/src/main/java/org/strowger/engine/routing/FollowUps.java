package org.strowger.engine.routing;

import java.util.TreeSet;

/// What has changed in such a way that something may follow from it.
final class FollowUps {
    /// Agents who will be paused or leave when what they do is over.
    final TreeSet<AgentId> agents = new TreeSet<>();

    /// Calls that leave their step if nobody qualifies.
    final TreeSet<CallId> calls = new TreeSet<>();

    /// Somebody came, left or changed their mind, or the rules of who must be there changed.
    boolean staffing;

    /// Somebody left, or took their skills along.
    boolean skills;

    void forget() {
        agents.clear();
        calls.clear();
        staffing = false;
        skills = false;
    }

    boolean areNone() {
        return agents.isEmpty() && calls.isEmpty() && !staffing && !skills;
    }
}
