package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.Supervisor;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads who sees and steers agents.
final class SupervisorReader {
    private static final Pattern ALL = Pattern.compile("all");
    private static final List<String> OF_THE_AGENT =
            List.of("name", "number", "pin", "phone", "password");

    private final PhoneBook book;
    private final SortedMap<String, AgentProfile> agents = new TreeMap<>();
    private final NavigableSet<String> teams = new TreeSet<>();
    private final List<Supervisor> supervisors = new ArrayList<>();

    SupervisorReader(YamlMap map, List<AgentProfile> agents, PhoneBook book) {
        this.book = book;
        agents.forEach(agent -> this.agents.put(agent.id().value(), agent));
        agents.forEach(agent -> agent.team().ifPresent(teams::add));
        map.entries()
                .forEach(
                        (id, value) -> {
                            if (Name.isKey(id, value)) {
                                supervisors.add(supervisor(id, value));
                            }
                        });
    }

    /// In the order of the file.
    List<Supervisor> supervisors() {
        return supervisors;
    }

    private Supervisor supervisor(String id, YamlValue value) {
        YamlMap map = value.map();
        Supervisor.Teams steered = teams(map.required("teams"));
        AgentProfile agent = agents.get(id);
        return agent == null ? alone(id, value, map, steered) : both(agent, map, steered);
    }

    private Supervisor alone(String id, YamlValue value, YamlMap map, Supervisor.Teams steered) {
        String owner = "supervisor " + quoted(id);
        return new Supervisor(
                id,
                map.optional("name").text().orElse(id),
                steered,
                book.phone(owner, id, value, map),
                book.number(owner, map),
                book.pin(map));
    }

    private static Supervisor both(AgentProfile agent, YamlMap map, Supervisor.Teams steered) {
        for (String key : OF_THE_AGENT) {
            map.optional(key)
                    .refuseKey(
                            "%s is an agent too, so %s comes from 'agents'"
                                    .formatted(quoted(agent.id().value()), quoted(key)));
        }
        return new Supervisor(
                agent.id().value(),
                agent.name(),
                steered,
                agent.phone(),
                agent.number(),
                agent.pin());
    }

    private Supervisor.Teams teams(YamlValue value) {
        if (value.isList()) {
            NavigableSet<String> named = new TreeSet<>();
            value.list().forEach(item -> team(item).ifPresent(named::add));
            if (value.list().isEmpty()) {
                value.refuse("expected at least one team, or all");
            }
            return new Supervisor.Teams.Some(named);
        }
        value.text(ALL, "a list of teams, or all");
        return new Supervisor.Teams.All();
    }

    private Optional<String> team(YamlValue item) {
        Optional<String> name = item.text(Name.FORM, Name.EXPECTED);
        if (name.isPresent() && !teams.contains(name.get())) {
            item.refuse(
                    () ->
                            "no agent is in a team "
                                    + quoted(name.get())
                                    + Spelling.didYouMean(name.get(), teams));
            return Optional.empty();
        }
        return name;
    }
}
