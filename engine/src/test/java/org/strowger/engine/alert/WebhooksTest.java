package org.strowger.engine.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.alert.Receiver.got;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.engine.HandClock;
import org.strowger.engine.alert.Receiver.Received;
import org.strowger.engine.alert.Webhook.Kind;
import org.strowger.engine.alert.Webhooks.Sender;
import org.strowger.engine.routing.QueueId;

/// Webhooks over real connections to receivers of every temper.
@Timeout(60)
class WebhooksTest {
    private static final String WORDS = "correct horse battery staple";
    private static final Tempo QUICK =
            new Tempo(
                    Duration.ofSeconds(10),
                    Duration.ofMillis(2),
                    Duration.ofMillis(10),
                    4,
                    Duration.ofHours(1));

    private final Vertx vertx = Vertx.vertx();
    private final HandClock clock = new HandClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger ids = new AtomicInteger();
    private Optional<Webhooks> opened = Optional.empty();

    @AfterEach
    void close() throws Exception {
        if (opened.isPresent()) {
            got(opened.get().close());
        }
        got(vertx.close());
    }

    private void open(Tempo tempo, int mostWaiting, Webhook... hooks) throws Exception {
        Sender sender =
                new Sender(
                        "/centres/main",
                        () -> "e" + ids.incrementAndGet(),
                        new SplittableRandom(1));
        opened =
                Optional.of(
                        got(
                                Webhooks.open(
                                        vertx,
                                        List.of(hooks),
                                        clock,
                                        meters,
                                        sender,
                                        tempo,
                                        mostWaiting)));
    }

    private Webhooks webhooks() {
        return opened.orElseThrow();
    }

    private void open(Webhook... hooks) throws Exception {
        open(QUICK, 100, hooks);
    }

    private static Webhook to(URI url, Kind... kinds) {
        return new Webhook(url, new TreeSet<>(Arrays.asList(kinds)), Optional.empty());
    }

    private static Webhook to(Receiver receiver) {
        return to(receiver.url(), Kind.CALL);
    }

    private void send(int number) {
        webhooks().send(Kind.CALL, "call.queued", "c1", new JsonObject().put("number", number));
    }

    private int dropped(String why) {
        return count("strowger.webhooks.dropped", "webhook", "1", "why", why);
    }

    private int delivered(String webhook) {
        return count("strowger.webhooks.delivered", "webhook", webhook);
    }

    private int count(String name, String... tags) {
        Counter counter = meters.find(name).tags(tags).counter();
        return counter == null ? 0 : (int) counter.count();
    }

