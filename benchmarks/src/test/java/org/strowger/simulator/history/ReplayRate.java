package org.strowger.simulator.history;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.strowger.engine.cluster.FileEventLog;
import org.strowger.engine.cluster.RecordedJournal;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.simulator.SimulatedCentres;
import org.strowger.simulator.virtual.Replications;

/// How many recorded events are decided anew and compared in a second: a day of 1,000 agents, 50
/// skills and 100,000 calls, from a journal on disk.
///
/// ```
/// ./strowger bench replay      # each detail of decision records, five times
/// ./strowger bench replay 20   # twenty times
/// ```
///
/// One thread reads, another decides. Told is the time that went by, and the processor's time of
/// each of the two; of the rounds the best counts.
public final class ReplayRate {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BATCH = 50;

    private ReplayRate() {}

    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        for (Detail detail : Detail.values()) {
            Path folder = Files.createTempDirectory("strowger-replay");
            try {
                record(detail, folder);
                measure(detail, folder, rounds);
            } finally {
                delete(folder);
            }
        }
    }

    private static void record(Detail detail, Path folder) {
        List<RoutingEvent> events = new ArrayList<>();
        Replications.witnessed(
                SimulatedCentres.large(), 0, detail, (_, came) -> events.addAll(came));
        FileEventLog log = FileEventLog.in(folder, new SimpleMeterRegistry());
        long epoch = log.open().toCompletionStage().toCompletableFuture().join().epoch();
        for (int i = 0; i < events.size(); i += BATCH) {
            log.append(epoch, i + 1, events.subList(i, Math.min(events.size(), i + BATCH)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
        log.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void measure(Detail detail, Path folder, int rounds) throws IOException {
        double best = 0;
        double bestDeciding = 0;
        double bestReading = 0;
        long events = 0;
        long back = 0;
        for (int i = 0; i < rounds; i++) {
            long wall = System.nanoTime();
            long own = THREADS.getCurrentThreadCpuTime();
            Replay.Outcome outcome = Replay.of(RecordedJournal.open(folder));
            long deciding = THREADS.getCurrentThreadCpuTime() - own;
            wall = System.nanoTime() - wall;
            if (!outcome.isWhole()) {
                throw new IllegalStateException("the day does not come out: " + outcome);
            }
            own = THREADS.getCurrentThreadCpuTime();
            RecordedJournal journal = RecordedJournal.open(folder);
            while (journal.next().isPresent()) {
                // read and thrown away
            }
            long reading = THREADS.getCurrentThreadCpuTime() - own;
            events = outcome.reproduced();
            back = outcome.goneBack();
            best = Math.max(best, events * 1e9 / wall);
            bestDeciding = Math.max(bestDeciding, events * 1e9 / deciding);
            bestReading = Math.max(bestReading, events * 1e9 / reading);
        }
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%-12s %,9d events: %,9.0f events/s; of one core %,9.0f/s deciding,"
                                + " %,9.0f/s reading; %d times back",
                        detail,
                        events,
                        best,
                        bestDeciding,
                        bestReading,
                        back));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
