package org.strowger.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is told and counted of changes to the settings of a running engine.
final class Applications {
    private static final Logger LOG = LoggerFactory.getLogger(Applications.class);
    private static final String METER = "strowger.settings.changes";
    private static final int MOST_SENTENCES = 50;

    private final Counter applied;
    private final Counter refused;

    Applications(MeterRegistry meters) {
        this.applied = meters.counter(METER, "result", "applied");
        this.refused = meters.counter(METER, "result", "refused");
    }

    void refused() {
        refused.increment();
    }

    /// Nothing is told of settings that say what they said before.
    void applied(SettingsDifference difference) {
        List<String> sentences = difference.sentences();
        sentences.stream().limit(MOST_SENTENCES).forEach(s -> LOG.info("settings: {}", s));
        if (sentences.size() > MOST_SENTENCES) {
            LOG.info("settings: and {} more", sentences.size() - MOST_SENTENCES);
        }
        if (!sentences.isEmpty()) {
            applied.increment();
        }
        List<String> restart = difference.needsRestart();
        if (!restart.isEmpty()) {
            LOG.warn(
                    "settings: needs a restart and stays as it was: {}",
                    String.join(", ", restart));
        }
    }
}
