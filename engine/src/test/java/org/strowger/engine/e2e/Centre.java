package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.strowger.engine.Engine;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.SettingsFile;
import org.strowger.engine.StartFailure;
import org.strowger.engine.call.DeskAnswer;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.flow.Espeak;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.telephony.peers.Ports;
import org.strowger.telephony.peers.Recording;
import org.strowger.telephony.peers.Tones;

/// An engine on free ports of the loopback address, with the recordings that are shipped, a flow of
/// its own, short times, and two agents: ann and bob.
///
/// Everything is in one folder, so that another engine can be started on what one left behind.
final class Centre extends Front implements AutoCloseable {
    /// Where the repository keeps what it ships; tests run in their module's folder.
    private static final Path SHIPPED = Path.of("..", "config").toAbsolutePath().normalize();

    private static final Path FLOW = Path.of("src", "test", "resources", "e2e", "main-line.yaml");
    private static final Path BUILT_IN =
            Path.of("src", "main", "resources", "prompts").toAbsolutePath();
    private final Folder folder;
    private Engine engine;
    private boolean closed;

    private Centre(Folder folder, Engine engine) {
        super(folder.sipPort());
        this.folder = folder;
        this.engine = engine;
    }

    /// The settings, flows and data of a centre, whether it runs or not.
    ///
    /// @param sipPort the same at each start, as telephones expect
    record Folder(Path path, int sipPort) {

        static Folder in(Path path) throws IOException {
            Folder folder = new Folder(path, Ports.free());
            Files.createDirectories(path.resolve("flows"));
            folder.writeFlow(folder.usualFlow());
            folder.writeSettings(0, "data");
            return folder;
        }

        /// A centre of another kind.
        ///
        /// @param rules the settings that are not about where it is
        /// @param flows by their ids
        static Folder of(Path path, String rules, SortedMap<String, String> flows)
                throws IOException {
            Folder folder = new Folder(path, Ports.free());
            Files.createDirectories(path.resolve("flows"));
            for (var flow : flows.entrySet()) {
                Files.writeString(
                        path.resolve("flows").resolve(flow.getKey() + ".yaml"), flow.getValue());
            }
            Path prompts = Files.createDirectories(path.resolve("prompts").resolve("en-GB"));
            for (Handset.Tone tone : Handset.Tone.recorded()) {
                Tones.wav(prompts.resolve(tone.prompt() + ".wav"), tone.hertz(), 2);
            }
            int media = Ports.freeRun(60);
            Files.writeString(
                    folder.settings(),
                    """
                    centre: test
                    data: data
                    flows: flows
                    prompts: prompts
                    sip: { port: %d, media_ports: %d-%d, max_legs: 60 }
                    http: { port: 0 }
                    """
                                    .formatted(folder.sipPort(), media, media + 59)
                            + rules);
            return folder;
        }

        Path settings() {
            return path.resolve("strowger.yaml");
        }

        Path flow() {
            return path.resolve("flows").resolve("main-line.yaml");
        }

        /// Support by 1, sales by 2, and callers hear their place after five seconds.
        String usualFlow() throws IOException {
            return Files.readString(FLOW);
        }

        void writeFlow(String text) throws IOException {
            Files.writeString(flow(), text);
        }

        void writeSettings(int httpPort, String data) throws IOException {
            int media = Ports.freeRun(60);
            Files.writeString(
                    settings(),
                    """
                    centre: test
                    data: %s
                    flows: flows
                    prompts: %s
                    sip: { port: %d, media_ports: %d-%d, max_legs: 60 }
                    http: { port: %d }
                    numbers: { "100": main-line }
                    queues:
                      support: { ring_time: 2s, wrap_up: 0s, retry_delay: 1s }
                      sales:   { ring_time: 2s, wrap_up: 0s, retry_delay: 1s }
                    agents:
                      ann: { name: Ann, password: ann-secret, skills: { english: 10 } }
                      bob: { name: Bob, password: bob-secret, skills: { english: 7 } }
                    """
                            .formatted(
                                    data,
                                    SHIPPED.resolve("prompts"),
                                    sipPort,
                                    media,
                                    media + 59,
                                    httpPort));
        }

