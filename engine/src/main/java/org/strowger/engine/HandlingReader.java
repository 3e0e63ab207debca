package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.strowger.engine.call.CallbackRules;
import org.strowger.engine.call.DispositionRules;
import org.strowger.engine.call.QueueHandling;
import org.strowger.engine.call.RecordingRule;
import org.strowger.engine.call.ServiceLevel;
import org.strowger.engine.call.Whisper;
import org.strowger.engine.contact.CallScript;
import org.strowger.engine.contact.ReadScreenPop;
import org.strowger.engine.contact.ReadScript;
import org.strowger.engine.contact.ScreenPop;
import org.strowger.engine.routing.QueueId;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads how calls of a queue are handled, apart from who gets them.
final class HandlingReader {
    private static final QueueHandling STANDARD = QueueHandling.standard();
    private static final CallbackRules CALLBACK = CallbackRules.standard();
    private static final int LONGEST_WHISPER = 500;
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_][a-z0-9_]{0,99})\\}");
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration A_DAY = Duration.ofHours(24);
    private static final Duration A_WEEK = Duration.ofDays(7);

    private final SettingsFolder folder;
    private final TrunkReader trunk;
    private final SortedSet<String> calendars;
    private final SortedMap<QueueId, QueueHandling> handling = new TreeMap<>();

    /// @param calendars the ids of all that there are
    HandlingReader(SettingsFolder folder, TrunkReader trunk, SortedSet<String> calendars) {
        this.folder = folder;
        this.trunk = trunk;
        this.calendars = calendars;
    }

    /// That of the queues read so far.
    SortedMap<QueueId, QueueHandling> handling() {
        return handling;
    }

    /// Reads one queue's.
    void read(QueueId id, QueueReader.Section queue) {
        YamlMap map = queue.map();
        DispositionRules dispositions = dispositions(map.optional("dispositions").map());
        if (dispositions.required() && queue.rules().wrapUp().isZero()) {
            queue.refuse(
                    "dispositions",
                    "a required disposition is said during wrap-up, so it needs a 'wrap_up' above"
                            + " 0s");
        }
        handling.put(
                id,
                new QueueHandling(
                        callback(map.optional("callback")),
                        dispositions,
                        map.optional("recording")
                                .oneOf(RecordingRule.class)
                                .orElse(STANDARD.recording()),
                        whisper(map.optional("whisper")),
                        script(map.optional("script")),
                        screenPop(map.optional("screen_pop")),
                        map.optional("short_abandon")
                                .duration(Duration.ZERO, Duration.ofMinutes(5))
                                .orElse(STANDARD.shortAbandon()),
                        YesOrNo.read(map.optional("auto_answer"), STANDARD.autoAnswer()),
                        serviceLevel(map.optional("service_level").map())));
    }

    private Optional<CallbackRules> callback(YamlValue value) {
        if (!value.isPresent()) {
            return Optional.empty();
        }
        trunk.isNeededBy(value, "a callback");
        YamlMap map = value.map();
        return Optional.of(
                new CallbackRules(
                        map.optional("dial")
                                .oneOf(CallbackRules.Dial.class)
                                .orElse(CALLBACK.dial()),
                        map.optional("attempts").integer(1, 20).orElse(CALLBACK.attempts()),
                        map.optional("retry").duration(A_SECOND, A_DAY).orElse(CALLBACK.retry()),
                        map.optional("expires")
                                .duration(Duration.ofMinutes(1), A_WEEK)
                                .orElse(CALLBACK.expires()),
                        calendar(map.optional("hours")),
                        YesOrNo.read(map.optional("confirm"), CALLBACK.confirm())));
    }

    private Optional<String> calendar(YamlValue value) {
        Optional<String> id = value.text();
        if (id.isPresent() && !calendars.contains(id.get())) {
            value.refuse(
                    () ->
                            "no calendar is called "
                                    + quoted(id.get())
                                    + Spelling.didYouMean(id.get(), calendars));
            return Optional.empty();
        }
        return id;
    }

    private static DispositionRules dispositions(YamlMap map) {
        YamlValue said = map.optional("required");
        boolean required = YesOrNo.read(said, false);
        List<String> reasons = Reasons.read(map.optional("reasons"));
        if (required && reasons.isEmpty()) {
            said.refuse("a disposition that is required needs 'reasons' to choose from");
        }
        return new DispositionRules(required && !reasons.isEmpty(), reasons);
    }

    private static Optional<Whisper> whisper(YamlValue value) {
        if (value.isMap()) {
            return value.map()
                    .required("recording")
                    .text(Name.FORM, "the id of a recording (its file's name without .wav)")
                    .map(Whisper.Recording::new);
        }
        Optional<String> words = value.text();
        if (words.isPresent()
                && (words.get().isBlank() || words.get().length() > LONGEST_WHISPER)) {
            value.refuse("expected 1 to " + LONGEST_WHISPER + " characters to say to the agent");
            return Optional.empty();
        }
        return words.map(Whisper.Text::new);
    }

    private Optional<Path> script(YamlValue value) {
        Optional<Path> file = folder.path(value);
        file.flatMap(f -> folder.text(value, f))
                .ifPresent(text -> checkScript(file.orElseThrow().toString(), text));
        return file;
    }

    private void checkScript(String file, String text) {
        switch (CallScript.read(file, text, namesIn(text))) {
            case ReadScript.Ok _ -> {}
            case ReadScript.Refused(var problems) -> folder.tell(problems);
        }
    }

    private static Optional<String> screenPop(YamlValue value) {
        Optional<String> template = value.text();
        if (template.isPresent()
                && ScreenPop.read(template.get(), namesIn(template.get()))
                        instanceof ReadScreenPop.Refused(var mistakes)) {
            mistakes.forEach(m -> value.refuseWithin(m.offset(), Problem.FORM, m.message()));
            return Optional.empty();
        }
        return template;
    }

    /// The variables that a text names: which of them some flow has is known when flows are.
    static SortedSet<String> namesIn(String text) {
        SortedSet<String> names = new TreeSet<>();
        VARIABLE.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static ServiceLevel serviceLevel(YamlMap map) {
        ServiceLevel standard = STANDARD.serviceLevel();
        return new ServiceLevel(
                map.optional("percent").integer(1, 100).orElse(standard.percent()),
                map.optional("within").duration(A_SECOND, A_DAY).orElse(standard.within()));
    }
}
