package org.strowger.engine.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.Forgetting;
import org.strowger.engine.Forgotten;
import org.strowger.engine.call.Actor;
import org.strowger.engine.call.DeskAnswer;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.call.Place;
import org.strowger.engine.recording.Message;
import org.strowger.engine.recording.Recorded;
import org.strowger.engine.recording.RecordingFolder;
import org.strowger.engine.recording.RecordingSettings;
import org.strowger.engine.recording.VoicemailBook;
import org.strowger.engine.recording.VoicemailSettings;
import org.strowger.engine.routing.CallId;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Recording;
import org.strowger.telephony.peers.Tones;

/// What is kept of voices: messages that agents hear as work, and recordings of calls.
class KeptVoicesIT {
    private static final double CALLERS_TONE = 440;
    private static final double AGENTS_TONE = 1_000;
    private static final double ALIKE = 0.9;
    private static final int BYTES_A_SECOND = 32_000;

    @TempDir private Path folder;
    private Optional<Centre> open = Optional.empty();

    private Centre open(String flow, String sales) throws Exception {
        Centre.Folder files = Centre.Folder.in(folder);
        files.writeFlow(flow);
        String settings = Files.readString(files.settings());
        Files.writeString(
                files.settings(), Centre.replaced(settings, "sales:   { ", "sales: { " + sales));
        Centre centre = Centre.open(files);
        open = Optional.of(centre);
        return centre;
    }

    @AfterEach
    void close() {
        open.ifPresent(Centre::close);
    }

    private Baresip caller() {
        return Baresip.phone("carl")
                .says(Tones.wav(folder.resolve("caller.wav"), CALLERS_TONE, 1))
                .start();
    }

    private Baresip.Phone ann(Centre centre) {
        return Baresip.phone("ann").registersAt(centre.address(), "ann-secret");
    }

    private RecordingFolder recordings() {
        return new RecordingFolder(
                new RecordingSettings(
                        folder.resolve("data/recordings"),
                        RecordingSettings.KEEP,
                        Optional.empty()),
                new SimpleMeterRegistry());
    }

