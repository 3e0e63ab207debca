package org.strowger.simulator.virtual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.AgentProfile.SignIn;
import org.strowger.engine.call.CentreRules;
import org.strowger.engine.call.DispositionRules;
import org.strowger.engine.call.QueueHandling;
import org.strowger.engine.call.RecordingRule;
import org.strowger.engine.call.Whisper;
import org.strowger.engine.flow.Announcements;
import org.strowger.engine.flow.FlowLibrary;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.flow.OpeningHours;
import org.strowger.engine.flow.PromptLibrary;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.scenario.Staff;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.Sound;

/// What calls through flows need of their centre, looked up once. Threads share it.
///
/// Words that a flow has spoken from text take a time that goes by their letters, so that it is the
/// same on every machine; recordings take as long as they are.
///
/// @param byNumber the flows that answer dialled numbers
/// @param byId all that calls can come to
/// @param agents the staff, each with a telephone
record FlowPlan(
        SortedMap<String, LoadedFlow> byNumber,
        SortedMap<String, LoadedFlow> byId,
        Announcements announcements,
        SortedMap<QueueId, Sound> whispers,
        OpeningHours hours,
        CentreRules rules,
        List<AgentProfile> agents) {
    /// About 150 words a minute, of five letters and a space (Tauroza and Allison, Applied
    /// Linguistics 11(1), 1990, for conversation and interviews: 160 to 210).
    private static final int SAMPLES_PER_LETTER = 8_000 * 60 / (150 * 6);

    private static final byte SILENT = (byte) 0xFF;

    /// What is needed; nothing, if no calls go through a flow.
    ///
    /// @throws IllegalArgumentException what is missing for the flows of the scenario
    static Optional<FlowPlan> of(Scenario scenario) {
        boolean isNeeded =
                scenario.sources().stream()
                        .anyMatch(source -> source.to() instanceof Source.ToNumber);
        if (!isNeeded) {
            return Optional.empty();
        }
        EngineSettings centre =
                scenario.centre()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "calls through a flow need the settings of a"
                                                        + " centre"));
        try {
            Path spoken = Files.createTempDirectory("strowger-spoken");
            try {
                FlowPlan plan = load(scenario, centre, spoken);
                scenario.sources().forEach(plan::check);
                return Optional.of(plan);
            } finally {
                remove(spoken);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("flows cannot be read: " + e.getMessage(), e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = new ArrayList<>(files.toList());
            for (Path file : all.reversed()) {
                Files.delete(file);
            }
        }
    }

    private void check(Source source) {
        if (source.to() instanceof Source.ToNumber(var dialled, _, _)
                && !byNumber.containsKey(dialled)) {
            throw new IllegalArgumentException(
                    "no flow that can run answers %s, which source %s dials"
                            .formatted(dialled, source.name()));
        }
    }

    private static FlowPlan load(Scenario scenario, EngineSettings centre, Path spoken)
            throws IOException {
        PromptLibrary prompts =
                new PromptLibrary(centre.prompts(), spoken, (_, text, _) -> speech(text));
        FlowLibrary library =
                new FlowLibrary(centre.flows(), centre.calendars(), centre.surroundings(), prompts);
        library.reload();
        SortedMap<String, LoadedFlow> byNumber = new TreeMap<>();
        SortedMap<String, LoadedFlow> byId = new TreeMap<>();
        for (var number : centre.numbers().entrySet()) {
            Optional<LoadedFlow> flow = library.find(number.getValue());
            if (flow.isPresent()) {
                byNumber.put(number.getKey(), flow.get());
                for (String id : flow.get().book().flows().keySet()) {
                    library.find(id).ifPresent(each -> byId.put(id, each));
                }
            }
        }
        OpeningHours hours = new OpeningHours(centre.calendars());
        hours.reload();
        return new FlowPlan(
                byNumber,
                byId,
                Announcements.in(prompts),
                whispers(centre, prompts),
                hours,
                rules(centre.rules()),
                scenario.staff().stream().map(staff -> agent(staff, centre)).toList());
    }

    private static byte[] speech(String text) {
        byte[] samples = new byte[text.length() * SAMPLES_PER_LETTER];
        Arrays.fill(samples, SILENT);
        return samples;
    }

    private static SortedMap<QueueId, Sound> whispers(EngineSettings centre, PromptLibrary prompts)
            throws IOException {
        SortedMap<QueueId, Sound> whispers = new TreeMap<>();
        for (var queue : centre.rules().queues().entrySet()) {
            Optional<Whisper> whisper = queue.getValue().whisper();
            if (whisper.isPresent()) {
                whispers.put(
                        queue.getKey(),
                        switch (whisper.get()) {
                            case Whisper.Text(var words) -> Announcements.text(prompts, words);
                            case Whisper.Recording(var id) -> Announcements.recording(prompts, id);
                        });
            }
        }
        return whispers;
    }

    /// What came of a call is said within the after-call work that the scenario gives; nothing is
    /// recorded, and nobody listens in.
    private static CentreRules rules(CentreRules rules) {
        SortedMap<QueueId, QueueHandling> queues = new TreeMap<>();
        rules.queues()
                .forEach(
                        (id, queue) ->
                                queues.put(
                                        id,
                                        new QueueHandling(
                                                queue.callback(),
                                                DispositionRules.none(),
                                                RecordingRule.NEVER,
                                                queue.whisper(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                queue.shortAbandon(),
                                                queue.autoAnswer(),
                                                queue.serviceLevel())));
        return new CentreRules(
                queues,
                List.of(),
                rules.phones(),
                rules.trunk(),
                rules.pauses(),
                rules.featureCodes(),
                rules.allowedNumbers());
    }

    /// Who works outside is called there; everybody else has a telephone, and signs in with it.
    private static AgentProfile agent(Staff staff, EngineSettings centre) {
        Optional<AgentProfile> known =
                centre.agents().stream()
                        .filter(agent -> agent.id().equals(staff.agent()))
                        .findFirst();
        boolean isOutside =
                centre.rules().trunk().isPresent()
                        && known.flatMap(AgentProfile::external).isPresent()
                        && known.flatMap(AgentProfile::phone).isEmpty();
        Endpoint own =
                known.flatMap(AgentProfile::phone)
                        .orElseGet(() -> new Endpoint(staff.agent().value()));
        return new AgentProfile(
                staff.agent(),
                known.map(AgentProfile::name).orElse(staff.agent().value()),
                isOutside ? Optional.empty() : Optional.of(own),
                isOutside ? known.flatMap(AgentProfile::external) : Optional.empty(),
                known.flatMap(AgentProfile::number),
                Optional.empty(),
                known.flatMap(AgentProfile::team),
                isOutside ? SignIn.BY_COMMAND : SignIn.BY_PHONE,
                known.map(AgentProfile::autoAnswer).orElse(false),
                staff.profile());
    }
}
