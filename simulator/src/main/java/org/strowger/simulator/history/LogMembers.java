package org.strowger.simulator.history;

import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingProfile;

/// Who is a member of which queues, and paused in which, as lines of a `queue_log` tell.
///
/// A log tells who joins and leaves, but not who was a member before it began: whoever is seen in a
/// queue that they did not join was in it from the beginning. Agents are there as long as they are
/// in any queue, and away while they are paused in all of them.
final class LogMembers {
    private static final String PAUSED = "paused";

    /// The queues of an agent.
    private static final class Member {
        final SortedSet<String> in = new TreeSet<>();
        final SortedMap<String, Instant> left = new TreeMap<>();
        final SortedSet<String> paused = new TreeSet<>();
        boolean isPausedInAll;

        boolean isAway() {
            return isPausedInAll || (!in.isEmpty() && paused.containsAll(in));
        }
    }

    private final DayBuilder day;
    private final SortedMap<AgentId, RoutingProfile> profiles;
    private final SortedMap<AgentId, Member> members = new TreeMap<>();

    /// Who shows on a line of the day.
    private final SortedSet<AgentId> shown = new TreeSet<>();

    LogMembers(DayBuilder day, SortedMap<AgentId, RoutingProfile> profiles) {
        this.day = day;
        this.profiles = profiles;
    }

    void joined(AgentId agent, String queue, boolean isPaused, Instant at) {
        Member member = of(agent, at);
        signIn(agent, member, queue, at);
        pause(member, queue, isPaused);
        tell(agent, member, at);
    }

    void left(AgentId agent, String queue, Instant at) {
        seen(agent, queue, at, at);
        Member member = of(agent, at);
        member.in.remove(queue);
        member.left.put(queue, at);
        member.paused.remove(queue);
        if (member.in.isEmpty()) {
            member.isPausedInAll = false;
            day.signedOut(agent, at);
        }
        tell(agent, member, at);
    }

    /// An agent is seen in a queue, and must be a member.
    ///
    /// @param since when what is seen began: who left the queue after that need not be in it still
    void seen(AgentId agent, String queue, Instant since, Instant at) {
        Member member = of(agent, at);
        if (member.in.contains(queue)) {
            return;
        }
        Instant left = member.left.get(queue);
        if (left == null) {
            member.in.add(queue);
            day.hereAllAlong(agent, profile(agent));
            tell(agent, member, at);
        } else if (since.isAfter(left)) {
            signIn(agent, member, queue, at);
            tell(agent, member, at);
        }
    }

    void paused(AgentId agent, String queue, boolean isPaused, Instant at) {
        seen(agent, queue, at, at);
        Member member = of(agent, at);
        pause(member, queue, isPaused);
        tell(agent, member, at);
    }

    /// Also of queues that the agent has not been seen in yet.
    void pausedInAll(AgentId agent, boolean isPaused, Instant at) {
        Member member = of(agent, at);
        member.isPausedInAll = isPaused;
        if (!isPaused) {
            member.paused.clear();
        }
        tell(agent, member, at);
    }

    /// The log of a month has everybody who ever was a member, and not who was there on the day.
    void leaveOutWhoShowsNowhere() {
        members.keySet().stream().filter(agent -> !shown.contains(agent)).forEach(day::leaveOut);
    }

    private static void pause(Member member, String queue, boolean isPaused) {
        if (isPaused) {
            member.paused.add(queue);
        } else {
            member.paused.remove(queue);
            member.isPausedInAll = false;
        }
    }

    private void signIn(AgentId agent, Member member, String queue, Instant at) {
        member.in.add(queue);
        member.left.remove(queue);
        day.signedIn(agent, profile(agent), at);
    }

    private void tell(AgentId agent, Member member, Instant at) {
        if (member.isAway()) {
            day.away(agent, PAUSED, at);
        } else {
            day.back(agent, PAUSED, at);
        }
    }

    private Member of(AgentId agent, Instant at) {
        if (day.isWithin(at)) {
            shown.add(agent);
        }
        return members.computeIfAbsent(agent, _ -> new Member());
    }

    private RoutingProfile profile(AgentId agent) {
        return profiles.getOrDefault(agent, RoutingProfile.of(new TreeMap<>()));
    }
}
