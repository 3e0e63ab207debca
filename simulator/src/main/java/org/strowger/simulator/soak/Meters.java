package org.strowger.simulator.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The engine's figures, as `/metrics` gives them: each name with its tags, and the value.
record Meters(TreeMap<String, Double> values) {
    /// What a centre at rest has as before the first call.
    private static final List<String> HELD =
            List.of(
                    "strowger_sip_legs",
                    "strowger_rtp_streams",
                    "strowger_sip_timers",
                    "strowger_calls_alarms",
                    "strowger_rtp_conferences",
                    "strowger_rtp_recordings",
                    "strowger_sip_backlog");

    /// What must not happen while nothing is broken, not even once.
    private static final List<String> FAULTS =
            List.of(
                    "strowger_calls_facts_lost_total",
                    "strowger_contacts_lost_total",
                    "strowger_contacts_failures_total",
                    "strowger_contacts_repeated_total",
                    "strowger_event_log_failures_total",
                    "strowger_routing_commands_refused_total",
                    "strowger_routing_commands_failed_total",
                    "strowger_routing_recoveries_total",
                    "strowger_rtp_ports_exhausted_total",
                    "strowger_rtp_failures_total",
                    "strowger_rtp_commands_refused_total",
                    "strowger_rtp_recordings_failures_total",
                    "strowger_recordings_failed_total",
                    "strowger_sip_failures_total",
                    "strowger_sip_refused_total");

    static Meters of(HttpClient client, URI metrics) throws IOException, InterruptedException {
        String body =
                client.send(
                                HttpRequest.newBuilder(metrics).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        TreeMap<String, Double> values = new TreeMap<>();
        for (String line : body.lines().filter(l -> !l.startsWith("#")).toList()) {
            int blank = line.lastIndexOf(' ');
            values.put(line.substring(0, blank), Double.parseDouble(line.substring(blank + 1)));
        }
        return new Meters(values);
    }

    /// What there is more of than before; empty when there is nothing more.
    List<String> moreThan(Meters before) {
        List<String> found = new ArrayList<>();
        for (String name : HELD) {
            double now = values.getOrDefault(name, 0.0);
            double then = before.values.getOrDefault(name, 0.0);
            if (now > then) {
                found.add("%s is %.0f, and was %.0f".formatted(name, now, then));
            }
        }
        return found;
    }

    /// What went wrong, by the engine's own account.
    List<String> faults() {
        List<String> found = new ArrayList<>();
        values.forEach(
                (name, value) -> {
                    if (value > 0 && FAULTS.contains(untagged(name))) {
                        found.add("%s is %.0f".formatted(name, value));
                    }
                });
        return found;
    }

    /// Queues in which the calls that came are not those that left, once nobody is in line.
    List<String> imbalances() {
        TreeSet<String> queues = new TreeSet<>();
        values.keySet().stream()
                .filter(name -> name.startsWith("strowger_queue_offered_total{"))
                .forEach(
                        name ->
                                queues.add(
                                        name.substring(name.indexOf('{') + 1, name.indexOf('}'))));
        List<String> found = new ArrayList<>();
        for (String queue : queues) {
            double came =
                    ofQueue("offered", queue)
                            + ofQueue("moved_in", queue)
                            + ofQueue("retried", queue)
                            + ofQueue("given_back", queue);
            double left =
                    ofQueue("answered", queue)
                            + ofQueue("left", queue)
                            + ofQueue("moved_out", queue);
            if (came != left) {
                found.add("%s: %.0f calls came, %.0f left".formatted(queue, came, left));
            }
        }
        return found;
    }

    private double ofQueue(String what, String queue) {
        return sum("strowger_queue_" + what + "_total", queue);
    }

    /// The sum of a meter over all its tags but one.
    ///
    /// @param tag as in the text, `outcome="ANSWERED"`
    double sum(String name, String tag) {
        return values.entrySet().stream()
                .filter(each -> untagged(each.getKey()).equals(name) && each.getKey().contains(tag))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static String untagged(String name) {
        int tags = name.indexOf('{');
        return tags < 0 ? name : name.substring(0, tags);
    }
}
