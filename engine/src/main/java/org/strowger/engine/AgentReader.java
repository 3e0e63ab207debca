package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.Pin;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.Endpoint;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads who takes calls, and the passwords of their phones.
final class AgentReader {
    private final ProfileReader profiles;
    private final PhoneBook book;
    private final TrunkReader trunk;
    private final List<AgentProfile> agents = new ArrayList<>();

    /// @param queues the names of all queues of the file
    AgentReader(
            Listing listed,
            SkillNames skills,
            Collection<String> queues,
            PhoneBook book,
            TrunkReader trunk) {
        this.profiles = new ProfileReader(skills, queues);
        this.book = book;
        this.trunk = trunk;
        listed.entries().forEach((id, value) -> agent(id, value).ifPresent(agents::add));
    }

    /// In the order of the file.
    List<AgentProfile> agents() {
        return agents;
    }

    /// Refuses limits of contacts that no queue brings.
    void refuseLimitsBeyond(SortedSet<String> channels) {
        profiles.refuseLimitsBeyond(channels);
    }

    private Optional<AgentProfile> agent(String id, YamlValue value) {
        if (!Name.isKey(id, value)) {
            return Optional.empty();
        }
        YamlMap agent = value.map();
        String owner = "agent " + quoted(id);
        String name = agent.optional("name").text().orElse(id);
        Optional<String> team = agent.optional("team").text(Name.FORM, Name.EXPECTED);
        Optional<String> external = external(agent);
        Optional<Endpoint> phone = book.phone(owner, id, value, agent);
        Optional<AgentProfile.SignIn> signIn = signIn(agent, phone.isPresent());
        Optional<String> number = book.number(owner, agent);
        Optional<Pin> pin = book.pin(agent);
        boolean autoAnswer = YesOrNo.read(agent.optional("auto_answer"), false);
        return profiles.read(value, agent)
                .flatMap(
                        routing ->
                                signIn.map(
                                        how ->
                                                new AgentProfile(
                                                        new AgentId(id),
                                                        name,
                                                        phone,
                                                        external,
                                                        number,
                                                        pin,
                                                        team,
                                                        how,
                                                        autoAnswer,
                                                        routing)));
    }

    private Optional<String> external(YamlMap agent) {
        YamlValue value = agent.optional("external");
        if (!value.isPresent()) {
            return Optional.empty();
        }
        trunk.isNeededBy(value, "an agent at a telephone outside");
        for (String key : List.of("phone", "password")) {
            agent.optional(key)
                    .refuseKey(
                            "an agent is at a telephone outside ('external') or has a phone, not both");
        }
        return trunk.number(value);
    }

    /// How the agent signs in; empty when it is not said how they could be reached at all.
    private static Optional<AgentProfile.SignIn> signIn(YamlMap agent, boolean hasPhone) {
        YamlValue value = agent.optional("sign_in");
        Optional<AgentProfile.SignIn> said = value.oneOf(AgentProfile.SignIn.class);
        if (hasPhone) {
            return said.or(() -> Optional.of(AgentProfile.SignIn.BY_PHONE));
        }
        if (said.isPresent() && said.get() == AgentProfile.SignIn.BY_PHONE) {
            value.refuse(
                    "who has no phone cannot sign in by_phone: expected a 'password', or by_command");
            return Optional.empty();
        }
        if (said.isEmpty() && !agent.has("external") && !agent.has("sign_in")) {
            agent.refuse(
                    "missing key 'password': that of the agent's phone; who has no phone of their own"
                            + " has 'sign_in: by_command' or a number 'external'");
            return Optional.empty();
        }
        return Optional.of(AgentProfile.SignIn.BY_COMMAND);
    }
}
