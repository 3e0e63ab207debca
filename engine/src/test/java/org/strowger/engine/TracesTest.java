package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.TakeUp;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.peers.Ports;
import org.strowger.telephony.sip.SipSettings;
import org.strowger.telephony.sip.SipSettings.Secret;
import org.strowger.telephony.sip.SipTelephony;

/// What is left of a caller who types a card number and a PIN and asks to be called back, when
/// everything is logged that can be: S25 of the research on reliability.
class TracesTest {
    private static final String CARD = "4111111111111111";
    private static final String PIN = "867530921";
    private static final String CALLER = "441134960123";
    private static final String NAME = "Zoe Quillfeather";
    private static final String NOBODY = "441134960789";

    /// Not within an id, which is random and hexadecimal.
    private static final Pattern CARD_LIKE =
            Pattern.compile("(?<![0-9a-f])[0-9]{13,19}(?![0-9a-f])");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// All keys are sent at once: on a busy machine two of them may be seconds apart, and who is
    /// asked again for the rest of a number has not typed it.
    private static final String FLOW =
            """
            flow: main-line
            schema: 1
            language: en-GB
            start: card
            defaults: { input: { first_digit: 1m, inter_digit: 1m } }
            vars: { card: { type: string, secret: true }, pin: { type: string, secret: true } }
            nodes:
              card: { collect: { into: card, prompt: goodbye, min: 16, max: 16, secret: true, give_up: hangup }, next: pin }
              pin: { collect: { into: pin, prompt: goodbye, min: 9, max: 9, secret: true, give_up: hangup }, next: keep }
              keep: { callback: { queue: support, expires: 1h, on_refused: hangup }, next: line }
              line: { queue: { name: support } }
            """;

    @TempDir Path folder;
    private final int sipPort = Ports.free();
    private final int media = Ports.freeRun(20);
    private final Log log = new Log();
    private final LinkedBlockingQueue<TelephonyEvent> heard = new LinkedBlockingQueue<>();
    private Engine engine;
    private int typed;
    private SipTelephony phones;

    /// All that is logged, at every level, with what was thrown.
    private static final class Log extends AppenderBase<ILoggingEvent> {
        private final Logger everything = (Logger) LoggerFactory.getLogger("org.strowger");
        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        private final Optional<Level> before = Optional.ofNullable(everything.getLevel());

        void open() {
            start();
            everything.setAdditive(false);
            everything.addAppender(this);
            everything.setLevel(Level.TRACE);
        }

        void close() {
            everything.detachAppender(this);
            everything.setLevel(before.orElse(null));
            everything.setAdditive(true);
            stop();
        }