    private static void until(BooleanSupplier isSo) {
        while (!isSo.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static Consumer<Received> first(int times, int status) {
        AtomicInteger asked = new AtomicInteger();
        return received -> received.answer(asked.incrementAndGet() <= times ? status : 204);
    }

    @Test
    void anEventArrivesAsASignedCloudEvent() throws Exception {
        Receiver receiver = Receiver.willing(vertx);
        Secret secret = Secret.of(WORDS);
        open(new Webhook(receiver.url(), new TreeSet<>(List.of(Kind.CALL)), Optional.of(secret)));

        send(7);
        Received came = receiver.next();

        assertEquals("application/cloudevents+json", came.headers().get("Content-Type"));
        assertEquals(
                new JsonObject()
                        .put("specversion", "1.0")
                        .put("id", "e1")
                        .put("source", "/centres/main")
                        .put("type", "org.strowger.call.queued")
                        .put("time", "2026-03-02T12:00:00Z")
                        .put("subject", "c1")
                        .put("datacontenttype", "application/json")
                        .put("data", new JsonObject().put("number", 7)),
                came.event());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(WORDS.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        long at = HandClock.NOON.getEpochSecond();
        StringBuilder hex = new StringBuilder();
        for (byte each : mac.doFinal((at + "." + came.body()).getBytes(StandardCharsets.UTF_8))) {
            hex.append("%02x".formatted(each));
        }
        assertEquals("t=" + at + ",v1=" + hex, came.headers().get("Strowger-Signature"));
    }

    @Test
    void withoutASecretNothingIsSigned() throws Exception {
        Receiver receiver = Receiver.willing(vertx);
        open(to(receiver));

        send(1);

        assertNull(receiver.next().headers().get("Strowger-Signature"));
    }

    @Test
    void anAlertIsToldWithItsRuleAndItsFigure() throws Exception {
        Receiver receiver = Receiver.willing(vertx);
        open(to(receiver.url(), Kind.ALERT));
        AlertRule rule = new AlertRule.Waiting(new QueueId("support"), 10, Duration.ZERO);

        webhooks().send(new AlertEvent.Raised(clock.instant(), rule, 12, clock.instant()));
        webhooks().send(new AlertEvent.Cleared(clock.instant(), rule, Duration.ofMillis(61_500)));

        JsonObject about =
                new JsonObject()
                        .put("rule", "waiting support over 10")
                        .put("when", "waiting")
                        .put("queue", "support")
                        .put("figure", "callers in line");
        JsonObject raised = receiver.next().event();
        assertEquals("org.strowger.alert.raised", raised.getString("type"));
        assertEquals("waiting support over 10", raised.getString("subject"));
        assertEquals(
                about.copy().put("value", 12.0).put("since", "2026-03-02T12:00:00Z"),
                raised.getJsonObject("data"));
        JsonObject cleared = receiver.next().event();
        assertEquals("org.strowger.alert.cleared", cleared.getString("type"));
        assertEquals(about.copy().put("lasted_seconds", 61.5), cleared.getJsonObject("data"));
    }

    @Test
    void aWebhookGetsTheKindsItAsksFor() throws Exception {
        Receiver receiver = Receiver.willing(vertx);
        open(to(receiver.url(), Kind.AGENT, Kind.CALL));

        for (Kind kind : Kind.values()) {
            webhooks().send(kind, kind.name(), "x", new JsonObject());
        }

        assertEquals("org.strowger.CALL", receiver.next().event().getString("type"));
        assertEquals("org.strowger.AGENT", receiver.next().event().getString("type"));
        until(() -> delivered("1") == 2);
        assertTrue(receiver.isIdle());
    }

    @Test
    void eventsArriveInOrderOneAtATimeThoughSomeMustBeTriedAgain() throws Exception {
        AtomicInteger last = new AtomicInteger(-1);
        Receiver receiver =
                Receiver.open(
                        vertx,
                        received -> {
                            int number = received.number();
                            boolean isNew = last.getAndSet(number) != number;
                            int status = isNew && number % 7 == 0 ? 500 : 200;
                            vertx.setTimer(1 + number % 3, _ -> received.answer(status));
                        });
        open(QUICK, 1_000, to(receiver));

        for (int i = 0; i < 300; i++) {
            send(i);
        }

        for (int i = 0; i < 300; i++) {
            assertEquals(i, receiver.next().number());
            if (i % 7 == 0) {
                assertEquals(i, receiver.next().number());
            }
        }
        assertEquals(1, receiver.mostAtOnce());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 503})
    void whatMayPassIsTriedAgainAndNothingOvertakesIt(int status) throws Exception {
        Receiver receiver = Receiver.open(vertx, first(2, status));
        open(to(receiver));

        send(1);
        send(2);

        Received one = receiver.next();
        assertEquals(1, one.number());
        assertEquals(one.body(), receiver.next().body());
        assertEquals(one.body(), receiver.next().body());
        assertEquals(2, receiver.next().number());
        until(() -> delivered("1") == 2);
        assertEquals(2, count("strowger.webhooks.retried", "why", Integer.toString(status)));
    }

    @Test
    void aReceiverThatIsNotThereYetGetsItsEventsWhenItIs() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Tempo patient =
                new Tempo(
                        Duration.ofSeconds(10),
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        100_000,
                        Duration.ofHours(1));
        open(patient, 100, to(URI.create("http://127.0.0.1:" + port), Kind.CALL));

        send(1);
        send(2);
        until(() -> count("strowger.webhooks.retried", "why", "unreachable") > 2);
        Receiver receiver =
                Receiver.open(
                        vertx,
                        new HttpServerOptions().setPort(port),
                        received -> received.answer(204));

        assertEquals(1, receiver.next().number());
        assertEquals(2, receiver.next().number());
    }

    @Test
    void aReceiverThatAnswersTooLateIsAskedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Receiver receiver =
                Receiver.open(
                        vertx,
                        received -> {
                            if (asked.incrementAndGet() > 1) {
                                received.answer(200);
                            }
                        });
        Tempo hasty =
                new Tempo(
                        Duration.ofMillis(200),
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        1_000,
                        Duration.ofHours(1));
        open(hasty, 100, to(receiver));

        send(1);

        until(() -> delivered("1") == 1);
        assertTrue(count("strowger.webhooks.retried", "why", "late") >= 1);
    }

