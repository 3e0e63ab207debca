package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.CentreRules;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.sip.SipSettings.Secret;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what a centre is made of: its numbers, queues and people, and what it tells its calls.
final class CentreReader {
    private static final Pattern DIALLED = Pattern.compile("[A-Za-z0-9+*#_.-]{1,64}");
    private static final String A_DIALLED = "a number or user name that callers dial";

    private final PhoneBook book = new PhoneBook();
    private final SortedMap<String, String> numbers = new TreeMap<>();
    private final List<Endpoint> shared = new ArrayList<>();
    private final Collection<String> queues;
    private final SkillNames skills;
    private final TrunkReader trunk;
    private final AgentReader agents;
    private final HandlingReader handling;
    private final PolicyReader policy;
    private final SupervisorReader supervisors;
    private final FeatureCodeReader codes;
    private final List<String> pauses;

    /// @param calendars the ids of all that there are
    CentreReader(YamlMap root, SettingsFolder folder, SortedSet<String> calendars) {
        YamlMap dialled = root.required("numbers").map();
        dialled.entries().forEach(this::number);
        Listing listed = new Listing(root.required("queues"), Table.QUEUES, folder);
        queues = listed.entries().keySet();
        skills = SkillNames.read(root.optional("skills"), folder);
        trunk = new TrunkReader(root.optional("trunk"), root.optional("transfers").map());
        agents =
                new AgentReader(
                        new Listing(root.optional("agents"), Table.AGENTS, folder),
                        skills,
                        queues,
                        book,
                        trunk);
        handling = new HandlingReader(folder, trunk, calendars);
        policy = new PolicyReader(root.optional("routing").map(), listed, skills, handling);
        supervisors =
                new SupervisorReader(root.optional("supervisors").map(), agents.agents(), book);
        root.optional("phones").map().entries().forEach(this::phone);
        pauses = pauses(root.optional("pauses"));
        codes = new FeatureCodeReader(root.optional("feature_codes"), queues, trunk);
        codes.refuseNumbersThatAreCodes(dialled.entries());
        codes.refuseNumbersThatAreCodes(book.numbers());
        book.numbers().forEach(this::refuseIfCallersDialIt);
    }

    /// The names of all queues.
    Collection<String> queues() {
        return queues;
    }

    /// The flow that answers each number.
    SortedMap<String, String> numbers() {
        return numbers;
    }

    /// Those that may be asked for.
    SortedSet<String> skills() {
        return skills.known();
    }

    /// In the order of the file.
    List<AgentProfile> agents() {
        return agents.agents();
    }

    /// The password of each phone.
    SortedMap<String, Secret> phones() {
        return book.phones();
    }

    CentreRules rules() {
        return new CentreRules(
                handling.handling(),
                supervisors.supervisors(),
                shared,
                trunk.trunk(),
                pauses,
                codes.codes(),
                trunk.allowed());
    }

    /// The queues' rules, unless the values contradict each other, which leaves problems behind;
    /// for a file in which nothing else is wrong.
    Optional<RoutingPolicy> policy() {
        agents.refuseLimitsBeyond(policy.channels());
        return policy.policy(agents.agents());
    }

    private void number(String number, YamlValue flow) {
        if (!DIALLED.matcher(number).matches()) {
            flow.refuseKey("expected " + A_DIALLED + ", but found " + quoted(number));
        }
        flow.text(Name.FORM, "the id of a flow").ifPresent(id -> numbers.put(number, id));
    }

    private void phone(String user, YamlValue value) {
        if (Name.isKey(user, value)) {
            book.shared(user, value);
            shared.add(new Endpoint(user));
        }
    }

    private static List<String> pauses(YamlValue value) {
        return value.isPresent() ? Reasons.read(value) : CentreRules.standard().pauses();
    }

    private void refuseIfCallersDialIt(String number, YamlValue value) {
        String flow = numbers.get(number);
        if (flow != null) {
            value.refuse(
                    "number %s is dialled by callers: 'numbers' has the flow %s for it"
                            .formatted(quoted(number), quoted(flow)));
        }
    }
}
