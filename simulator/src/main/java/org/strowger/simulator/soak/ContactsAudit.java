package org.strowger.simulator.soak;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.strowger.engine.contact.Outcome;

/// What the files of contacts say of a soak: one contact for each call, whose parts add up.
final class ContactsAudit {
    private static final int MOST_FINDINGS = 20;

    /// When one side hangs up so soon after an agent took the call, the two crossed and nobody
    /// talked. The engine and the phones share a machine.
    private static final Duration CROSSED = Duration.ofSeconds(2);

    private final Function<String, Optional<Instant>> connectedAt;
    private final Counts counts = new Counts();
    private final List<String> findings = new ArrayList<>();
    private final TreeSet<String> calls = new TreeSet<>();

    /// @param connectedAt when an agent first took a call, as the journal says
    ContactsAudit(Function<String, Optional<Instant>> connectedAt) {
        this.connectedAt = connectedAt;
    }

    /// Reads all files in a folder.
    void read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
        }
        for (Path file : files) {
            try (Stream<String> lines = Files.lines(file)) {
                lines.forEach(this::line);
            }
        }
    }

    private void line(String line) {
        try {
            JsonObject json = new JsonObject(line);
            if (json.containsKey("contact")) {
                contact(json);
            } else {
                counts.add("notes on contacts");
            }
        } catch (DecodeException | IllegalArgumentException | DateTimeException e) {
            found("a line is no contact: " + e.getMessage());
        }
    }

    private void contact(JsonObject json) {
        String call = json.getString("contact");
        Outcome outcome = Outcome.valueOf(json.getString("outcome"));
        counts.add("contacts");
        boolean rang = json.getString("dialled", "").equals(SoakFolder.NUMBER);
        counts.add(rang ? "who rang" : "who were called");
        counts.add(outcome.name());
        if (!calls.add(call)) {
            found(call + " has two contacts");
        }
        Duration length =
                Duration.between(
                        Instant.parse(json.getString("arrived")),
                        Instant.parse(json.getString("ended")));
        Duration parts = customersParts(json.getJsonArray("segments"));
        if (length.isNegative() || !parts.equals(length)) {
            found("%s took %s, and its parts %s".formatted(call, length, parts));
        }
        agreesWithJournal(call, outcome, json);
    }

    private void agreesWithJournal(String call, Outcome outcome, JsonObject json) {
        Optional<Instant> taken = connectedAt.apply(call);
        if (outcome == Outcome.ANSWERED && taken.isEmpty()) {
            found(call + " was answered, and the journal knows no agent who took it");
        }
        boolean waitedForNobody = outcome == Outcome.OUTBOUND_FAILED;
        if (taken.isEmpty() || waitedForNobody || json.containsKey("answered")) {
            return;
        }
        counts.add("one side gone as an agent took the call");
        Instant ended = Instant.parse(json.getString("ended"));
        if (ended.isAfter(taken.get().plus(CROSSED))) {
            found(
                    "an agent took %s at %s, and it ended at %s without an answer"
                            .formatted(call, taken.get(), ended));
        }
    }

    private static Duration customersParts(JsonArray segments) {
        Duration sum = Duration.ZERO;
        for (int i = 0; i < segments.size(); i++) {
            JsonArray segment = segments.getJsonArray(i);
            if (segment.size() == 3) {
                sum = sum.plusMillis(segment.getLong(2));
            }
        }
        return sum;
    }

    private void found(String what) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(what);
        }
    }

    List<String> findings() {
        return findings;
    }

    Counts counts() {
        return counts;
    }
}
