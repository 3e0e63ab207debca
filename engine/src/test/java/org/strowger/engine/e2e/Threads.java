package org.strowger.engine.e2e;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The threads of this process, virtual ones too, which only the virtual machine's own dump lists.
final class Threads {
    private static final Pattern THREAD = Pattern.compile("^#\\d+ \"([^\"]*)\"(.*)$");

    /// Threads of the tests, of their peers and of the virtual machine itself.
    private static final List<String> OTHERS =
            List.of(
                    "main",
                    "baresip-",
                    "earpiece",
                    "process reaper",
                    "HttpClient",
                    "surefire",
                    "ForkJoinPool",
                    "VirtualThread-unparker",
                    "CommonPool",
                    "Common-Cleaner",
                    "Reference Handler",
                    "Finalizer",
                    "Signal Dispatcher",
                    "Attach Listener",
                    "Notification Thread",
                    "Cleaner-",
                    "idle-timeout-task",
                    "VirtualThread-unblocker",
                    "MasterPoller",
                    "SubPoller",
                    "Read-Poller",
                    "Write-Poller",
                    // Netty's, one for the whole process; it ends when nobody has used it.
                    "globalEventExecutor",
                    "junit");

    private Threads() {}

    /// How many there are of each name, with the numbers in it left out.
    static SortedMap<String, Integer> ofTheEngine() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        names().filter(name -> OTHERS.stream().noneMatch(name::startsWith))
                .forEach(name -> counts.merge(name.replaceAll("[0-9]+", "N"), 1, Integer::sum));
        return counts;
    }

    private static Stream<String> names() {
        try {
            Path folder = Files.createTempDirectory("strowger-threads");
            Path dump = folder.resolve("dump");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(
                                dump.toString(),
                                HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
                return Files.readAllLines(dump).stream()
                        .map(THREAD::matcher)
                        .filter(Matcher::matches)
                        .map(thread -> thread.group(1).isEmpty() ? "unnamed" : thread.group(1));
            } finally {
                Files.deleteIfExists(dump);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("threads cannot be listed", e);
        }
    }
}
