package org.strowger.engine.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;

/// The talks there are at the moment, by call and by agent.
final class Talks {
    private final SortedMap<CallId, Talk> byCall = new TreeMap<>();
    private final SortedMap<AgentId, Talk> byAgent = new TreeMap<>();
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
        leave(call, talk);
        byCall.put(call, talk);
        byAgent.put(talk.agent(), talk);
        news.began(talk);
        List.copyOf(watchers).forEach(watcher -> watcher.accept(talk));
    }

    void over(CallId call, Talk talk) {
        byCall.remove(call, talk);
        leave(call, talk);
    }

    private void leave(CallId call, Talk talk) {
        List<AgentId> left = new ArrayList<>();
        byAgent.forEach(
                (agent, theirs) -> {
                    if (theirs == talk) {
                        left.add(agent);
                    }
                });
        for (AgentId agent : left) {
            byAgent.remove(agent);
            news.over(call, agent);
        }
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

    Optional<Talk> ofAgent(AgentId agent) {
        return Optional.ofNullable(byAgent.get(agent));
    }

    /// The watcher hears of every talk that begins or goes on with another agent.
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
