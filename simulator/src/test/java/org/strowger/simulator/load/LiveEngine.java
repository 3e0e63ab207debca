package org.strowger.simulator.load;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An engine as people start it, in a process of its own.
final class LiveEngine {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Site site;
    private final Process process;

    private LiveEngine(Site site, Process process) {
        this.site = site;
        this.process = process;
    }

    static LiveEngine start(Path folder, int agents) throws IOException, InterruptedException {
        Site site = Site.write(folder, freePort(), freePort(), agents);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--add-modules",
                        "java.se",
                        "-Xmx256m",
                        "-cp",
                        Stream.of(
                                        System.getProperty("java.class.path")
                                                .split(File.pathSeparator, -1))
                                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                                .collect(Collectors.joining(File.pathSeparator)),
                        "org.strowger.engine.cli.Main",
                        "serve",
                        "--config",
                        site.settings().toString()));
        Path log = folder.resolve("engine.log");
        LiveEngine engine =
                new LiveEngine(
                        site,
                        new ProcessBuilder(command)
                                .directory(folder.toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(log.toFile())
                                .start());
        long latest = System.nanoTime() + SOON.toNanos();
        while (engine.get("/health/ready").isEmpty()) {
            if (System.nanoTime() > latest || !engine.process.isAlive()) {
                throw new IOException("the engine did not start: " + Files.readString(log));
            }
            Thread.onSpinWait();
        }
        return engine;
    }

    /// A port that nobody has, neither for UDP nor for TCP.
    private static int freePort() throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DatagramSocket _ = new DatagramSocket(tcp.getLocalPort(), tcp.getInetAddress())) {
            return tcp.getLocalPort();
        }
    }

    Site site() {
        return site;
    }

    private String get(String path) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + site.http() + path);
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : "";
        } catch (IOException e) {
            return "";
        }
    }

    /// Whether the engine has neither a leg nor a port for audio any more, or soon has not.
    boolean isQuietSoon() throws InterruptedException {
        long latest = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < latest) {
            List<String> lines = get("/metrics").lines().toList();
            if (lines.contains("strowger_sip_legs 0.0")
                    && lines.contains("strowger_rtp_streams 0.0")) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
