package org.strowger.simulator.history;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.strowger.simulator.virtual.Replications.Progress;

/// Who waits for an answer.
///
/// @param progress is told after each pair of days
/// @param over is run before anything is said of the answer, whether there is one or not
/// @param stopped once it says yes, no more days are played than the pair at hand
public record Onlooker(Consumer<Progress> progress, Runnable over, BooleanSupplier stopped) {
    static final Onlooker NOBODY = new Onlooker(_ -> {}, () -> {}, () -> false);
}
