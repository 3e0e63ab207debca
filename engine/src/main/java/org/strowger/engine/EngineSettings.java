package org.strowger.engine;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.CentreRules;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.flow.check.Surroundings;
import org.strowger.telephony.sip.SipSettings;

/// What one node is told: read from a file by [SettingsFile], or made by a program.
///
/// @param centre the name of the contact centre that this node runs
/// @param data the folder for what must outlive a restart
/// @param sip the SIP network
/// @param http where the status page is served
/// @param flows the folder of flow files (`*.yaml`)
/// @param calendars the folder of calendar files (`*.yaml`); it need not be there
/// @param publishing what puts a flow in force
/// @param prompts the folder of recordings, one folder for each language in it
/// @param numbers which flow answers which dialled number
/// @param policy the queues and their rules
/// @param skills those that may be asked for: all that are listed, or else that agents have
/// @param agents who can sign in, in the order of the file
/// @param rules what the centre tells its calls, apart from who gets which
/// @param services what the parts around the calls are told
public record EngineSettings(
        String centre,
        Path data,
        SipSettings sip,
        Http http,
        Path flows,
        Path calendars,
        Path prompts,
        Publishing publishing,
        SortedMap<String, String> numbers,
        RoutingPolicy policy,
        SortedSet<String> skills,
        List<AgentProfile> agents,
        CentreRules rules,
        AroundCalls services) {

    public EngineSettings {
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
        skills = Collections.unmodifiableSortedSet(new TreeSet<>(skills));
        agents = List.copyOf(agents);
    }

    /// What flows may name, apart from recordings.
    public Surroundings surroundings() {
        SortedSet<String> queues = new TreeSet<>();
        policy.queues().keySet().forEach(queue -> queues.add(queue.value()));
        SortedSet<String> agentIds = new TreeSet<>();
        agents.forEach(agent -> agentIds.add(agent.id().value()));
        return new Surroundings(
                Optional.of(queues),
                Optional.of(skills),
                Optional.of(agentIds),
                Optional.empty(),
                Optional.of(rules.allowedNumbers()),
                Optional.empty());
    }

    /// An address as it stands in a URI: that of IPv6 in brackets (RFC 3986 section 3.2.2).
    public static String host(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }

    /// What puts a flow in force.
    public enum Publishing {
        /// Saving its file, once all is well with it.
        ON_SAVE,
        /// Only a command, which makes a release of it.
        BY_COMMAND
    }

    /// Where releases are.
    public Path releases() {
        return data.resolve("releases");
    }

    /// Where HTTP is served.
    ///
    /// @param port 0 for any free one
    public record Http(InetAddress address, int port) {}
}
