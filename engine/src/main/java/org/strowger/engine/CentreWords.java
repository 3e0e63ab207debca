package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// The words of a centre whose settings are known, for other files that speak of it: its queues,
/// skills and reasons are read there as in the settings themselves.
///
/// What is wrong is refused at its place, with a guess at what was meant, and answered as if it
/// were not there.
public final class CentreWords {
    private final SortedSet<String> queues = new TreeSet<>();
    private final SortedSet<String> channels = new TreeSet<>();
    private final List<String> pauses;
    private final NeedReader needs;
    private final ProfileReader profiles;

    public CentreWords(EngineSettings settings) {
        settings.policy()
                .queues()
                .forEach(
                        (id, rules) -> {
                            queues.add(id.value());
                            channels.add(rules.work().channel());
                        });
        pauses = settings.rules().pauses();
        SkillNames skills = SkillNames.of(settings.skills());
        needs = new NeedReader(skills);
        profiles = new ProfileReader(skills, queues);
    }

    /// Whether a key can be the name of an agent or anything else; if it cannot, it is refused.
    public static boolean isName(String key, YamlValue value) {
        return Name.isKey(key, value);
    }

    /// A name for an agent or anything else.
    public static Optional<String> name(YamlValue value) {
        return value.text(Name.FORM, Name.EXPECTED);
    }

    /// What is `yes` or `no`.
    public static boolean isOn(YamlValue value, boolean otherwise) {
        return YesOrNo.read(value, otherwise);
    }

    public Optional<QueueId> queue(YamlValue value) {
        return known(value, "queue", queues).map(QueueId::new);
    }

    /// Why an agent pauses.
    public Optional<String> pause(YamlValue value) {
        return known(value, "reason for a pause", pauses);
    }

    /// What is asked of agents; nothing where there is nothing.
    public SkillNeed need(YamlValue value) {
        return needs.read(value);
    }

    /// Which contacts an agent can take: the keys of an agent that say so, and all their ranges.
    ///
    /// @param value where a contradiction is told
    public Optional<RoutingProfile> profile(YamlValue value, YamlMap agent) {
        Optional<RoutingProfile> profile = profiles.read(value, agent);
        profiles.refuseLimitsBeyond(channels);
        return profile;
    }

    /// A word that is one of some; any other is refused.
    ///
    /// @param what what such a thing is called
    public static Optional<String> known(YamlValue value, String what, Collection<String> among) {
        Optional<String> name = value.text();
        if (name.isPresent() && !among.contains(name.get())) {
            value.refuse(
                    () ->
                            "no %s is called %s%s"
                                    .formatted(
                                            what,
                                            quoted(name.get()),
                                            Spelling.didYouMean(name.get(), among)));
        }
        return name.filter(among::contains);
    }
}
