package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.strowger.engine.CentreWords;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Who there is: the agents of the settings, and those whom a scenario adds to them.
final class Crew {
    static final int MOST_ADDED = 10_000;

    private static final Pattern LIKE = Pattern.compile("([1-9][0-9]{0,4}) like (\\S{1,63})");
    private static final String AN_ADDITION = "agents to add, such as '5 like anna', or a map";
    private static final String ALL = "all";
    private static final List<String> CHOICES = List.of("who", "team", "needs");

    private final CentreWords words;
    private final SortedMap<AgentId, Member> members = new TreeMap<>();
    private final SortedMap<String, SortedSet<AgentId>> named = new TreeMap<>();
    private final SortedMap<String, SortedSet<AgentId>> teams = new TreeMap<>();
    private int added;

    /// @param add who is added
    Crew(EngineSettings settings, CentreWords words, YamlValue add) {
        this.words = words;
        for (AgentProfile agent : settings.agents()) {
            take(agent.id().value(), new Member(agent.id(), agent.routing(), agent.team()));
        }
        SortedMap<AgentId, Member> ofTheSettings = new TreeMap<>(members);
        add.list().forEach(item -> add(item, ofTheSettings));
    }

    /// One agent.
    record Member(AgentId id, RoutingProfile profile, Optional<String> team) {}

    /// Some agents of one kind.
    ///
    /// @param named how they are spoken of together
    /// @param ids what each is called
    private record Addition(
            String named, List<String> ids, RoutingProfile profile, Optional<String> team) {}

    SortedMap<AgentId, Member> members() {
        return members;
    }

    private void take(String name, Member member) {
        members.put(member.id(), member);
        named.computeIfAbsent(name, _ -> new TreeSet<>()).add(member.id());
        named.computeIfAbsent(member.id().value(), _ -> new TreeSet<>()).add(member.id());
        member.team()
                .ifPresent(t -> teams.computeIfAbsent(t, _ -> new TreeSet<>()).add(member.id()));
    }

    private void add(YamlValue item, SortedMap<AgentId, Member> ofTheSettings) {
        Optional<Addition> addition =
                item.isMap() ? described(item, ofTheSettings) : like(item, ofTheSettings);
        if (addition.isEmpty()) {
            return;
        }
        added += addition.get().ids().size();
        if (added > MOST_ADDED) {
            item.refuse("expected " + MOST_ADDED + " more agents at most");
            return;
        }
        for (String id : addition.get().ids()) {
            if (!CentreWords.isName(id, item)) {
                return;
            }
            if (members.containsKey(new AgentId(id))) {
                item.refuse("there is an agent " + quoted(id) + " already");
                return;
            }
            take(
                    addition.get().named(),
                    new Member(new AgentId(id), addition.get().profile(), addition.get().team()));
        }
    }

    /// `5 like anna`.
    private static Optional<Addition> like(
            YamlValue item, SortedMap<AgentId, Member> ofTheSettings) {
        Matcher parts = LIKE.matcher(item.text(LIKE, AN_ADDITION).orElse(""));
        if (!parts.matches()) {
            return Optional.empty();
        }
        String name = parts.group(2);
        int count = Integer.parseInt(parts.group(1));
        return model(item, name, ofTheSettings)
                .map(
                        model ->
                                new Addition(
                                        name,
                                        numbered(name, count),
                                        model.profile(),
                                        model.team()));
    }

    private static Optional<Member> model(
            YamlValue value, String name, SortedMap<AgentId, Member> ofTheSettings) {
        Optional<Member> model =
                CentreWords.isName(name, value)
                        ? Optional.ofNullable(ofTheSettings.get(new AgentId(name)))
                        : Optional.empty();
        if (model.isEmpty()) {
            value.refuse(unknown(name, ids(ofTheSettings)));
        }
        return model;
    }

    private static List<String> ids(SortedMap<AgentId, Member> members) {
        return members.keySet().stream().map(AgentId::value).toList();
    }

    private static String unknown(String name, Collection<String> known) {
        return "no agent is called " + quoted(name) + Spelling.didYouMean(name, known);
    }

    private static List<String> numbered(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> name + "." + n).toList();
    }

    private Optional<Addition> described(YamlValue item, SortedMap<AgentId, Member> ofTheSettings) {
        YamlMap map = item.map();
        Optional<String> id = CentreWords.name(map.required("id"));
        YamlValue counted = map.optional("count");
        int count = counted.integer(1, MOST_ADDED).orElse(1);
        Optional<String> team = CentreWords.name(map.optional("team"));
        YamlValue like = map.optional("like");
        Optional<Member> model = like.text().flatMap(name -> model(like, name, ofTheSettings));
        Optional<RoutingProfile> profile =
                like.isPresent() ? model.map(Member::profile) : words.profile(item, map);
        if (id.isEmpty() || profile.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Addition(
                        id.get(),
                        counted.isPresent() ? numbered(id.get(), count) : List.of(id.get()),
                        profile.get(),
                        team.or(() -> model.flatMap(Member::team))));
    }

    /// The agent of a name, or those who were added under it; nobody, and refused, when there is
    /// none.
    SortedSet<AgentId> called(YamlValue value) {
        SortedSet<AgentId> agents = new TreeSet<>();
        value.text()
                .ifPresent(
                        name -> {
                            agents.addAll(named.getOrDefault(name, new TreeSet<>()));
                            if (agents.isEmpty()) {
                                value.refuse(() -> unknown(name, named.keySet()));
                            }
                        });
        return agents;
    }

    /// The agents whom a map chooses by `who`, `team` or `needs`, of which it has one; nobody, and
    /// refused, when there are none.
    SortedSet<AgentId> chosen(YamlMap map) {
        List<String> said = CHOICES.stream().filter(map::has).toList();
        YamlValue who = map.optional("who");
        YamlValue team = map.optional("team");
        YamlValue needs = map.optional("needs");
        if (said.size() != 1) {
            map.refuse("expected one of who, team and needs, but found " + said.size());
            return new TreeSet<>();
        }
        if (who.isPresent()) {
            return named(who);
        }
        return team.isPresent() ? ofTeam(team) : meeting(needs);
    }

    private SortedSet<AgentId> named(YamlValue who) {
        if (!who.isList()) {
            return who.text().orElse("").equals(ALL) ? all(who) : called(who);
        }
        SortedSet<AgentId> agents = new TreeSet<>();
        who.list().forEach(item -> agents.addAll(called(item)));
        if (who.list().isEmpty()) {
            who.refuse("expected at least one agent");
        }
        return agents;
    }

    private SortedSet<AgentId> all(YamlValue who) {
        if (members.isEmpty()) {
            who.refuse("the settings have no agents, and the scenario adds none");
        }
        return new TreeSet<>(members.keySet());
    }

    private SortedSet<AgentId> ofTeam(YamlValue value) {
        return CentreWords.known(value, "team", teams.keySet())
                .map(team -> new TreeSet<>(teams.getOrDefault(team, new TreeSet<>())))
                .orElseGet(TreeSet::new);
    }

    private SortedSet<AgentId> meeting(YamlValue value) {
        SkillNeed need = words.need(value);
        List<AgentId> able = new ArrayList<>();
        for (Member member : members.values()) {
            if (need.isMetBy(member.profile().skills())) {
                able.add(member.id());
            }
        }
        if (able.isEmpty()) {
            value.refuse("no agent has these skills");
        }
        return new TreeSet<>(able);
    }
}
