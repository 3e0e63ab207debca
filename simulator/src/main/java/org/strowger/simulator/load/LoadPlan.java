package org.strowger.simulator.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.strowger.engine.routing.QueueId;

/// What load is put on an engine, and what bounds it.
///
/// @param target where it goes
/// @param perSecond calls in each second, at equal distances; 0: as the scenario has them
/// @param warmUp calls that are due within this time from the beginning count in no figure
/// @param time no call is made after it
/// @param drain how long calls may go on after that
/// @param agents how many agents there are at most
/// @param callsAtOnce a call that is due beyond these is not made, and is an error
/// @param longestCall a call is ended after this, and that is an error
/// @param sipPort 0: any that is free
/// @param listenEvery of every so many calls both ends listen to the talk; 0: none
/// @param limits what must be kept
/// @param histograms a file for all times
/// @param json a file for what came of it; `-` is the standard output
/// @param wrapUps how long after-call work takes, by line, in nanoseconds
record LoadPlan(
        LoadTarget target,
        double perSecond,
        Duration warmUp,
        Duration time,
        Duration drain,
        int agents,
        int callsAtOnce,
        Duration longestCall,
        int sipPort,
        int firstMediaPort,
        int lastMediaPort,
        int listenEvery,
        List<Limit> limits,
        Optional<Path> histograms,
        Optional<Path> json,
        SortedMap<QueueId, Long> wrapUps) {
    LoadPlan {
        limits = List.copyOf(limits);
    }

    long wrapUp(Optional<QueueId> line) {
        return line.map(id -> wrapUps.getOrDefault(id, 0L)).orElse(0L);
    }
}
