package org.strowger.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.disk.OwnersFiles;
import org.strowger.engine.call.Seat;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.Endpoint;

/// Keeps over a restart who sits where, for the routing core remembers only who is signed in.
///
/// A line for each: agent and phone, parted by a tab; no phone for a telephone outside. Written
/// whole, beside the old one and then in its place. Nobody waits: when writes come faster than the
/// disk takes them, only the newest is written.
final class SeatsFile implements AutoCloseable {
    static final String NAME = "seats";

    private static final Logger LOG = LoggerFactory.getLogger(SeatsFile.class);
    private static final Pattern TAB = Pattern.compile("\t");
    private static final String OUTSIDE = "";

    private final Path path;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("strowger-seats").factory());
    private final AtomicReference<@Nullable List<String>> newest = new AtomicReference<>();

    SeatsFile(Path path) {
        this.path = path;
    }

    SortedMap<AgentId, Seat> read() {
        SortedMap<AgentId, Seat> seats = new TreeMap<>();
        try {
            // Files.readString would give up the whole file for one broken byte.
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            text.lines().forEach(line -> read(line, seats));
        } catch (NoSuchFileException e) {
            LOG.debug("no seats from before: {}", path);
        } catch (IOException e) {
            LOG.warn("seats cannot be read and agents must sign in again: {}", path, e);
        }
        return seats;
    }

    private static void read(String line, SortedMap<AgentId, Seat> seats) {
        String[] parts = TAB.split(line, -1);
        if (parts.length == 2 && !parts[0].isBlank()) {
            seats.put(new AgentId(parts[0]), seat(parts[1]));
        } else {
            LOG.warn("one seat cannot be read and its agent must sign in again");
        }
    }

    private static Seat seat(String phone) {
        return phone.equals(OUTSIDE) ? new Seat.Outside() : new Seat.AtPhone(new Endpoint(phone));
    }

    void write(SortedMap<AgentId, Seat> seats) {
        List<String> lines =
                seats.entrySet().stream().map(e -> line(e.getKey(), e.getValue())).toList();
        if (newest.getAndSet(lines) == null) {
            writer.execute(this::writeNewest);
        }
    }

    private static String line(AgentId agent, Seat seat) {
        return switch (seat) {
            case Seat.AtPhone(var phone) -> agent.value() + "\t" + phone.name() + "\n";
            case Seat.Outside() -> agent.value() + "\t" + OUTSIDE + "\n";
        };
    }

    private void writeNewest() {
        Optional<List<String>> lines = Optional.ofNullable(newest.getAndSet(null));
        if (lines.isEmpty()) {
            return;
        }
        try {
            OwnersFiles.place(path, String.join("", lines.get()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("seats cannot be kept over a restart: {}", path, e);
        }
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("seats were not written in time: {}", path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
