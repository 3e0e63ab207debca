package org.strowger.engine.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.strowger.engine.Engine;
import org.strowger.engine.StartFailure;

/// An engine in a process of its own, which can be killed.
final class NodeProcess extends Front implements AutoCloseable {
    private final Process process;
    private final String url;

    private NodeProcess(int sipPort, Process process, String url) {
        super(sipPort);
        this.process = process;
        this.url = url;
    }

    /// Starts a node that pauses bob as soon as bob is there.
    static NodeProcess start(Centre.Folder folder) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                NodeProcess.class.getName(),
                                folder.path().toString(),
                                Integer.toString(folder.sipPort()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String url = said.readLine();
        if (url == null) {
            throw new IOException("the node ended before it had started");
        }
        return new NodeProcess(folder.sipPort(), process, url);
    }

    /// The process' own way in.
    public static void main(String[] args) throws StartFailure, InterruptedException {
        Centre.Folder folder = new Centre.Folder(Path.of(args[0]), Integer.parseInt(args[1]));
        Engine engine = folder.start();
        System.out.println(engine.url());
        Kept.awaitBob(engine);
        Kept.pauseBob(engine);
        Thread.currentThread().join();
    }

    @Override
    String url() {
        return url;
    }

    /// Ends it as a power cut would.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the node cannot be killed");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
