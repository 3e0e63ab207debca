package org.strowger.telephony.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A run of SIPp: one side of a call flow, played once or by the thousand.
///
/// ```
/// Sipp.Outcome outcome = Sipp.scenario("caller").service("100").calls(20).run("127.0.0.1:5060", SECONDS_30);
/// try (Sipp agents = Sipp.scenario("agent").talks(Duration.ofSeconds(1)).start()) { ...
/// ```
///
/// The scenarios are the resources `sipp/NAME.xml`; a comment at the head of each says what it
/// does.
public final class Sipp implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(10);
    private static final int MEDIA_PORTS = 4;
    private static final int MOST_ERROR_TEXT = 8_000;

    /// Even if nobody closes it, it ends by itself.
    private static final String LIFETIME = "900s";

    private final String scenario;
    private final int port;
    private final Path folder;
    private final PeerProcess process;

    private Sipp(String scenario, int port, Path folder, PeerProcess process) {
        this.scenario = scenario;
        this.port = port;
        this.folder = folder;
        this.process = process;
    }

    /// How a run ended.
    ///
    /// @param exitCode 0 when every call went as the scenario says, 1 when one did not
    /// @param errors what SIPp said about calls that failed, empty when none did
    public record Outcome(int exitCode, int successful, int failed, String errors) {
        public boolean isClean() {
            return exitCode == 0 && failed == 0;
        }
    }

    public enum Transport {
        UDP("u1"),
        TCP("t1"),
        /// A connection for each call.
        TCP_EACH("tn");

        private final String option;

        Transport(String option) {
            this.option = option;
        }
    }

    /// A run yet to be started of the scenario in the resource `sipp/NAME.xml`.
    public static Plan scenario(String name) {
        return new Plan(name);
    }

    /// How a scenario shall be run.
    public static final class Plan {
        private final String scenario;
        private final List<String> options = new ArrayList<>();
        private final List<String> injected = new ArrayList<>();
        private Transport transport = Transport.UDP;
        private int port;
        private int mediaPort;

        private Plan(String scenario) {
            this.scenario = scenario;
        }

        /// The number that is dialled.
        public Plan service(String service) {
            return with("-s", service);
        }

        public Plan over(Transport transport) {
            this.transport = transport;
            return this;
        }

        /// Its own port; without this, a free one.
        public Plan port(int port) {
            this.port = port;
            return this;
        }

        /// Its own port for audio; without this, a free one.
        public Plan mediaPort(int mediaPort) {
            this.mediaPort = mediaPort;
            return this;
        }

        /// Ends after so many calls.
        public Plan calls(int calls) {
            return with("-m", Integer.toString(calls));
        }

        /// Calls that begin in each second.
        public Plan rate(int perSecond) {
            return with("-r", Integer.toString(perSecond));
        }

        public Plan atMostAtOnce(int calls) {
            return with("-l", Integer.toString(calls));
        }

        /// How long the scenario's open pauses take: an agent's talk, a caller's patience.
        public Plan talks(Duration time) {
            return with("-d", Long.toString(time.toMillis()));
        }

        /// Sends what it hears back to the speaker.
        public Plan echoes() {
            return with("-rtp_echo");
        }

        /// Gives the scenario's `[name]` a value.
        public Plan key(String name, String value) {
            return with("-key", name, value);
        }

        /// Lines of values separated by semicolons, one for each call: `[field0]`, `[field1]`.
        public Plan inject(List<String> lines) {
            injected.addAll(lines);
            return this;
        }

        /// One more telephone for the scenario `register`, with the address where it will be rung.
        public Plan telephone(String user, String password, String contact) {
            String authentication =
                    "[authentication username=%s password=%s]".formatted(user, password);
            return inject(List.of(String.join(";", user, authentication, contact)));
        }

        private Plan with(String... option) {
            options.addAll(Arrays.asList(option));
            return this;
        }

        /// Starts the side that is called and waits until it listens.
        public Sipp start() {
            Sipp sipp = launch(List.of());
            try {
                sipp.process.awaitThat("listens", STARTUP, () -> Ports.isTaken(sipp.port));
                return sipp;
            } catch (RuntimeException e) {
                sipp.close();
                throw e;
            }
        }

        /// Starts the side that calls `host:port`.
        public Sipp start(String remote) {
            return launch(List.of(remote));
        }

        /// Runs the side that calls to its end.
        public Outcome run(String remote, Duration within) {
            try (Sipp sipp = start(remote)) {
                return sipp.await(within);
            }
        }

        private Sipp launch(List<String> remote) {
            int local = port == 0 ? Ports.free() : port;
            int media = mediaPort == 0 ? Ports.freeRun(MEDIA_PORTS) : mediaPort;
            byte[] text = text();
            Path folder = PeerProcess.newFolder("sipp");
            List<String> command = new ArrayList<>(List.of("sipp"));
            command.addAll(remote);
            command.addAll(List.of("-sf", copy(text, folder).toString()));
            command.addAll(List.of("-i", "127.0.0.1", "-p", Integer.toString(local)));
            command.addAll(List.of("-mi", "127.0.0.1", "-mp", Integer.toString(media)));
            command.addAll(List.of("-cp", Integer.toString(Ports.free()), "-t", transport.option));
            command.addAll(List.of("-nostdin", "-timeout", LIFETIME, "-timeout_error"));
            command.addAll(List.of("-trace_stat", "-stf", "statistics.csv", "-fd", "1"));
            command.addAll(List.of("-trace_err", "-error_file", "errors.log"));
            if (!injected.isEmpty()) {
                command.addAll(List.of("-inf", copyInjected(folder).toString()));
            }
            command.addAll(options);
            PeerProcess process = PeerProcess.start(folder, "sip-tester", command);
            return new Sipp(scenario, local, folder, process);
        }

        private byte[] text() {
            String resource = "/sipp/" + scenario + ".xml";
            try (InputStream in = Sipp.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalArgumentException("no " + resource + " on the class path");
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(resource, e);
            }
        }

        private Path copy(byte[] text, Path folder) {
            try {
                return Files.write(folder.resolve(scenario + ".xml"), text);
            } catch (IOException e) {
                throw new UncheckedIOException("scenario " + scenario, e);
            }
        }

        private Path copyInjected(Path folder) {
            List<String> lines = new ArrayList<>(List.of("SEQUENTIAL"));
            lines.addAll(injected);
            try {
                return Files.write(folder.resolve("injected.csv"), lines);
            } catch (IOException e) {
                throw new UncheckedIOException("values for " + scenario, e);
            }
        }
    }

    /// Where it listens: `127.0.0.1:port`.
    public String address() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /// Waits until it has ended by itself: all its calls are over.
    public Outcome await(Duration within) {
        int exitCode = process.awaitEnd(within);
        String errors = PeerProcess.read(folder.resolve("errors.log"), MOST_ERROR_TEXT);
        Statistics statistics = Statistics.read(folder.resolve("statistics.csv"));
        boolean clean = exitCode == 0;
        return new Outcome(
                exitCode,
                statistics.count("SuccessfulCall(C)"),
                statistics.count("FailedCall(C)"),
                clean ? errors : errors + process.lastWords());
    }

    /// The last line of SIPp's statistics, under its headings.
    private record Statistics(List<String> headings, List<String> values) {
        static Statistics read(Path file) {
            try {
                List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
                return lines.size() < 2
                        ? new Statistics(List.of(), List.of())
                        : new Statistics(fields(lines.getFirst()), fields(lines.getLast()));
            } catch (IOException e) {
                throw new UncheckedIOException(file.toString(), e);
            }
        }

        private static List<String> fields(String line) {
            return List.of(line.split(";", -1));
        }

        int count(String heading) {
            int column = headings.indexOf(heading);
            return column < 0 || column >= values.size()
                    ? 0
                    : Integer.parseInt(values.get(column).strip());
        }
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return "SIPp " + scenario + " at " + address();
    }
}
