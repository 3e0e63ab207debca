package org.strowger.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.strowger.engine.alert.AlertRule;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.CentreRules;
import org.strowger.engine.call.FeatureCodes;
import org.strowger.engine.call.QueueHandling;
import org.strowger.engine.call.Supervisor;
import org.strowger.engine.dip.DipSettings;
import org.strowger.engine.recording.RecordingSettings;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.sip.SipSettings;
import org.strowger.telephony.sip.SipSettings.Secret;

/// What is different in the settings that are to be from those that are: what a running engine can
/// take, in sentences, and what needs a restart, by its keys. Passwords and pins are in neither.
record SettingsDifference(EngineSettings before, EngineSettings after) {
    private record Queue(QueuePolicy rules, QueueHandling handling) {}

    private static final Aspects<Queue> QUEUE =
            new Aspects<Queue>()
                    .and("open", q -> q.rules().open())
                    .and("max_length", q -> q.rules().maxLength())
                    .and("max_wait", q -> q.rules().maxWait())
                    .and("service_target", q -> q.rules().serviceTarget())
                    .and("ring_time", q -> q.rules().ringTime())
                    .and("wrap_up", q -> q.rules().wrapUp())
                    .and("retry_delay", q -> q.rules().missed().rest())
                    .and("missed.not_again_for", q -> q.rules().missed().notAgainFor())
                    .and("missed.pause_after", q -> q.rules().missed().pauseAfter())
                    .and("needs or steps", q -> q.rules().steps())
                    .and("order", q -> q.rules().order())
                    .and("agents", q -> q.rules().agents())
                    .and("channel", q -> q.rules().work().channel())
                    .and("units", q -> q.rules().work().units())
                    .and("staffing", q -> q.rules().staffing())
                    .and("overflow", q -> q.rules().overflow())
                    .and("reserve", q -> q.rules().reserve())
                    .and("share", q -> q.rules().share())
                    .and("cost", q -> q.rules().cost())
                    .and("callback", q -> q.handling().callback())
                    .and("dispositions", q -> q.handling().dispositions())
                    .and("recording", q -> q.handling().recording())
                    .and("whisper", q -> q.handling().whisper())
                    .and("script", q -> q.handling().script())
                    .and("screen_pop", q -> q.handling().screenPop())
                    .and("short_abandon", q -> q.handling().shortAbandon())
                    .and("auto_answer", q -> q.handling().autoAnswer())
                    .and("service_level", q -> q.handling().serviceLevel());

    private static final Aspects<AgentProfile> AGENT =
            new Aspects<AgentProfile>()
                    .and("name", AgentProfile::name)
                    .and("team", AgentProfile::team)
                    .and("number", AgentProfile::number)
                    .and("phone", AgentProfile::phone)
                    .and("external", AgentProfile::external)
                    .and("pin", AgentProfile::pin)
                    .and("sign_in", AgentProfile::signIn)
                    .and("auto_answer", AgentProfile::autoAnswer)
                    .and("skills", agent -> agent.routing().skills())
                    .and("ranks", agent -> agent.routing().ranks())
                    .and("limits", agent -> agent.routing().limits())
                    .and("weight", agent -> agent.routing().weight())
                    .and("wrap_up", agent -> agent.routing().wrapUp())
                    .and("units", agent -> agent.routing().units());

    private static final Aspects<Supervisor> SUPERVISOR =
            new Aspects<Supervisor>()
                    .and("name", Supervisor::name)
                    .and("teams", Supervisor::teams)
                    .and("phone", Supervisor::phone)
                    .and("number", Supervisor::number)
                    .and("pin", Supervisor::pin);

    private static final Aspects<RoutingPolicy> ROUTING =
            new Aspects<RoutingPolicy>()
                    .and("routing.balance", RoutingPolicy::balance)
                    .and("routing.decisions", RoutingPolicy::detail)
                    .and("routing.seed", RoutingPolicy::seed)
                    .and("routing.starvation_bound", RoutingPolicy::bound);

    private static final Aspects<CentreRules> RULES =
            new Aspects<CentreRules>()
                    .and("trunk", CentreRules::trunk)
                    .and("transfers.allowed", CentreRules::allowedNumbers)
                    .and("pauses", CentreRules::pauses)
                    .and("feature_codes", rules -> rules.featureCodes().map(FeatureCodes::codes))
                    .and(
                            "feature_codes.outbound",
                            rules -> rules.featureCodes().map(FeatureCodes::outbound));

    private static final Aspects<DipSettings> DIPS =
            new Aspects<DipSettings>()
                    .and("dips.allowed", DipSettings::allowed)
                    .and("dips.at_once_per_host", DipSettings::atOncePerHost)
                    .and("dips.waiting_per_host", DipSettings::waitingPerHost)
                    .and("dips.answer", DipSettings::mostAnswer)
                    .and("dips.breaker.failures", DipSettings::breakerFailures)
                    .and("dips.breaker.open", DipSettings::breakerOpen);

    private static final Aspects<String> NUMBER = new Aspects<String>().and("flow", flow -> flow);
    private static final Aspects<String> NAME = new Aspects<>();
    private static final Aspects<AlertRule> ALERT = new Aspects<>();
    private static final Aspects<Secret> PHONE =
            new Aspects<Secret>().and("password", Secret::value);

