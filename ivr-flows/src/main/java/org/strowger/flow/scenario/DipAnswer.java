package org.strowger.flow.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What another system answers in a test.
sealed interface DipAnswer {
    /// How long an answer takes unless the test says so.
    Duration USUALLY = Duration.ofMillis(100);

    Duration after();

    record Fields(SequencedMap<String, Given> fields, Duration after) implements DipAnswer {
        public Fields {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }
    }

    record Failure(String reason, Duration after) implements DipAnswer {}
}