    private List<Message> messages() {
        try {
            return new VoicemailBook(
                            folder.resolve("data"),
                            new VoicemailSettings(VoicemailSettings.KEEP),
                            recordings(),
                            new SimpleMeterRegistry())
                    .all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How long the recording is that is being made.
    private long seconds() {
        try (Stream<Path> files = Files.walk(folder.resolve("data/recordings"))) {
            return files.filter(file -> file.toString().endsWith(".part"))
                    .mapToLong(file -> file.toFile().length() / BYTES_A_SECOND)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aMessageThatACallerLeftIsHeardByAnAgentAsWork() throws Exception {
        Centre centre =
                open(
                        """
                        flow: main-line
                        schema: 1
                        language: en-GB
                        start: box
                        nodes:
                          box: { voicemail: { box: office, queue: sales, term_keys: "#" }, next: bye }
                          bye: { hangup: true }
                        """,
                        "");
        try (Baresip caller = caller()) {
            caller.dial(centre.uri("100"));
            caller.awaitEstablished();
            Centre.await("two seconds of a message", this::seconds, s -> s >= 2);
            caller.press('#');
            caller.awaitClosed();
        }
        Centre.await("the message in line", () -> centre.routing().calls(), c -> c.size() == 1);
        centre.restart();
        try (Baresip ann = ann(centre).start()) {
            ann.awaitIncoming();
            ann.accept();
            ann.awaitHeard("the caller's tone", Centre.SOON, KeptVoicesIT::hasCallersTone);
            assertEquals(Message.State.NEW, messages().getFirst().state());
            ann.press('3');
            ann.awaitClosed();
        }
        Centre.await(
                "the message to be done with",
                this::messages,
                all -> all.getFirst().state() == Message.State.DONE);
        assertEquals(Optional.of("ann"), messages().getFirst().handledBy());
        assertEquals(List.of(), centre.routing().calls());
        Forgotten forgotten = Forgetting.forget(centre.engine().settings(), "carl");
        assertEquals(1, forgotten.messages());
        assertEquals(List.of(), messages());
    }

    private static boolean hasCallersTone(Recording heard) {
        Duration to = heard.duration();
        Duration from = to.minusMillis(500);
        return !from.isNegative() && heard.toneLevel(CALLERS_TONE, from, to) > -16;
    }

    @Test
    void aRecordedCallHasTheCallerOnTheLeftTheAgentOnTheRightAndSilenceWhereItWasPaused()
            throws Exception {
        Centre centre =
                open(
                        """
                        flow: main-line
                        schema: 1
                        language: en-GB
                        start: line
                        nodes:
                          line: { queue: { name: sales, on_no_agents: hangup }, next: hangup }
                        """,
                        "recording: always, ");
        Path agentsVoice = Tones.wav(folder.resolve("agent.wav"), AGENTS_TONE, 1);
        try (Baresip ann = ann(centre).says(agentsVoice).start();
                Baresip caller = caller()) {
            ann.awaitRegistered();
            caller.dial(centre.uri("100"));
            ann.awaitIncoming();
            ann.accept();
            CallId call = new CallId(centre.awaitCall("talking").getString("id"));
            Centre.await("two seconds of talk", this::seconds, s -> s >= 2);
            pause(centre, call, true);
            Centre.await("two seconds of silence", this::seconds, s -> s >= 5);
            pause(centre, call, false);
            Centre.await("two seconds of talk again", this::seconds, s -> s >= 8);
            ann.hangUp();
            caller.awaitClosed();
        }
        Recorded made = Centre.await("a recording", this::made, all -> all.size() == 1).getFirst();
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        recordings().writeWav(made.id(), wav);
        Recording left = channel(wav.toByteArray(), 0);
        Recording right = channel(wav.toByteArray(), 1);
        isOnly(left, CALLERS_TONE, AGENTS_TONE, 1_000, 2_000);
        isOnly(right, AGENTS_TONE, CALLERS_TONE, 1_000, 2_000);
        isSilent(left, 3_500, 4_700);
        isSilent(right, 3_500, 4_700);
        isOnly(left, CALLERS_TONE, AGENTS_TONE, 6_500, 7_500);
        isOnly(right, AGENTS_TONE, CALLERS_TONE, 6_500, 7_500);
    }

    @Test
    void aCardNumberThatIsTypedInAPaymentFlowIsSilenceInTheRecording() throws Exception {
        Files.createDirectories(folder.resolve("flows"));
        Files.writeString(
                folder.resolve("flows/payment.yaml"),
                """
                flow: payment
                schema: 1
                language: en-GB
                start: card
                vars: { card: { type: string, secret: true } }
                nodes:
                  card: { collect: { into: card, secret: true, prompt: enter-number, max: 4, give_up: hangup }, next: again }
                  again: { queue: { name: sales, on_no_agents: hangup }, next: hangup }
                """);
        Centre centre =
                open(
                        """
                        flow: main-line
                        schema: 1
                        language: en-GB
                        start: line
                        nodes:
                          line: { queue: { name: sales, on_no_agents: hangup }, next: hangup }
                        """,
                        "recording: whole_call, ");
        int again;
        try (Baresip ann = ann(centre).start();
                Baresip caller = caller()) {
            ann.awaitRegistered();
            caller.dial(centre.uri("100"));
            ann.awaitIncoming();
            ann.accept();
            CallId call = new CallId(centre.awaitCall("talking").getString("id"));
            Centre.await("two seconds of talk", this::seconds, s -> s >= 2);
            centre.carryOut(
                    new DeskCommand.Transfer(
                            new Actor.Operator(), call, new Place.ToFlow("payment")));
            ann.awaitClosed();
            centre.awaitCall("in flow");
            Centre.await("two seconds of typing", this::seconds, s -> s >= 5);
            "4711".chars().forEach(key -> caller.press((char) key));
            ann.awaitIncoming();
            ann.accept();
            centre.awaitCall("talking");
            long sofar = seconds();
            again = (int) sofar * 1_000 + 1_200;
            Centre.await("two seconds of talk again", this::seconds, s -> s >= sofar + 3);
            ann.hangUp();
            caller.awaitClosed();
        }
        List<Recorded> made = Centre.await("a recording", this::made, all -> all.size() == 1);
        Recording whole = left(made.getFirst());
        isOnly(whole, CALLERS_TONE, AGENTS_TONE, 1_000, 2_000);
        isSilent(whole, 3_500, 4_700);
        isOnly(whole, CALLERS_TONE, AGENTS_TONE, again, again + 1_000);
    }

    private Recording left(Recorded made) throws IOException {
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        recordings().writeWav(made.id(), wav);
        return channel(wav.toByteArray(), 0);
    }

    @Test
    void aCallerTellsInASurveyWhatTheyThinkOfTheTalk() throws Exception {
        Centre centre =
                open(
                        """
                        flow: main-line
                        schema: 1
                        language: en-GB
                        start: line
                        nodes:
                          line: { queue: { name: sales, on_no_agents: hangup }, next: opinion }
                          opinion:
                            survey:
                              name: after-call
                              questions: [ { id: served, prompt: enter-number, keys: "1-5" } ]
                              comment: { prompt: please-hold, max: 30s, term_keys: "#" }
                              thanks: goodbye
                            next: hangup
                        """,
                        "");
        try (Baresip ann = ann(centre).start();
                Baresip caller = caller()) {
            ann.awaitRegistered();
            caller.dial(centre.uri("100"));
            ann.awaitIncoming();
            ann.accept();
            centre.awaitCall("talking");
            ann.hangUp();
            centre.awaitCall("in flow");
            caller.press('5');
            Centre.await("two seconds of a comment", this::seconds, s -> s >= 2);
            caller.press('#');
            short[] thanks = Handset.beginning(Centre.prompt("goodbye"));
            caller.awaitHeard("thanks", Centre.SOON, heard -> heard.contains(thanks, ALIKE));
            caller.awaitClosed();
        }
        assertEquals(1, centre.meter("strowger_flow_survey_total{answer=\"5\""));
        Centre.await("the comment", this::made, all -> all.size() == 1);
    }

    private static void pause(Centre centre, CallId call, boolean paused) throws Exception {
        var answer =
                centre.engine()
                        .carryOut(
                                new DeskCommand.PauseRecording(new Actor.Operator(), call, paused));
        assertEquals(new DeskAnswer.Done(), answer.toCompletionStage().toCompletableFuture().get());
    }

    private List<Recorded> made() {
        try {
            return recordings().days().isEmpty()
                    ? List.of()
                    : recordings().of(recordings().days().last());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recording channel(byte[] wav, int which) {
        ShortBuffer samples =
                ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).position(44).asShortBuffer();
        short[] one = new short[samples.remaining() / 2];
        for (int i = 0; i < one.length; i++) {
            one[i] = samples.get(2 * i + which);
        }
        return Recording.of(one);
    }

    private static void isOnly(Recording heard, double tone, double not, int from, int to) {
        Duration begin = Duration.ofMillis(from);
        Duration end = Duration.ofMillis(to);
        assertTrue(heard.toneLevel(tone, begin, end) > -16, heard::toString);
        assertTrue(heard.toneLevel(not, begin, end) < -50, heard::toString);
    }

    private static void isSilent(Recording heard, int from, int to) {
        assertTrue(heard.level(Duration.ofMillis(from), Duration.ofMillis(to)) <= -90);
    }
}
