package org.strowger.simulator.soak;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.sip.SipSettings;
import org.strowger.telephony.sip.SipSettings.Registration;
import org.strowger.telephony.sip.SipSettings.Secret;
import org.strowger.telephony.sip.SipTelephony;

/// One soak: an engine in a process of its own, everybody's telephones in this one, and in the end
/// an account of what came of it.
final class SoakRun implements AutoCloseable {
    private static final Duration REFRESH = Duration.ofMinutes(10);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);
    private static final Duration PUBLISHED_EVERY = Duration.ofSeconds(2);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(500);

    /// Callers stay for a minute at most, and who asked to be called back is given up after
    /// another.
    private static final Duration AFTERWARDS = Duration.ofSeconds(150);

    private static final int FIRST_MEDIA_PORT = 46_000;
    private static final int LAST_MEDIA_PORT = 59_999;
    private static final int MOST_LEGS = 10_000;
    private static final String REALM = "phones";

    private final SoakPlan plan;
    private final PrintStream out;
    private final SoakFolder folder;
    private final JournalCopy journal;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService people =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("soak-people").daemon().factory());
    private final Floor floor;
    private final EngineProcess engine;

    private SoakRun(SoakPlan plan, PrintStream out, SoakFolder folder) throws IOException {
        this.plan = plan;
        this.out = out;
        this.folder = folder;
        this.journal = new JournalCopy(folder.journal(), folder.journalCopy());
        String number = "sip:%s@%s:%d".formatted(SoakFolder.NUMBER, SoakFolder.HOST, folder.sip());
        Duration ring = Duration.ofSeconds(SoakFolder.RING_SECONDS);
        floor = new Floor(people, new Script(plan.seed()), ring, number);
        folder.write(plan.agents());
        engine = EngineProcess.start(plan, folder);
    }

    /// Runs a plan and prints its account.
    ///
    /// @param path where everything is kept: settings, data, the engine's log
    /// @return what is wrong; empty when all is well
    static List<String> run(SoakPlan plan, Path path, PrintStream out)
            throws IOException, InterruptedException, ExecutionException {
        SoakFolder folder = new SoakFolder(path, freePort(), freePort(), freePort());
        try (SoakRun run = new SoakRun(plan, out, folder)) {
            return run.run();
        }
    }

    /// A port that nobody has, neither for UDP nor for TCP.
    private static int freePort() throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DatagramSocket _ = new DatagramSocket(tcp.getLocalPort(), tcp.getInetAddress())) {
            return tcp.getLocalPort();
        }
    }

    private List<String> run() throws IOException, InterruptedException, ExecutionException {
        engine.awaitReady(folder.log());
        try (SipTelephony phones = phones()) {
            floor.use(phones);
            phones.start();
            Meters before = awaitAgents();
            callersRing();
            awaitTheLast(before);
            return account(before);
        }
    }

    private SipTelephony phones() throws IOException {
        String registrar = SoakFolder.HOST + ":" + folder.sip();
        List<Registration> registrations =
                IntStream.rangeClosed(1, plan.agents())
                        .mapToObj(
                                i ->
                                        new Registration(
                                                registrar,
                                                SoakFolder.agent(i),
                                                new Secret(SoakFolder.PASSWORD),
                                                REFRESH))
                        .toList();
        return SipTelephony.bind(
                new SipSettings(
                        InetAddress.getLoopbackAddress(),
                        folder.phones(),
                        FIRST_MEDIA_PORT,
                        LAST_MEDIA_PORT,
                        REALM,
                        Map.of(),
                        Optional.empty(),
                        registrations,
                        MOST_LEGS),
                floor,
                RecordingStore.NONE,
                InstantSource.system(),
                new SimpleMeterRegistry());
    }

    private Meters meters() throws IOException, InterruptedException {
        URI metrics = URI.create("http://%s:%d/metrics".formatted(SoakFolder.HOST, folder.http()));
        return Meters.of(http, metrics);
    }

    /// Each registration has a timer of its own, for its end.
    private Meters awaitAgents() throws IOException, InterruptedException {
        Instant latest = Instant.now().plus(AFTERWARDS);
        Meters now = meters();
        while (now.values().getOrDefault("strowger_sip_timers", 0.0) < plan.agents()) {
            if (Instant.now().isAfter(latest)) {
                throw new IOException("the agents' phones could not register");
            }
            Thread.sleep(LOOKS_EVERY);
            now = meters();
        }
        return now;
    }

    private void callersRing() throws IOException, InterruptedException, ExecutionException {
        out.println(
                "%,d callers at %d/s, %d agents, seed %d; all is kept in %s"
                        .formatted(
                                plan.calls(),
                                plan.rate(),
                                plan.agents(),
                                plan.seed(),
                                folder.path()));
        long began = System.nanoTime();
        long told = began;
        long published = began;
        int edition = 0;
        for (int i = 0; i < plan.calls(); i++) {
            long due = began + i * 1_000_000_000L / plan.rate();
            while (System.nanoTime() < due) {
                Thread.sleep(Duration.ofNanos(Math.max(1, due - System.nanoTime())));
            }
            floor.ring();
            if (System.nanoTime() - published >= PUBLISHED_EVERY.toNanos()) {
                published = System.nanoTime();
                edition++;
                folder.publish(edition);
            }
            if (System.nanoTime() - told >= PROGRESS_EVERY.toNanos()) {
                told = System.nanoTime();
                journal.follow();
                progress(i + 1);
            }
        }
    }

    private void progress(int rung) throws IOException, InterruptedException, ExecutionException {
        if (!engine.isAlive()) {
            throw new IOException("the engine has ended: " + Files.readString(folder.log()));
        }
        Duration left = Duration.ofSeconds((plan.calls() - rung) / plan.rate());
        String heap =
                engine.latest()
                        .map(
                                s ->
                                        String.format(
                                                Locale.ROOT,
                                                "heap %.0f MiB, %d threads",
                                                s.mebibytes(),
                                                s.threads()))
                        .orElse("");
        out.println(
                "%d:%02d left, %,d callers, %d telephones busy, %s"
                        .formatted(
                                left.toMinutes(),
                                left.toSecondsPart(),
                                rung,
                                ofPeople(floor::busy),
                                heap));
    }

    private <T> T ofPeople(Callable<T> asked) throws InterruptedException, ExecutionException {
        return people.submit(asked).get();
    }

    private void awaitTheLast(Meters before)
            throws IOException, InterruptedException, ExecutionException {
        Instant began = Instant.now();
        Instant latest = began.plus(AFTERWARDS);
        while (Instant.now().isBefore(latest)
                && (ofPeople(floor::busy) > 0 || !meters().moreThan(before).isEmpty())) {
            Thread.sleep(LOOKS_EVERY);
        }
        Duration took = Duration.between(began, Instant.now());
        out.println("The last was gone %d s after ringing.".formatted(took.toSeconds()));
    }

    private List<String> account(Meters before)
            throws IOException, InterruptedException, ExecutionException {
        journal.follow();
        Meters after = meters();
        Duration processor = engine.processorTime();
        Account account = new Account(plan, out);
        account.people(ofPeople(floor::counts), ofPeople(floor::busy));
        account.left(before, after);
        account.engine(engine.end(), processor, engine.desks());
        account.growth(new Growth(engine.samples(), heapBytes()));
        account.kept(folder);
        return account.close();
    }

    private long heapBytes() {
        String heap = plan.heap().toLowerCase(Locale.ROOT);
        long number = Long.parseLong(heap.substring(0, heap.length() - 1));
        return heap.endsWith("g") ? number << 30 : number << 20;
    }

    @Override
    public void close() {
        people.shutdownNow();
        engine.close();
        http.close();
    }

    /// Deletes what a run left in its folder.
    static void delete(Path path) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList());
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