        /// The contacts that are on the disk, in the order in which they were kept.
        List<JsonObject> contacts() {
            Path kept = path.resolve("data").resolve("contacts");
            if (!Files.isDirectory(kept)) {
                return List.of();
            }
            try (Stream<Path> days = Files.list(kept)) {
                List<JsonObject> contacts = new ArrayList<>();
                for (Path day :
                        days.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                    Files.readAllLines(day).stream()
                            .map(JsonObject::new)
                            .filter(line -> line.containsKey("contact"))
                            .forEach(contacts::add);
                }
                return contacts;
            } catch (IOException e) {
                throw new UncheckedIOException("contacts", e);
            }
        }

        Engine start() throws StartFailure {
            return Engine.start(read(), new Espeak());
        }

        private EngineSettings read() {
            return switch (SettingsFile.read(settings(), Map.of())) {
                case SettingsFile.Result.Ok(var settings) -> settings;
                case SettingsFile.Result.Refused(var problems) ->
                        throw new IllegalStateException(problems.toString());
            };
        }
    }

    /// Replaces what must be there.
    static String replaced(String text, String old, String by) {
        if (!text.contains(old)) {
            throw new IllegalArgumentException("no '" + old + "' in " + text);
        }
        return text.replace(old, by);
    }

    static Centre open(Path path) throws IOException, StartFailure {
        return open(Folder.in(path));
    }

    static Centre open(Folder folder) throws StartFailure {
        return new Centre(folder, folder.start());
    }

    Folder folder() {
        return folder;
    }

    Engine engine() {
        return engine;
    }

    /// Ends the engine and starts another on what it left behind.
    void restart() throws StartFailure {
        close();
        engine = folder.start();
        closed = false;
    }

    @Override
    String url() {
        return engine.url();
    }

    /// Everything that the routing core knows.
    RoutingSnapshot routing() {
        return Kept.routing(engine);
    }

    /// Has somebody's command carried out.
    DeskAnswer carryOut(DeskCommand command) {
        return got(engine.carryOut(command));
    }

    static <T> T got(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the engine does not answer", e);
        }
    }

    // What is left.

    /// All that a call takes and must give back.
    ///
    /// @param alarms calls that wait for a time
    /// @param sipTimers what the SIP network waits for: expiries of registrations, and rings
    /// @param busy what agents do who are not idle
    /// @param threads how many there are of each name, numbers left out
    record Holdings(
            int legs,
            int ports,
            int calls,
            int waiting,
            List<String> busy,
            int alarms,
            int sipTimers,
            SortedMap<String, Integer> threads) {}

    Holdings holdings() {
        RoutingSnapshot routing = routing();
        return new Holdings(
                engine.legs(),
                engine.openPorts(),
                calls().size(),
                routing.calls().size(),
                routing.agents().stream()
                        .filter(a -> !a.contacts().isEmpty() || a.restsUntil().isPresent())
                        .map(Object::toString)
                        .toList(),
                (int) meter("strowger_calls_alarms"),
                (int) meter("strowger_sip_timers"),
                Threads.ofTheEngine());
    }

    /// Waits until all that calls took has been given back.
    void awaitNothingLeftBut(Holdings before) {
        long deadline = System.nanoTime() + SOON.toNanos();
        Holdings now = holdings();
        while (!now.equals(before) && System.nanoTime() < deadline && !isLess(now, before)) {
            pause();
            now = holdings();
        }
        if (!isLess(now, before)) {
            assertEquals(before, now);
        }
    }

    /// Whether all is as before but that a thread of an engine closed earlier has ended since.
    private static boolean isLess(Holdings now, Holdings before) {
        boolean threads =
                now.threads().entrySet().stream()
                        .allMatch(
                                e -> e.getValue() <= before.threads().getOrDefault(e.getKey(), 0));
        return threads
                && new Holdings(
                                now.legs(),
                                now.ports(),
                                now.calls(),
                                now.waiting(),
                                now.busy(),
                                now.alarms(),
                                now.sipTimers(),
                                before.threads())
                        .equals(before);
    }

    // What it plays.

    /// A recording of the repository: the centre's own, or built in.
    static short[] prompt(String name) {
        return Stream.of(SHIPPED.resolve("prompts"), BUILT_IN)
                .map(folder -> folder.resolve("en-GB").resolve(name + ".wav"))
                .filter(Files::exists)
                .findFirst()
                .map(Recording::read)
                .map(Recording::samples)
                .orElseThrow(() -> new IllegalArgumentException("no prompt " + name));
    }

    /// Recordings one after another.
    static short[] prompts(String... names) {
        List<short[]> parts = Stream.of(names).map(Centre::prompt).toList();
        short[] all = new short[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            engine.close();
        }
    }
}
