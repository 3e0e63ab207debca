package org.strowger.telephony.sip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.disk.OwnersFiles;
import org.strowger.telephony.sip.Registrar.Binding;

/// Keeps registrations over a restart, for phones renew theirs only now and then.
///
/// A line for each: user, expiry, contact, parted by tabs. Written whole, beside the old one and
/// then in its place. The owner of the bindings never waits: when writes come faster than the disk
/// takes them, only the newest is written.
final class BindingsFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BindingsFile.class);

    private final @Nullable Path path;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("strowger-bindings").factory());
    private final AtomicReference<@Nullable List<String>> newest = new AtomicReference<>();

    BindingsFile(Optional<Path> path) {
        this.path = path.orElse(null);
    }

    SortedMap<String, Binding> read() {
        SortedMap<String, Binding> bindings = new TreeMap<>();
        if (path == null) {
            return bindings;
        }
        try {
            // Files.readString would give up the whole file for one broken byte.
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            text.lines().forEach(line -> read(line, bindings));
        } catch (NoSuchFileException e) {
            LOG.debug("no registrations from before: {}", path);
        } catch (IOException e) {
            LOG.warn("registrations cannot be read and phones must register again: {}", path, e);
        }
        return bindings;
    }

    private static void read(String line, SortedMap<String, Binding> bindings) {
        String[] parts = line.split("\t", 3);
        try {
            if (parts.length == 3) {
                bindings.put(parts[0], new Binding(parts[2], Instant.parse(parts[1])));
            }
        } catch (DateTimeException e) {
            LOG.warn("one registration cannot be read and its phone must register again", e);
        }
    }

    void write(Map<String, Binding> bindings) {
        if (path == null) {
            return;
        }
        List<String> lines =
                bindings.entrySet().stream().map(e -> line(e.getKey(), e.getValue())).toList();
        if (newest.getAndSet(lines) == null) {
            writer.execute(() -> writeNewest(path));
        }
    }

    private static String line(String user, Binding binding) {
        return user + "\t" + binding.expiresAt() + "\t" + binding.contact() + "\n";
    }

    private void writeNewest(Path to) {
        List<String> lines = newest.getAndSet(null);
        if (lines == null) {
            return;
        }
        try {
            OwnersFiles.place(to, String.join("", lines).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("registrations cannot be kept over a restart: {}", to, e);
        }
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("registrations were not written in time: {}", path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
