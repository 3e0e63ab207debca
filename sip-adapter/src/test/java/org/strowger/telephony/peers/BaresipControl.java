package org.strowger.telephony.peers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The wire to baresip's `ctrl_tcp` module: JSON in netstrings, commands out, answers and events
/// in.
///
/// One thread reads. Events are kept in order, and each wait for a type takes the next of that type
/// that no wait has taken yet, so an event that comes before its wait is not missed.
final class BaresipControl implements AutoCloseable {
    private static final int LONGEST_MESSAGE = 1 << 20;
    private static final int MOST_EVENTS = 10_000;
    private static final Pattern FIELD =
            Pattern.compile("\"(\\w+)\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(true|false))");

    /// Something that happened, in baresip's words.
    record Event(String type, String detail) {
        @Override
        public String toString() {
            return (type + " " + detail).strip();
        }
    }

    private final PeerProcess process;
    private final Socket socket;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, String> answers = new HashMap<>();
    private int commands;

    private BaresipControl(PeerProcess process, Socket socket) {
        this.process = process;
        this.socket = socket;
    }

    static BaresipControl connect(PeerProcess process, int port, Duration within) {
        process.awaitThat("listens for commands", within, () -> Ports.isTaken(port));
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            BaresipControl control = new BaresipControl(process, socket);
            Thread.ofVirtual().name("baresip-" + port).start(control::listen);
            return control;
        } catch (IOException e) {
            throw new UncheckedIOException("baresip's control port " + port, e);
        }
    }

    /// Gives a command and waits until baresip says that it has taken it.
    synchronized void command(String command, String parameters, Duration within) {
        String token = Integer.toString(++commands);
        String json =
                "{\"command\":\"%s\",\"params\":\"%s\",\"token\":\"%s\"}"
                        .formatted(command, escaped(parameters), token);
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        try {
            String netstring = body.length + ":" + json + ",";
            socket.getOutputStream().write(netstring.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(command + " " + parameters, e);
        }
        waitFor(
                () -> answers.containsKey(token),
                within,
                "answer to " + command + " " + parameters);
        String refusal = answers.remove(token);
        if (!"".equals(refusal)) {
            throw new IllegalStateException("%s %s: %s".formatted(command, parameters, refusal));
        }
    }

    /// The next event of a type.
    synchronized Event await(String type, Duration within) {
        int number = taken.merge(type, 1, Integer::sum);
        waitFor(() -> ofType(type).size() >= number, within, type);
        return ofType(type).get(number - 1);
    }

    private synchronized List<Event> ofType(String type) {
        return events.stream().filter(event -> event.type().equals(type)).toList();
    }

    synchronized List<String> seen() {
        return events.stream().map(Event::toString).toList();
    }

    private synchronized void waitFor(BooleanSupplier holds, Duration within, String what) {
        long deadline = System.nanoTime() + within.toNanos();
        try {
            while (!holds.getAsBoolean()) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new IllegalStateException(
                            "no %s within %s; seen: %s; %s"
                                    .formatted(what, within, seen(), process.lastWords()));
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void listen() {
        try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
            for (int length = length(in); length >= 0; length = length(in)) {
                hear(new String(in.readNBytes(length), StandardCharsets.UTF_8));
                in.skipNBytes(1); // the comma
            }
        } catch (IOException closed) {
            hear("{\"event\":true,\"type\":\"CONTROL_CLOSED\"}");
        }
    }

    /// The length that begins a netstring, or -1 at the end of the stream.
    private static int length(InputStream in) throws IOException {
        int length = 0;
        for (int c = in.read(); c != ':'; c = in.read()) {
            if (c < 0) {
                return -1;
            }
            length = 10 * length + Character.digit(c, 10);
            if (length < 0 || length > LONGEST_MESSAGE) {
                throw new IOException("not a netstring");
            }
        }
        return length;
    }

    private synchronized void hear(String json) {
        Map<String, String> fields = new HashMap<>();
        for (Matcher m = FIELD.matcher(json); m.find(); ) {
            String text = m.group(2) == null ? m.group(3) : m.group(2);
            fields.put(m.group(1), text.replace("\\/", "/").replace("\\n", " ").strip());
        }
        if (fields.containsKey("event") && events.size() < MOST_EVENTS) {
            events.add(
                    new Event(fields.getOrDefault("type", ""), fields.getOrDefault("param", "")));
        } else if (fields.containsKey("token")) {
            boolean done = "true".equals(fields.get("ok"));
            String refusal = fields.getOrDefault("data", "");
            answers.put(
                    fields.getOrDefault("token", ""),
                    done ? "" : refusal.isEmpty() ? "refused" : refusal);
        }
        notifyAll();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing baresip's control port", e);
        }
    }
}
