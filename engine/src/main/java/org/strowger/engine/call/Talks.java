package org.strowger.engine.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;

/// The talks there are at the moment, by call and by agent.
final class Talks {
    private final SortedMap<CallId, Talk> byCall = new TreeMap<>();

    /// In the order in which the agent got them.
    private final SortedMap<AgentId, SequencedSet<Talk>> byAgent = new TreeMap<>();

    private final Set<Consumer<Talk>> watchers = new LinkedHashSet<>();

    private final Watch news;

    /// What is told of every talk.
    interface Watch {
        /// The agent has the customer from now on.
        void began(Talk talk);

        /// The same two, otherwise than before.
        void changed(Talk talk);

        void over(CallId call, AgentId agent);
    }

    Talks(Watch news) {
        this.news = news;
    }

    /// A talk began, or goes on with another agent.
    void goesOn(CallId call, Talk talk) {
        List<AgentId> left = leave(call, talk);
        byCall.put(call, talk);
        byAgent.computeIfAbsent(talk.agent(), _ -> new LinkedHashSet<>()).add(talk);
        news.began(talk);
        tell(talk);
        tellOfOthers(left);
    }

    void over(CallId call, Talk talk) {
        byCall.remove(call, talk);
        tellOfOthers(leave(call, talk));
    }

    /// @return who had it
    private List<AgentId> leave(CallId call, Talk talk) {
        List<AgentId> left = new ArrayList<>();
        byAgent.forEach(
                (agent, theirs) -> {
                    if (theirs.remove(talk)) {
                        left.add(agent);
                    }
                });
        byAgent.values().removeIf(SequencedSet::isEmpty);
        left.forEach(agent -> news.over(call, agent));
        return left;
    }

    private void tell(Talk talk) {
        List.copyOf(watchers).forEach(watcher -> watcher.accept(talk));
    }

    private void tellOfOthers(List<AgentId> left) {
        left.forEach(agent -> ofAgent(agent).ifPresent(this::tell));
    }

    /// A talk that goes on is otherwise than before: held, for instance.
    void changed(CallId call, Talk talk) {
        if (byCall.get(call) == talk) {
            news.changed(talk);
        }
    }

    Optional<Talk> of(CallId call) {
        return Optional.ofNullable(byCall.get(call));
    }

    /// The talk that the agent got last, of those they have.
    Optional<Talk> ofAgent(AgentId agent) {
        return Optional.ofNullable(byAgent.get(agent)).map(SequencedSet::getLast);
    }

    /// The watcher hears of every talk that begins or goes on with another agent, and of the one
    /// that an agent still has when another is over.
    void watch(Consumer<Talk> watcher) {
        watchers.add(watcher);
    }

    void ignore(Consumer<Talk> watcher) {
        watchers.remove(watcher);
    }

    int count() {
        return byCall.size();
    }
}