    private static final Aspects<EngineSettings> FIXED =
            new Aspects<EngineSettings>()
                    .and("centre", EngineSettings::centre)
                    .and("data", EngineSettings::data)
                    .and("flows", EngineSettings::flows)
                    .and("calendars", EngineSettings::calendars)
                    .and("prompts", EngineSettings::prompts)
                    .and("publishing", EngineSettings::publishing)
                    .and("http", EngineSettings::http)
                    .and("sip", settings -> withoutPhones(settings.sip()))
                    .and("recordings", settings -> withoutKey(settings.services().recordings()))
                    .and("voicemail", settings -> settings.services().voicemail())
                    .and("contacts", settings -> settings.services().contacts())
                    .and("journal", settings -> settings.services().journal());

    /// The keys of what is different and cannot be taken without a restart.
    List<String> needsRestart() {
        return FIXED.changed(before, after);
    }

    /// What is different and can be taken, a sentence for each thing.
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.addAll(NUMBER.sentences("number", before.numbers(), after.numbers()));
        sentences.addAll(QUEUE.sentences("queue", queues(before), queues(after)));
        addChanged(sentences, ROUTING.changed(before.policy(), after.policy()));
        sentences.addAll(NAME.sentences("skill", named(before.skills()), named(after.skills())));
        sentences.addAll(AGENT.sentences("agent", agents(before), agents(after)));
        sentences.addAll(
                SUPERVISOR.sentences("supervisor", supervisors(before), supervisors(after)));
        sentences.addAll(PHONE.sentences("phone", phones(before, after), phones(after, before)));
        addChanged(sentences, RULES.changed(before.rules(), after.rules()));
        sentences.addAll(NAME.sentences("shared phone", shared(before), shared(after)));
        addChanged(sentences, DIPS.changed(before.services().dips(), after.services().dips()));
        sentences.addAll(ALERT.sentences("alert", alerts(before), alerts(after)));
        if (!before.services().webhooks().equals(after.services().webhooks())) {
            sentences.add("'webhooks' is changed");
        }
        return sentences;
    }

    private static void addChanged(List<String> sentences, List<String> keys) {
        keys.forEach(key -> sentences.add("'" + key + "' is changed"));
    }

    /// What the engine runs with when it has taken what it can: the rest as it was.
    EngineSettings taken() {
        SipSettings was = before.sip();
        SipSettings sip =
                new SipSettings(
                        was.address(),
                        was.port(),
                        was.firstMediaPort(),
                        was.lastMediaPort(),
                        was.realm(),
                        after.sip().phones(),
                        was.bindings(),
                        was.registrations(),
                        was.maxLegs());
        AroundCalls kept = before.services();
        return new EngineSettings(
                before.centre(),
                before.data(),
                sip,
                before.http(),
                before.flows(),
                before.calendars(),
                before.prompts(),
                before.publishing(),
                after.numbers(),
                after.policy(),
                after.skills(),
                after.agents(),
                after.rules(),
                new AroundCalls(
                        after.services().dips(),
                        kept.recordings(),
                        kept.voicemail(),
                        kept.contacts(),
                        kept.journal(),
                        after.services().alerts(),
                        after.services().webhooks()));
    }

    private static List<Object> withoutPhones(SipSettings sip) {
        return List.of(
                sip.address(),
                sip.port(),
                sip.firstMediaPort(),
                sip.lastMediaPort(),
                sip.realm(),
                sip.maxLegs());
    }

    /// A key tells nothing of itself, so that one in place of another is not seen.
    private static List<Object> withoutKey(RecordingSettings recordings) {
        return List.of(recordings.folder(), recordings.keep(), recordings.key().isPresent());
    }

    private static SortedMap<String, Queue> queues(EngineSettings settings) {
        SortedMap<String, Queue> queues = new TreeMap<>();
        settings.policy()
                .queues()
                .forEach(
                        (id, rules) ->
                                queues.put(
                                        id.value(),
                                        new Queue(rules, settings.rules().handling(id))));
        return queues;
    }

    private static SortedMap<String, AgentProfile> agents(EngineSettings settings) {
        return by(settings.agents(), agent -> agent.id().value());
    }

    private static SortedMap<String, Supervisor> supervisors(EngineSettings settings) {
        return by(settings.rules().supervisors(), Supervisor::id);
    }

    private static SortedMap<String, String> shared(EngineSettings settings) {
        return named(settings.rules().phones().stream().map(Endpoint::name).toList());
    }

    private static SortedMap<String, AlertRule> alerts(EngineSettings settings) {
        return by(settings.services().alerts(), AlertRule::name);
    }

    /// The passwords of those phones that are there before and after: that a phone comes and goes
    /// is told with its owner.
    private static SortedMap<String, Secret> phones(EngineSettings of, EngineSettings other) {
        SortedMap<String, Secret> phones = new TreeMap<>();
        Map<String, Secret> others = other.sip().phones();
        of.sip()
                .phones()
                .forEach(
                        (user, password) -> {
                            if (others.containsKey(user)) {
                                phones.put(user, password);
                            }
                        });
        return phones;
    }

    private static SortedMap<String, String> named(Collection<String> names) {
        return by(names, Function.identity());
    }

    private static <T> SortedMap<String, T> by(Collection<T> things, Function<T, String> name) {
        SortedMap<String, T> named = new TreeMap<>();
        things.forEach(thing -> named.put(name.apply(thing), thing));
        return named;
    }
}
