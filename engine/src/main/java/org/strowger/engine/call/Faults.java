package org.strowger.engine.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What went wrong in this program while it handled calls: logged and counted, and the next event
/// is handled all the same.
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Counter count;

    Faults(MeterRegistry meters) {
        count = meters.counter("strowger.calls.faults");
    }

    /// @param where in words, without anything personal
    void note(String where, Throwable fault) {
        count.increment();
        LOG.error("{} could not be handled", where, fault);
    }
}
