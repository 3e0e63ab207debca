package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.strowger.telephony.peers.Sipp;

/// A running node as telephones and visitors of its status page see it, wherever it runs.
abstract sealed class Front permits Centre, NodeProcess, ServedCentre {
    static final Duration SOON = Duration.ofSeconds(15);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final int sipPort;

    Front(int sipPort) {
        this.sipPort = sipPort;
    }

    /// Where its status page is.
    abstract String url();

    /// Where telephones reach it: `host:port`.
    String address() {
        return "127.0.0.1:" + sipPort;
    }

    String uri(String number) {
        return "sip:" + number + "@" + address();
    }

    // Agents.

    /// Starts an agent's telephone that does what a SIPp scenario says, and signs it in.
    Sipp agent(String agent, Sipp.Plan plan) {
        Sipp phone = plan.start();
        signIn(agent, phone);
        return phone;
    }

    /// Says that the agent is reached at a telephone from now on.
    void signIn(String agent, Sipp phone) {
        register(agent, phone, "3600");
        awaitAgent(agent, state -> !state.equals("signed out"));
    }

    void signOut(String agent, Sipp phone) {
        register(agent, phone, "0");
        awaitAgent(agent, "signed out"::equals);
    }

    private void register(String agent, Sipp phone, String expires) {
        Sipp.Outcome outcome =
                Sipp.scenario("register-for")
                        .calls(1)
                        .key("expires", expires)
                        .telephone(agent, agent + "-secret", "sip:" + agent + "@" + phone.address())
                        .run(address(), SOON);
        assertEquals(new Sipp.Outcome(0, 1, 0, ""), outcome);
    }

    // What it shows.

    private String get(String path) {
        try {
            URI uri = URI.create(url()).resolve(path);
            return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    JsonObject status() {
        return new JsonObject(get("/status"));
    }

    /// The calls as the status page has them, longest first.
    List<JsonObject> calls() {
        return objects(status().getJsonArray("calls"));
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    String agentState(String agent) {
        return objects(status().getJsonArray("agents")).stream()
                .filter(a -> a.getString("id").equals(agent))
                .map(a -> a.getString("state"))
                .findFirst()
                .orElseThrow();
    }

    /// The sum over its tags of a meter, by its name in Prometheus with as many tags as are to be
    /// seen: `strowger_queue_left_total{queue="support",reason="NODE_LOST"}`.
    double meter(String prefix) {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    // Waiting for it.

    /// Waits until a question has the wanted answer, and fails with the last answer otherwise.
    static <T> T await(String what, Supplier<T> question, Predicate<T> wanted) {
        long deadline = System.nanoTime() + SOON.toNanos();
        T answer = question.get();
        while (!wanted.test(answer)) {
            if (System.nanoTime() > deadline) {
                return fail("not within %s: %s; but: %s".formatted(SOON, what, answer));
            }
            pause();
            answer = question.get();
        }
        return answer;
    }

    /// Between two looks; what is waited for shows itself only to those who look.
    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    void awaitAgent(String agent, Predicate<String> state) {
        await("the state of " + agent, () -> agentState(agent), state);
    }

    /// Waits until exactly one call is in a state (`in flow`, `in line`, `offered`, `talking`) and
    /// returns it.
    JsonObject awaitCall(String state) {
        return awaitCalls(1, state).getFirst();
    }

    /// Waits until there are so many calls and all are in a state.
    List<JsonObject> awaitCalls(int count, String state) {
        return await(
                count + " calls " + state,
                this::calls,
                calls ->
                        calls.size() == count
                                && calls.stream()
                                        .allMatch(c -> c.getString("state").equals(state)));
    }

    /// Waits until the one call is at a node of its flow.
    JsonObject awaitNode(String node) {
        return await(
                        "a call at " + node,
                        this::calls,
                        calls ->
                                calls.size() == 1
                                        && calls.getFirst().getString("node").equals(node))
                .getFirst();
    }
}
