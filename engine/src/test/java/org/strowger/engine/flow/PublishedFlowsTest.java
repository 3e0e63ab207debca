package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.flow.CallFacts;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowInput;
import org.strowger.flow.FlowRun;
import org.strowger.flow.NodeId;
import org.strowger.flow.Utterance;
import org.strowger.flow.release.Published;
import org.strowger.telephony.media.WavFile;
import org.strowger.yaml.Problem;

/// Cases V01 to V03, V05 and V06 of research/ivr.md 5.6: what is published while calls go on.
class PublishedFlowsTest {
    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final String MAIN =
            """
            flow: main
            schema: 1
            language: en-GB
            start: hello
            nodes:
              hello: { menu: { prompt: welcome, choices: { 1: ask }, give_up: bye } }
              ask: { call: { flow: sub }, next: line }
              line: { queue: { name: support, on_no_agents: bye } }
              bye: { hangup: true }
            """;
    private static final String SUB =
            """
            flow: sub
            schema: 1
            language: en-GB
            start: which
            nodes:
              which: { menu: { prompt: welcome, choices: { 1: first }, give_up: first } }
              first: { return: true }
            """;

    @TempDir Path site;
    @TempDir Path data;
    private ReleaseStore store;
    private PublishedFlows flows;

    @BeforeEach
    void publishTheFirst() throws IOException {
        store = new ReleaseStore(data.resolve("releases"));
        flows = source(Set.of("support"));
        write("flows/main.yaml", MAIN);
        write("flows/sub.yaml", SUB);
        record(1);
        publish();
        flows.reload();
    }

    private PublishedFlows source(Set<String> queues) {
        PromptLibrary prompts =
                new PromptLibrary(site.resolve("none"), data.resolve("spoken"), new SilentSpeech());
        return new PublishedFlows(store, Around.of(queues, Set.of()), prompts);
    }