        @Override
        protected void append(ILoggingEvent event) {
            String thrown =
                    event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLoggerName() + ": " + event.getFormattedMessage() + thrown);
        }
    }

    @BeforeEach
    void start() throws Exception {
        log.open();
        Files.createDirectories(folder.resolve("flows"));
        Files.writeString(folder.resolve("flows/main-line.yaml"), FLOW);
        Files.writeString(
                folder.resolve("strowger.yaml"),
                """
                sip: { port: %d, media_ports: %d-%d, max_legs: 8 }
                http: { port: 0 }
                data: data
                numbers: { "100": main-line }
                trunk: { address: "sip:{number}@127.0.0.1:9" }
                transfers: { allowed: [ "4411" ] }
                queues: { support: {} }
                agents: { anna: { password: anna-secret } }
                """
                        .formatted(sipPort, media, media + 19));
        var settings =
                switch (SettingsFile.read(folder.resolve("strowger.yaml"), Map.of())) {
                    case SettingsFile.Result.Ok(var ok) -> ok;
                    case SettingsFile.Result.Refused(var problems) ->
                            throw new IllegalStateException(problems.toString());
                };
        engine = Engine.start(settings, (_, _, _) -> new byte[800]);
        phones = phones();
        phones.start();
    }

    private SipTelephony phones() throws IOException {
        int first = Ports.freeRun(20);
        return SipTelephony.bind(
                new SipSettings(
                        InetAddress.getLoopbackAddress(),
                        Ports.free(),
                        first,
                        first + 19,
                        "phones",
                        Map.of(),
                        Optional.empty(),
                        List.of(
                                new SipSettings.Registration(
                                        "127.0.0.1:" + sipPort,
                                        "anna",
                                        new Secret("anna-secret"),
                                        Duration.ofMinutes(10))),
                        8),
                heard::add,
                RecordingStore.NONE,
                InstantSource.system(),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        if (log.isStarted()) {
            phones.close();
            engine.close();
            log.close();
        }
    }

    private static void await(String what, BooleanSupplier isSo) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void send(TelephonyCommand command) {
        phones.send(command);
    }

    private void types(String digits) {
        typed++;
        send(
                new TelephonyCommand.SendDigits(
                        new CommandId("typed-" + typed), new LegId("zoe"), digits));
    }

    /// The caller types all that is secret, and has a place kept for them.
    private void callsAndTypes() throws Exception {
        send(
                new TelephonyCommand.Dial(
                        new CommandId("dial"),
                        new LegId("zoe"),
                        new Destination.Address("sip:100@127.0.0.1:" + sipPort),
                        new Party(CALLER, NAME),
                        Duration.ofSeconds(20)));
        TelephonyEvent event = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        while (!(event instanceof TelephonyEvent.LegAnswered)) {
            assertFalse(event == null, "nobody answers");
            event = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        types(CARD + PIN);
        await("the place is kept", this::wasPromised);
    }

    /// The core knows the place for a moment only: who waits in the same line has no use for it.
    private boolean wasPromised() {
        Path promises = folder.resolve("data/callbacks.jsonl");
        try {
            return Files.exists(promises) && Files.readString(promises).contains(CALLER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the core refuses is told in the log, too.
    private void isRefusedByTheCore() {
        CallId nobody = new CallId("nobody");
        engine.submit(at -> new KeepPlace(at, nobody, NOBODY));
        engine.submit(
                at ->
                        new TakeUp(
                                at,
                                new AgentId("dora"),
                                nobody,
                                new QueueId("support"),
                                0,
                                Optional.of(NOBODY)));
        await(
                "both are refused",
                () -> log.lines.stream().filter(line -> line.contains("is rejected")).count() >= 2);
    }

    private String asks(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(engine.url() + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void ofWhatACallerTypedAndOfTheirNumberNoTraceIsLeftWhereItDoesNotBelong() throws Exception {
        assertTrue(isCard(CARD) && !isCard("4111111111111112"), "cards are known");
        callsAndTypes();
        isRefusedByTheCore();
        has("the metrics", asks("metrics"), CARD, PIN, CALLER, NAME, NOBODY);
        has("the status", asks("status"), CARD, PIN);
        stop();
        assertTrue(log.lines.size() > 20, "the log is there to be looked through");
        for (String line : log.lines) {
            has("the log", line, CARD, PIN, CALLER, CALLER.substring(2), NAME, NOBODY);
        }
        List<Path> files = files();
        assertTrue(files.stream().anyMatch(file -> file.startsWith("journal")), files::toString);
        assertTrue(files.contains(Path.of("callbacks.jsonl")), files::toString);
        for (Path file : files) {
            looksThrough(file);
        }
    }

    private static void has(String what, String text, String... nothingOf) {
        for (String secret : nothingOf) {
            assertFalse(text.contains(secret), () -> what + " has " + secret + ": " + text);
        }
    }

    private List<Path> files() throws IOException {
        Path data = folder.resolve("data");
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile).map(data::relativize).sorted().toList();
        }
    }

    /// The number is in the journal and among callbacks and contacts: it is to be called back. What
    /// is said to every caller may be read by whoever publishes it; all else is its owner's.
    private void looksThrough(Path file) throws IOException {
        Path there = folder.resolve("data").resolve(file);
        String text = new String(Files.readAllBytes(there), StandardCharsets.ISO_8859_1);
        has(file.toString(), text, CARD, PIN);
        Matcher cards = CARD_LIKE.matcher(text);
        while (cards.find()) {
            String digits = cards.group();
            assertFalse(isCard(digits), () -> file + " has the number of a card: " + digits);
        }
        if (!file.startsWith("spoken")) {
            assertEquals("rw-------", permissions(there), file::toString);
            assertEquals("rwx------", permissions(there.resolveSibling("")), file::toString);
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /// Luhn's check digit, ISO/IEC 7812-1 annex B.
    private static boolean isCard(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed / 10 + weighed % 10;
        }
        return sum % 10 == 0;
    }
}
