package org.strowger.simulator.scenario;

import java.time.Duration;
import java.util.Optional;
import org.strowger.engine.CentreWords;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.scenario.Adherence.UnplannedBreaks;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads how far agents keep to their shifts.
final class AdherenceReader {
    /// A day of more breaks than one a minute is no day of work.
    private static final Duration SHORTEST_WORK = Duration.ofMinutes(1);

    private final CentreWords words;
    private final TimeReader times;
    private final String usualPause;

    /// @param usualPause the reason of breaks that have none of their own
    AdherenceReader(CentreWords words, TimeReader times, String usualPause) {
        this.words = words;
        this.times = times;
        this.usualPause = usualPause;
    }

    Adherence read(YamlValue value) {
        YamlMap map = value.map();
        return new Adherence(
                Chances.orNone(map.optional("absent")),
                times.readEnding(map.optional("leaves_early")),
                breaks(map.optional("breaks")));
    }

    private Optional<UnplannedBreaks> breaks(YamlValue value) {
        if (!value.isPresent()) {
            return Optional.empty();
        }
        YamlMap map = value.map();
        YamlValue said = map.required("every");
        Optional<Distribution> every = times.readEnding(said);
        Optional<Distribution> lasting = times.readEnding(map.required("for"));
        String reason = words.pause(map.optional("reason")).orElse(usualPause);
        if (every.isPresent() && every.get().mean() < SHORTEST_WORK.toSeconds()) {
            said.refuse("expected a time of 1m or more on average between breaks");
            return Optional.empty();
        }
        return every.isPresent()
                ? lasting.map(time -> new UnplannedBreaks(every.get(), time, reason))
                : Optional.empty();
    }
}