    @Test
    void aReceiverThatAsksForTimeIsGivenIt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Receiver receiver =
                Receiver.open(
                        vertx,
                        received -> {
                            if (asked.incrementAndGet() == 1) {
                                received.response().putHeader("Retry-After", "1");
                                received.answer(503);
                            } else {
                                received.answer(200);
                            }
                        });
        Tempo tempo =
                new Tempo(
                        Duration.ofSeconds(10),
                        Duration.ofMillis(1),
                        Duration.ofMinutes(5),
                        10,
                        Duration.ofHours(1));
        open(tempo, 100, to(receiver));

        send(1);
        receiver.next();
        long came = System.nanoTime();
        receiver.next();

        // The answer may be on its way a little before this thread has seen the question.
        assertTrue(System.nanoTime() - came > TimeUnit.MILLISECONDS.toNanos(800));
    }

    @Test
    void afterTheLastTryTheNextEventSaysWhatIsMissing() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Receiver receiver =
                Receiver.open(
                        vertx,
                        received -> received.answer(asked.incrementAndGet() <= 4 ? 500 : 200));
        open(to(receiver));

        send(1);
        for (int i = 0; i < 4; i++) {
            assertEquals(1, receiver.next().number());
        }
        until(() -> dropped("given_up") == 1);
        send(2);
        send(3);

        assertEquals(1, receiver.next().event().getInteger("droppedbefore"));
        assertFalse(receiver.next().event().containsKey("droppedbefore"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 404, 401})
    void whatIsRefusedIsNotTriedAgain(int status) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Receiver receiver =
                Receiver.open(
                        vertx,
                        received -> {
                            received.response().putHeader("Location", "/elsewhere");
                            received.answer(asked.incrementAndGet() == 1 ? status : 200);
                        });
        open(to(receiver));

        send(1);
        send(2);

        assertEquals(1, receiver.next().number());
        Received next = receiver.next();
        assertEquals("/hook", next.path());
        assertEquals(2, next.number());
        assertEquals(1, next.event().getInteger("droppedbefore"));
        assertEquals(1, dropped("refused"));
    }

    @Test
    void aReceiverThatIsGoneIsSwitchedOffUntilItIsAnother() throws Exception {
        Receiver receiver = Receiver.open(vertx, first(1, 410));
        open(to(receiver));

        send(1);
        until(() -> dropped("off") == 1);
        send(2);
        webhooks().replace(List.of(to(receiver)));
        send(3);

        assertEquals(3, dropped("off"));
        assertEquals(1, meters.get("strowger.webhooks.off").gauge().value());
        receiver.next();
        webhooks().replace(List.of(to(receiver.url(), Kind.CALL, Kind.ALERT)));
        send(4);
        assertEquals(4, receiver.next().number());
    }

    @Test
    void theOldestEventsMakeRoomAndAreCountedWhereTheyAreMissing() throws Exception {
        Receiver receiver = Receiver.silent(vertx);
        open(QUICK, 3, to(receiver));

        send(1);
        Received first = receiver.next();
        for (int i = 2; i <= 6; i++) {
            send(i);
        }
        assertEquals(3, meters.get("strowger.webhooks.waiting").gauge().value());
        first.answer(200);

        assertFalse(first.event().containsKey("droppedbefore"));
        Received fourth = receiver.next();
        assertEquals(4, fourth.number());
        assertEquals(2, fourth.event().getInteger("droppedbefore"));
        fourth.answer(200);
        Received fifth = receiver.next();
        assertEquals(5, fifth.number());
        assertFalse(fifth.event().containsKey("droppedbefore"));
        assertEquals(2, dropped("full"));
    }

    @Test
    void anEventThatIsTooLargeIsDroppedAndCounted() throws Exception {
        Receiver receiver = Receiver.willing(vertx);
        open(to(receiver));

        webhooks().send(Kind.CALL, "x", "y", new JsonObject().put("text", "x".repeat(70_000)));
        send(2);

        assertEquals(1, receiver.next().event().getInteger("droppedbefore"));
        assertEquals(1, dropped("too_large"));
    }

    @Test
    void aReceiverThatDoesNotAnswerDelaysNoOther() throws Exception {
        Receiver slow = Receiver.silent(vertx);
        Receiver quick = Receiver.willing(vertx);
        open(to(slow), to(quick), to(slow.url().resolve("/other"), Kind.CALL));

        for (int i = 0; i < 50; i++) {
            send(i);
        }

        for (int i = 0; i < 50; i++) {
            assertEquals(i, quick.next().number());
        }
        // Two webhooks of one host do not wait for each other either.
        assertNotEquals(slow.next().path(), slow.next().path());
        assertEquals(0, delivered("1"));
    }

    @Test
    void aResponseWithoutEndIsCutOffAndItsStatusCounts() throws Exception {
        Receiver receiver =
                Receiver.open(
                        vertx,
                        received -> {
                            received.response().setChunked(true);
                            pour(received);
                        });
        open(to(receiver));

        send(1);
        send(2);

        assertEquals(1, receiver.next().number());
        assertEquals(2, receiver.next().number());
        until(() -> delivered("1") == 2);
    }

    private void pour(Received received) {
        received.response()
                .write("x".repeat(8_192))
                .onSuccess(_ -> vertx.runOnContext(_ -> pour(received)));
    }

    @Test
    void aReceiverWhoseCertificateNobodyVouchesForGetsNothing(@TempDir Path folder)
            throws Exception {
        Path store = selfSigned(folder);
        HttpServerOptions options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(store.toString()).setPassword("changeit"));
        Receiver receiver = Receiver.open(vertx, options, received -> received.answer(204));
        open(to(receiver));

        send(1);

        until(() -> dropped("given_up") == 1);
        assertTrue(receiver.isIdle());
        assertEquals(3, count("strowger.webhooks.retried", "why", "unreachable"));
    }

    private static Path selfSigned(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("self.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String words =
                "-genkeypair -alias self -keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1"
                        + " -storetype PKCS12 -storepass changeit -keystore";
        List<String> command = new ArrayList<>(List.of(keytool.toString()));
        command.addAll(List.of(words.split(" ")));
        command.add(store.toString());
        Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertEquals(0, made.waitFor(), () -> "keytool failed");
        return store;
    }

    @Test
    void closingBreaksOffWhatIsUnderWayAndCountsWhatIsLost() throws Exception {
        Receiver receiver = Receiver.silent(vertx);
        open(to(receiver));
        for (int i = 0; i < 5; i++) {
            send(i);
        }
        receiver.next();

        got(webhooks().close());
        send(6);

        until(() -> dropped("closed") == 6);
        assertTrue(receiver.isIdle());
    }

    @Test
    void closingInAPauseCountsTheEventThatWasToBeTriedAgain() throws Exception {
        Receiver receiver = Receiver.open(vertx, received -> received.answer(500));
        Tempo slow =
                new Tempo(
                        Duration.ofSeconds(10),
                        Duration.ofHours(9),
                        Duration.ofHours(9),
                        10,
                        Duration.ofHours(10));
        open(slow, 100, to(receiver));
        send(1);
        until(() -> count("strowger.webhooks.retried", "why", "500") == 1);

        got(webhooks().close());

        assertEquals(1, dropped("closed"));
    }

    @Test
    void replacingKeepsWhatWaitsForThoseWhoStay() throws Exception {
        Receiver stays = Receiver.silent(vertx);
        Receiver goes = Receiver.silent(vertx);
        Receiver comes = Receiver.willing(vertx);
        open(to(goes), to(stays));
        send(1);
        send(2);
        Received first = stays.next();
        goes.next();

        webhooks().replace(List.of(to(comes), to(stays), to(stays)));
        send(3);

        assertEquals(3, comes.next().number());
        until(() -> dropped("closed") == 2);
        first.answer(200);
        Received second = stays.next();
        assertEquals(2, second.number());
        second.answer(200);
        assertEquals(3, stays.next().number());
        assertTrue(goes.isIdle());
    }

    @Test
    void neitherAddressNorSecretIsPrinted() {
        Webhook hook =
                new Webhook(
                        URI.create("https://hooks.example/t0k3n"),
                        new TreeSet<>(List.of(Kind.ALERT)),
                        Optional.of(Secret.of(WORDS)));

        assertEquals("Webhook[ALERT]", hook.toString());
        assertEquals("secret", Secret.of(WORDS).toString());
        assertEquals(Secret.of(WORDS), Secret.of(WORDS));
        assertNotEquals(Secret.of(WORDS), Secret.of("another horse entirely"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://hooks.example/",
                "hooks.example",
                "https:///x",
                "https://user:pw@hooks.example/",
                "https://hooks.example/#x",
                "https://hooks.example:70000/"
            })
    void anAddressThatWillNotDoIsRefusedWithoutBeingPrinted(String url) {
        Optional<String> why = Webhook.refusal(URI.create(url));

        assertTrue(why.orElseThrow().startsWith("a webhook's url must "));
        assertFalse(why.orElseThrow().contains("hooks.example"));
        assertEquals(Optional.empty(), Webhook.refusal(URI.create("https://hooks.example/x?y")));
    }
}
