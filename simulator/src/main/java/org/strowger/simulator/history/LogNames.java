package org.strowger.simulator.history;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.Endpoint;

/// Whom a `queue_log` means by the members that it names.
///
/// They are agents of the settings, by id, by the number that colleagues dial, by the phone that
/// registers or by name, in this order; said as such, or as the interface that Asterisk rings
/// (`PJSIP/anna`, `Local/anna@from-queue/n`). What two agents have in common means neither.
final class LogNames {
    private final SortedMap<String, AgentId> known = new TreeMap<>();

    LogNames(List<AgentProfile> agents) {
        learn(agents, agent -> Optional.of(agent.id().value()));
        learn(agents, AgentProfile::number);
        learn(agents, agent -> agent.phone().map(Endpoint::name));
        learn(agents, agent -> Optional.of(agent.name()));
    }

    private void learn(List<AgentProfile> agents, Function<AgentProfile, Optional<String>> called) {
        SortedMap<String, AgentId> found = new TreeMap<>();
        SortedSet<String> common = new TreeSet<>();
        for (AgentProfile agent : agents) {
            called.apply(agent)
                    .filter(name -> found.put(name, agent.id()) != null)
                    .ifPresent(name -> common.add(name));
        }
        found.keySet().removeAll(common);
        found.forEach((name, agent) -> known.putIfAbsent(name, agent));
    }

    Optional<AgentId> agent(String member) {
        AgentId named = known.get(member);
        return Optional.ofNullable(named == null ? known.get(said(member)) : named);
    }

    /// What an interface says of who it is: between the technology and what Asterisk adds.
    static String said(String member) {
        int begin = member.indexOf('/') + 1;
        int end = begin;
        while (end < member.length() && member.charAt(end) != '@' && member.charAt(end) != '/') {
            end++;
        }
        return member.substring(begin, end);
    }

    Collection<String> all() {
        return Collections.unmodifiableSet(known.keySet());
    }
}