    private void write(String name, String text) throws IOException {
        Path file = site.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    /// The prompt `welcome`, all of whose samples are the same.
    private void record(int sample) throws IOException {
        Path file = site.resolve("prompts/en-GB/welcome.wav");
        Files.createDirectories(file.resolveSibling(""));
        byte[] samples = new byte[800];
        Arrays.fill(samples, (byte) sample);
        WavFile.write(file, samples);
    }

    private Published publish() throws IOException {
        CheckedFolder checked =
                FlowFolder.of(site).check(Around.of(Set.of("support", "sales"), Set.of()));
        FlowBook book = Objects.requireNonNull(checked.checked().books().get("main"));
        Publication published = store.publish("main", checked.releaseOf(book), NINE, "Anna", "");
        return assertInstanceOf(Publication.Done.class, published).entry();
    }

    private LoadedFlow main() {
        return flows.find("main").orElseThrow();
    }

    /// A call that has just entered the flow that new calls get.
    private FlowRun call() {
        FlowRun run = FlowRun.of(main().book());
        run.handle(new FlowInput.Started(NINE, CallFacts.of("1")));
        return run;
    }

    private static void press(FlowRun call, char key) {
        call.handle(new FlowInput.DigitPressed(NINE.plusSeconds(1), key));
    }

    private static void assertAt(String flow, String node, FlowRun call) {
        assertEquals(
                flow + "." + node, call.flow() + "." + call.node().map(NodeId::value).orElse("-"));
    }

    /// The first two samples of the prompt.
    private static byte[] welcome(LoadedFlow flow) {
        byte[] samples = new byte[2];
        flow.sounds()
                .sound(new Utterance.Recording("en-GB", "welcome"))
                .orElseThrow()
                .copy(0, samples, 0, samples.length);
        return samples;
    }

    @Test
    void callsInTheOldReleaseEndInItAndNewOnesGetTheNew() throws IOException {
        FlowRun inMenu = call();
        FlowRun inSubFlow = call();
        press(inSubFlow, '1');
        FlowRun inLine = call();
        press(inLine, '1');
        press(inLine, '1');
        assertAt("main", "hello", inMenu);
        assertAt("sub", "which", inSubFlow);
        assertAt("main", "line", inLine);

        // both nodes where the calls are, and where they go, are no longer there
        write("flows/main.yaml", MAIN.replace("ask", "ask-again").replace("line", "new-line"));
        write("flows/sub.yaml", SUB.replace("which", "what").replace("first", "second"));
        publish();
        flows.reload();

        FlowRun next = call();
        press(next, '1');
        assertAt("sub", "what", next);
        press(next, '1');
        assertAt("main", "new-line", next);
        press(inMenu, '1');
        assertAt("sub", "which", inMenu);
        press(inSubFlow, '1');
        assertAt("main", "line", inSubFlow);
        inLine.handle(
                new FlowInput.QueueRefused(
                        NINE.plusSeconds(2), FlowInput.QueueRefused.Reason.NO_AGENTS));
        assertTrue(inLine.hasEnded());
    }

    @Test
    void goingBackGivesNewCallsTheOldRelease() throws IOException {
        Published first = store.current("main").orElseThrow();
        String version = main().book().version();
        write("flows/sub.yaml", SUB.replace("which", "what"));
        publish();
        flows.reload();
        assertTrue(!version.equals(main().book().version()));
        store.rollBack("main", first.releaseHash(), NINE, "Ben", "");
        flows.reload();
        assertEquals(version, main().book().version());
        assertEquals(3, store.history("main").entries().size());
    }

    @Test
    void callsKeepTheAudioThatTheyBeganWith() throws IOException {
        LoadedFlow before = main();
        record(2);
        flows.reload();
        assertArrayEquals(welcome(before), welcome(main()));
        publish();
        flows.reload();
        assertArrayEquals(new byte[] {1, 1}, welcome(before));
        assertArrayEquals(new byte[] {2, 2}, welcome(main()));
    }

    @Test
    void whatIsOnlySavedIsNotInForce() throws IOException {
        String version = main().book().version();
        write("flows/main.yaml", "flow: [");
        flows.reload();
        assertEquals(version, main().book().version());
        assertEquals(List.of(), flows.problems());
    }

    @Test
    void aReleaseThatIsDamagedIsToldAndTheOldOneGoesOn() throws IOException {
        String version = main().book().version();
        write("flows/sub.yaml", SUB.replace("which", "what"));
        String hash = publish().releaseHash();
        String damaged = store.load(hash).orElseThrow().release().files().get("flows/sub.yaml");
        Path object =
                data.resolve("releases/objects")
                        .resolve(String.valueOf(damaged).substring(0, 2))
                        .resolve(String.valueOf(damaged));
        byte[] whole = Files.readAllBytes(object);
        Files.writeString(object, "torn");
        flows.reload();
        assertEquals(version, main().book().version());
        assertEquals(
                List.of("main:1:1: " + object + ": damaged, its content is not what its name says"),
                flows.problems().stream().map(Problem::toString).toList());

        Files.write(object, whole);
        for (int look = 0; look < 20; look++) {
            flows.reload();
        }
        assertEquals(List.of(), flows.problems());
        assertTrue(!version.equals(main().book().version()));
    }

    @Test
    void aReleaseThatNoLongerFitsTheCentreIsToldWithItsPlace() throws IOException {
        write("flows/main.yaml", MAIN.replace("name: support", "name: sales"));
        String hash = publish().releaseHash();
        flows.reload();
        assertEquals(
                List.of(
                        "main@"
                                + hash.substring(0, 12)
                                + "/flows/main.yaml:8:20: main.line: no queue 'sales' [L01]"),
                flows.problems().stream().map(Problem::toString).toList());
        assertTrue(flows.find("main").isPresent());
        PublishedFlows restarted = source(Set.of("support"));
        restarted.reload();
        assertEquals(
                main().book().version(), restarted.find("main").orElseThrow().book().version());
        assertEquals(flows.problems(), restarted.problems());
        PublishedFlows elsewhere = source(Set.of("sales"));
        elsewhere.reload();
        assertTrue(elsewhere.find("main").isPresent());
    }

    @Test
    void nothingIsInForceBeforeAnythingIsPublished() {
        PublishedFlows empty =
                new PublishedFlows(
                        new ReleaseStore(data.resolve("other")),
                        Around.of(Set.of(), Set.of()),
                        new PromptLibrary(site, data, new SilentSpeech()));
        empty.reload();
        assertEquals(Optional.empty(), empty.find("main"));
        assertEquals(List.of(), empty.problems());
    }
}
