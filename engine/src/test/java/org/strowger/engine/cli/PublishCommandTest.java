package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.flow.ReleaseStore;
import org.strowger.flow.release.Published;

/// `flow publish`, `flow rollback` and `flow releases`.
class PublishCommandTest {
    @TempDir Path folder;
    private Shop shop;
    private ReleaseStore store;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.in(folder);
        store = new ReleaseStore(folder.resolve("data/releases"));
    }

    private Typed publish(String... more) throws InterruptedException {
        return flow("publish", more);
    }

    private Typed flow(String command, String... more) throws InterruptedException {
        String[] all = new String[more.length + 4];
        all[0] = "flow";
        all[1] = command;
        all[2] = "--config";
        all[3] = shop.settings();
        System.arraycopy(more, 0, all, 4, more.length);
        return Typed.of(all);
    }

    private String hash() throws IOException {
        return store.current("main").orElseThrow().releaseHash();
    }

    @Test
    void aFlowIsPublishedWithAllThatItNeedsAndNothingElse() throws Exception {
        shop.record("never-played", 1);
        shop.write("flows/other.yaml", "flow: other\n");
        Typed typed = publish("main", "--by", "Anna", "--note", "Christmas hours");
        assertEquals(
                new Typed(
                        0,
                        "main: release "
                                + hash().substring(0, 12)
                                + ", published at 2026-11-22T09:00:00Z by Anna\n",
                        ""),
                typed);
        assertEquals(
                Optional.of(new Published(hash(), Typed.NINE, "Anna", "Christmas hours")),
                store.current("main"));
        assertEquals(
                Set.of("flows/main.yaml", "calendars/uk.yaml", "prompts/en-GB/welcome.wav"),
                store.load(hash()).orElseThrow().files().keySet());
    }

    @Test
    void subFlowsBelongToIt() throws Exception {
        shop.write(
                "flows/main.yaml",
                Shop.MAIN.replace(
                        "next: open }", "next: sub }\n  sub: { call: { flow: sub }, next: open }"));
        shop.write(
                "flows/sub.yaml",
                """
                flow: sub
                schema: 1
                language: en-GB
                start: say
                nodes:
                  say: { say: bye-then, next: over }
                  over: { return: true }
                """);
        shop.record("bye-then", 1);
        Typed typed = publish("main");
        assertEquals(0, typed.status(), typed.err());
        assertEquals(
                Set.of(
                        "flows/main.yaml",
                        "flows/sub.yaml",
                        "calendars/uk.yaml",
                        "prompts/en-GB/welcome.wav",
                        "prompts/en-GB/bye-then.wav"),
                store.load(hash()).orElseThrow().files().keySet());
    }

    @Test
    void theSameAgainIsNothingToDo() throws Exception {
        publish("main");
        assertEquals(
                new Typed(0, "main: nothing to do: new calls get this release already\n", ""),
                publish("main"));
    }

    @Test
    void aFlowWithAMistakeIsNotPublished() throws Exception {
        shop.write("flows/main.yaml", Shop.MAIN.replace("name: support", "name: suport"));
        Typed typed = publish("main");
        assertEquals(1, typed.status());
        assertTrue(typed.err().contains("flows/main.yaml:8:"), typed.err());
        assertTrue(
                typed.err().endsWith("strowger: main: not published, for these errors\n"),
                typed.err());
        assertEquals(Set.of(), store.flows());
    }

    @Test
    void aFlowThatTheEngineCouldNotPlayIsNotPublished() throws Exception {
        Files.writeString(folder.resolve("prompts/en-GB/welcome.wav"), "no sound");
        Typed typed = publish("main");
        assertEquals(1, typed.status());
        assertTrue(typed.err().contains("welcome.wav"), typed.err());
        assertEquals(Set.of(), store.flows());
    }

    @Test
    void aLinkOutOfTheSiteIsNotPublished() throws Exception {
        Path outside = Files.writeString(Files.createTempFile(folder, "secret", ".wav"), "secret");
        Path inside = folder.resolve("prompts/en-GB/welcome.wav");
        Files.delete(inside);
        Files.createSymbolicLink(inside, outside);
        Typed typed = publish("main");
        assertEquals(1, typed.status());
        assertTrue(
                typed.err().contains("welcome.wav:1:1: the link leads out of its folder"),
                typed.err());
        assertEquals(Set.of(), store.flows());
    }

    @Test
    void anUnknownFlowIsAnsweredWithAGuess() throws Exception {
        assertEquals(
                new Typed(1, "", "strowger: no flow 'mian', did you mean 'main'?\n"),
                publish("mian"));
    }

    @Test
    void whileSavingPutsFlowsInForcePublishingSaysThatItDoesNot() throws Exception {
        shop.publishing("on_save");
        Typed typed = publish("main");
        assertEquals(0, typed.status());
        assertEquals(
                "strowger: calls still run what is saved in flows; 'publishing: by_command' in the"
                        + " settings makes them run what is published\n",
                shop.within(typed.err()));
    }

    @Test
    void whoAndWhyHaveTheirBounds() throws Exception {
        assertEquals(
                "strowger: main: expected who publishes in 1 to 100 characters: --by NAME\n",
                publish("main", "--by", " ").err());
        assertEquals(
                "strowger: main: the note has more than 1000 characters\n",
                publish("main", "--note", "n".repeat(1_001)).err());
        assertEquals(Set.of(), store.flows());
    }

    @Test
    void oneGoesBackByTheFirstDigitsOfAHash() throws Exception {
        publish("main", "--by", "Anna");
        String first = hash();
        shop.record("welcome", 2);
        publish("main", "--by", "Ben", "--note", "longer");
        String second = hash();
        Typed typed = flow("rollback", "main", first.substring(0, 8), "--by", "Anna");
        assertEquals(0, typed.status(), typed.err());
        assertEquals(first, hash());
        assertEquals(
                new Typed(
                        0,
                        """
                        * %1$s  2026-11-22T09:00:00Z  Anna
                          %2$s  2026-11-22T09:00:00Z  Ben: longer
                          %1$s  2026-11-22T09:00:00Z  Anna
                        """
                                .formatted(first.substring(0, 12), second.substring(0, 12)),
                        ""),
                flow("releases", "main"));
    }

    @Test
    void oneDoesNotGoBackToWhatIsNotThere() throws Exception {
        assertEquals(
                new Typed(
                        1, "", "strowger: main: no release was published that begins with 0123\n"),
                flow("rollback", "main", "0123"));
        publish("main");
        assertEquals(1, flow("rollback", "main", "").status());
        assertEquals(
                "main: nothing to do: new calls get this release already\n",
                flow("rollback", "main", hash()).out());
        assertEquals(
                new Typed(
                        1, "", "strowger: nothing was published of 'mian', did you mean 'main'?\n"),
                flow("releases", "mian"));
    }

    @Test
    void aNoteCannotSteerTheTerminal() throws Exception {
        publish("main", "--by", "Anna", "--note", "red \u001b[31m\nline");
        assertTrue(flow("releases", "main").out().endsWith("  Anna: red  [31m line\n"));
    }

    @Test
    void aDamagedStoreIsToldWithTheFile() throws Exception {
        publish("main");
        Path log = folder.resolve("data/releases/history/main.log");
        Files.writeString(log, "nonsense\n");
        assertTrue(flow("releases", "main").err().startsWith("strowger: " + log + ":1:1: "));
        assertEquals(1, publish("main").status());
    }

    @Test
    void theSettingsMustBeNamed() throws Exception {
        for (String command : new String[] {"publish", "releases", "close", "open"}) {
            Typed typed = Typed.of("flow", command, "main");
            assertEquals(2, typed.status());
            assertTrue(
                    typed.err()
                            .startsWith(
                                    "strowger: flow " + command + ": expected --config SETTINGS "),
                    typed.err());
        }
        assertEquals(2, Typed.of("flow", "rollback", "main", "0123").status());
        shop.write("strowger.yaml", "queues: {}\n");
        assertEquals(1, publish("main").status());
    }

    @Test
    void ofAFlowWithoutReleasesNoOtherNameIsGuessedThatIsItsOwn() throws Exception {
        shop.write("data/releases/history/main.log", "");
        assertEquals(
                new Typed(1, "", "strowger: nothing was published of 'main'\n"),
                Typed.of("flow", "releases", "--config", shop.settings(), "main"));
    }
}
