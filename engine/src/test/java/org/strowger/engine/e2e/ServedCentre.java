package org.strowger.engine.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.strowger.telephony.peers.Ports;

/// `strowger serve` in a process of its own, as an operator starts it; its ports come from the
/// environment, as the settings' reference says they may.
final class ServedCentre extends Front implements AutoCloseable {
    private final Process process;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    private ServedCentre(int sipPort, Process process) {
        super(sipPort);
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    /// @param settings the file that `--config` names
    static ServedCentre serve(Path settings) throws IOException {
        int sipPort = Ports.free();
        int media = Ports.freeRun(60);
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.strowger.engine.cli.Main",
                                "serve",
                                "--config",
                                settings.toString())
                        .redirectErrorStream(true);
        builder.environment().put("STROWGER_SIP_PORT", Integer.toString(sipPort));
        builder.environment().put("STROWGER_HTTP_PORT", "0");
        builder.environment().put("STROWGER_SIP_MEDIA_PORTS", media + "-" + (media + 59));
        ServedCentre centre = new ServedCentre(sipPort, builder.start());
        await("the centre is there", centre::said, said -> said.contains("Status page: "));
        return centre;
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(said::add);
        } catch (IOException e) {
            said.add("cannot be read: " + e.getMessage());
        }
    }

    /// All that it has written so far.
    String said() {
        synchronized (said) {
            return String.join("\n", said);
        }
    }

    @Override
    String url() {
        String all = said();
        int begin = all.indexOf("Status page: ") + "Status page: ".length();
        return all.substring(begin).lines().findFirst().orElseThrow().strip();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
