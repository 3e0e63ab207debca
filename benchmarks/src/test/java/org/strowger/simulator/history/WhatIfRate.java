package org.strowger.simulator.history;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.strowger.engine.cluster.FileEventLog;
import org.strowger.engine.cluster.RecordedJournal;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.simulator.SimulatedCentres;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Yardstick;
import org.strowger.simulator.virtual.Replications;

/// How long a what-if of a day of 1,000 agents, 50 skills and 100,000 calls takes, from a journal
/// on disk to the figures.
///
/// ```
/// ./strowger bench whatif 10   # days under each policy
/// ```
///
/// The first time is told apart: it is that of a command that was just started.
public final class WhatIfRate {
    private static final int BATCH = 50;

    private WhatIfRate() {}

    public static void main(String[] args) throws Exception {
        int replications = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        Path folder = Files.createTempDirectory("strowger-whatif");
        try {
            Scenario centre = SimulatedCentres.large();
            record(centre, folder);
            for (int i = 0; i < 3; i++) {
                measure(centre, folder, replications);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void record(Scenario centre, Path folder) {
        List<RoutingEvent> events = new ArrayList<>();
        Replications.witnessed(centre, 0, Detail.FULL, (_, came) -> events.addAll(came));
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

    private static void measure(Scenario centre, Path folder, int replications) throws Exception {
        OperatingSystemMXBean process =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        RecordedDay day = JournalDay.of(RecordedJournal.open(folder), centre.span());
        long read = System.nanoTime();
        TreeMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        day.policy()
                .queues()
                .forEach(
                        (id, rules) ->
                                queues.put(
                                        id, rules.with().wrapUp(Duration.ofSeconds(40)).build()));
        WhatIf.Outcome outcome =
                WhatIf.of(
                        day,
                        Question.recorded(day, Yardstick.standard()),
                        new WhatIf.Rules(
                                RoutingPolicy.of("longer wrap-up", queues), new TreeMap<>()),
                        new WhatIf.Extent(
                                replications, Runtime.getRuntime().availableProcessors(), 5, 1));
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%,d calls, %d days under each policy: %.2f s, of them %.2f s reading;"
                                + " %.2f s of processors; %,d go elsewhere",
                        outcome.calls(),
                        replications,
                        (System.nanoTime() - start) / 1e9,
                        (read - start) / 1e9,
                        (process.getProcessCpuTime() - cpu) / 1e9,
                        outcome.elsewhere()));
    }
}
