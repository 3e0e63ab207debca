package org.strowger.simulator.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.strowger.simulator.process.OwnJava;

/// One run: an engine in a process of its own, SIPp as its agents and callers, and what came of it.
final class CaptureRun {
    private static final String HOST = "127.0.0.1";
    private static final String NUMBER = "100";
    private static final int SIP = 15060;
    private static final int HTTP = 18080;
    private static final int AGENTS = 16000;
    private static final int CALLERS = 17000;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final CapturePlan plan;
    private final PrintStream out;
    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    private CaptureRun(CapturePlan plan, PrintStream out, Path folder) {
        this.plan = plan;
        this.out = out;
        this.folder = folder;
    }

    /// Runs the plan and prints its figures; whatever it started is ended.
    ///
    /// @return whether no call failed and nothing was left behind
    static boolean run(CapturePlan plan, PrintStream out) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("strowger-capture");
        CaptureRun run = new CaptureRun(plan, out, folder);
        try {
            return run.run();
        } finally {
            run.started.forEach(CaptureRun::end);
            delete(folder);
        }
    }

    private boolean run() throws IOException, InterruptedException {
        writeConfiguration();
        Process engine = startEngine();
        awaitReady(engine);
        register();
        start("sipp-agents", agents());
        warmUp();
        Process capture = capture();
        Instant began = Instant.now();
        Process callers = start("sipp-callers", callers(plan.rate(), plan.calls(), "callers.csv"));
        boolean ended = callers.waitFor(plan.calls() / plan.rate() + 300L, TimeUnit.SECONDS);
        Duration took = Duration.between(began, Instant.now());
        boolean clean = ended && callers.exitValue() == 0;
        String failures = ended ? failures() : "SIPp did not end";
        String left = awaitNothingLeft();
        end(capture);
        report(took, clean, failures, left, engine);
        return clean && left.isEmpty();
    }

    private void writeConfiguration() throws IOException {
        StringBuilder settings = new StringBuilder();
        settings.append(
                "sip: { port: %d, max_legs: 20000, media_ports: 20000-45999 }\n".formatted(SIP));
        settings.append("http: { port: %d }\n".formatted(HTTP));
        settings.append("numbers: { \"%s\": load }\n".formatted(NUMBER));
        settings.append("queues: { load: { wrap_up: 0s, max_length: 20000 } }\n");
        settings.append("agents:\n");
        StringBuilder phones = new StringBuilder("SEQUENTIAL\n");
        for (int i = 1; i <= plan.agents(); i++) {
            settings.append("  a%d: { password: secret }\n".formatted(i));
            phones.append(
                    "a%1$d;[authentication username=a%1$d password=secret];sip:a%1$d@%2$s:%3$d\n"
                            .formatted(i, HOST, AGENTS));
        }
        Files.writeString(folder.resolve("strowger.yaml"), settings);
        Files.writeString(folder.resolve("phones.csv"), phones);
        Files.createDirectories(folder.resolve("flows"));
        Files.writeString(
                folder.resolve("flows/load.yaml"),
                """
                flow: load
                schema: 1
                language: en-GB
                start: menu
                nodes:
                  menu: { menu: { prompt: goodbye, choices: { 1: queue }, give_up: hangup } }
                  queue: { queue: { name: load, music: hold-music } }
                """);
        for (String scenario : List.of("caller", "agent", "register")) {
            try (InputStream in =
                    CaptureRun.class.getResourceAsStream("/capture/" + scenario + ".xml")) {
                Files.copy(Objects.requireNonNull(in), folder.resolve(scenario + ".xml"));
            }
        }
    }

    private Process startEngine() throws IOException {
        return start(
                "engine",
                OwnJava.command(
                        "org.strowger.engine.cli.Main",
                        plan.heap(),
                        List.of("serve", "--config", folder.resolve("strowger.yaml").toString())));
    }

    private void register() throws IOException, InterruptedException {
        Process register =
                start(
                        "sipp-register",
                        List.of(
                                "sipp",
                                HOST + ":" + SIP,
                                "-sf",
                                "register.xml",
                                "-inf",
                                "phones.csv",
                                "-i",
                                HOST,
                                "-p",
                                Integer.toString(CALLERS),
                                "-m",
                                Integer.toString(plan.agents()),
                                "-r",
                                "50",
                                "-nostdin"));
        if (!register.waitFor(SOON.toSeconds(), TimeUnit.SECONDS) || register.exitValue() != 0) {
            throw new IOException("the agents' phones could not register: " + failures());
        }
    }

    private List<String> agents() {
        return List.of(
                "sipp",
                "-sf",
                "agent.xml",
                "-i",
                HOST,
                "-p",
                Integer.toString(AGENTS),
                "-mp",
                "46000",
                "-d",
                Long.toString(plan.talk().toMillis()),
                "-nostdin");
    }

    private List<String> callers(int rate, int calls, String statistics) {
        return List.of(
                "sipp",
                HOST + ":" + SIP,
                "-sf",
                "caller.xml",
                "-s",
                NUMBER,
                "-i",
                HOST,
                "-p",
                Integer.toString(CALLERS),
                "-mp",
                "48000",
                "-r",
                Integer.toString(rate),
                "-m",
                Integer.toString(calls),
                "-l",
                Integer.toString(calls),
                "-nostdin",
                "-trace_stat",
                "-stf",
                statistics,
                "-fd",
                "1s");
    }

    private void warmUp() throws IOException, InterruptedException {
        if (plan.warmUp() > 0) {
            Process calls = start("sipp-warm-up", callers(10, plan.warmUp(), "warm-up.csv"));
            calls.waitFor(plan.warmUp() / 10 + 60L, TimeUnit.SECONDS);
        }
    }

    private Process capture() throws IOException, InterruptedException {
        Process capture =
                start(
                        "capture",
                        List.of(
                                "tshark",
                                "-i",
                                "lo",
                                "-f",
                                "udp port " + SIP,
                                "-w",
                                folder.resolve("sip.pcapng").toString(),
                                "-q"));
        Instant latest = Instant.now().plus(SOON);
        while (!Files.readString(folder.resolve("capture.log")).contains("Capturing")) {
            if (Instant.now().isAfter(latest) || !capture.isAlive()) {
                throw new IOException(
                        "the packets cannot be captured (tshark, as root): "
                                + Files.readString(folder.resolve("capture.log")));
            }
            Thread.sleep(50);
        }
        return capture;
    }

    private Process start(String name, List<String> command) throws IOException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve(name + ".log").toFile())
                            .start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new IOException(
                    command.getFirst() + " is not installed: apt-get install sip-tester tshark", e);
        }
    }

    private void awaitReady(Process engine) throws IOException, InterruptedException {
        Instant latest = Instant.now().plus(SOON);
        while (get("/health/ready").isEmpty()) {
            if (Instant.now().isAfter(latest) || !engine.isAlive()) {
                throw new IOException(
                        "the engine did not start: "
                                + Files.readString(folder.resolve("engine.log")));
            }
            Thread.sleep(100);
        }
    }

    private static String get(String path) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://" + HOST + ":" + HTTP + path);
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : "";
        } catch (IOException e) {
            return "";
        }
    }

    /// What is left of the calls a while after the last, in words; empty when nothing is.
    private static String awaitNothingLeft() throws InterruptedException {
        Instant latest = Instant.now().plus(SOON);
        while (true) {
            String metrics = get("/metrics");
            String left =
                    "legs %s, ports %s"
                            .formatted(
                                    metric(metrics, "strowger_sip_legs"),
                                    metric(metrics, "strowger_rtp_streams"));
            if (left.equals("legs 0.0, ports 0.0")) {
                return "";
            }
            if (Instant.now().isAfter(latest)) {
                return left;
            }
            Thread.sleep(200);
        }
    }

    private static String metric(String metrics, String name) {
        Matcher line = Pattern.compile("^" + name + " (.*)$", Pattern.MULTILINE).matcher(metrics);
        return line.find() ? line.group(1) : "?";
    }

    private String failures() throws IOException {
        Path stats = folder.resolve("callers.csv");
        if (!Files.exists(stats)) {
            return Files.readString(folder.resolve("sipp-register.log"));
        }
        List<String> lines = Files.readAllLines(stats);
        List<String> names = List.of(lines.getFirst().split(";", -1));
        String[] last = lines.getLast().split(";", -1);
        return "successful %s, failed %s, retransmissions %s"
                .formatted(
                        last[names.indexOf("SuccessfulCall(C)")],
                        last[names.indexOf("FailedCall(C)")],
                        last[names.indexOf("Retransmissions(C)")]);
    }

    private void report(Duration took, boolean clean, String failures, String left, Process engine)
            throws IOException, InterruptedException {
        SipTrace trace = trace();
        out.println(
                "%d calls at %d/s, %d agents, talk %d ms: %s after %.1f s (%s)"
                        .formatted(
                                plan.calls(),
                                plan.rate(),
                                plan.agents(),
                                plan.talk().toMillis(),
                                clean ? "all went well" : "NOT all went well",
                                took.toMillis() / 1000.0,
                                failures));
        out.println("  caller's key to the INVITE at the agent: " + trace.keyToAgent());
        out.println("  agent's BYE to the next INVITE at that agent: " + trace.byeToNextInvite());
        out.println("  left behind: " + (left.isEmpty() ? "nothing" : left));
        out.println("  engine: " + memory(engine));
    }

    private static String memory(Process engine) throws InterruptedException {
        String metrics = get("/metrics");
        String cpu =
                engine.info()
                        .totalCpuDuration()
                        .map(time -> "%.1f s of processor time".formatted(time.toMillis() / 1000.0))
                        .orElse("");
        return cpu + ", refused " + metric(metrics, "strowger_routing_commands_refused_total");
    }

    private SipTrace trace() throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "tshark",
                                "-r",
                                folder.resolve("sip.pcapng").toString(),
                                "-d",
                                "udp.port==" + SIP + ",sip",
                                "-T",
                                "fields"));
        for (String field : SipTrace.FIELDS) {
            command.add("-e");
            command.add(field);
        }
        Path fields = folder.resolve("fields.txt");
        Process tshark =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(fields.toFile())
                        .start();
        tshark.waitFor();
        return new SipTrace(NUMBER, Files.readAllLines(fields));
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(CaptureRun::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
