package org.strowger.flow.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.yaml.ContentHash;
import org.strowger.yaml.Problem;

class ReleaseTest {
    private static final String FLOW = ContentHash.of("flow: main-line");
    private static final String HOURS = ContentHash.of("calendar: uk");
    private static final String WELCOME = ContentHash.of(new byte[] {1, 2, 3});
    private static final Release MAIN_LINE =
            new Release(
                    "main-line",
                    new TreeMap<>(
                            Map.of(
                                    "flows/main-line.yaml", FLOW,
                                    "calendars/uk.yaml", HOURS,
                                    "prompts/en-GB/welcome.wav", WELCOME)));

    private static Release with(String path, String hash) {
        SortedMap<String, String> files = new TreeMap<>(MAIN_LINE.files());
        files.put(path, hash);
        return new Release("main-line", files);
    }

    private static List<String> problems(String manifest) {
        return switch (Release.parse(manifest)) {
            case ReadManifest.Ok _ -> List.of();
            case ReadManifest.Refused refused ->
                    refused.problems().stream().map(Problem::toString).toList();
        };
    }

    @Test
    void theManifestHasALineForEachFileSortedByPath() {
        assertEquals(
                "strowger-release 1\nflow main-line\n"
                        + HOURS
                        + "  calendars/uk.yaml\n"
                        + FLOW
                        + "  flows/main-line.yaml\n"
                        + WELCOME
                        + "  prompts/en-GB/welcome.wav\n",
                MAIN_LINE.manifest());
    }

    @Test
    void theHashIsThatOfTheManifest() {
        assertEquals(ContentHash.of(MAIN_LINE.manifest()), MAIN_LINE.hash());
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                ContentHash.of("abc"));
    }

    @Test
    void aReplacedPromptMakesAnotherRelease() {
        Release other = with("prompts/en-GB/welcome.wav", ContentHash.of("another recording"));

        assertNotEquals(MAIN_LINE.hash(), other.hash());
        assertEquals(WELCOME, MAIN_LINE.files().get("prompts/en-GB/welcome.wav"));
    }

    @Test
    void theOrderInWhichFilesWereFoundDoesNotMatter() {
        SortedMap<String, String> backwards = new TreeMap<>(Comparator.reverseOrder());
        backwards.putAll(MAIN_LINE.files());

        assertEquals(MAIN_LINE.hash(), new Release("main-line", backwards).hash());
    }

    @Test
    void aReleaseDoesNotChangeWithTheMapItWasMadeFrom() {
        SortedMap<String, String> files = new TreeMap<>(MAIN_LINE.files());
        Release release = new Release("main-line", files);
        files.clear();

        assertEquals(MAIN_LINE, release);
    }

    @Test
    void aManifestReadIsTheReleaseThatWroteIt() {
        assertEquals(new ReadManifest.Ok(MAIN_LINE), Release.parse(MAIN_LINE.manifest()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../secrets",
                "flows/../../x",
                "flows/./x",
                "flows//x",
                "flows/",
                "flows\\x",
                "C:/x",
                ".git/config",
                "flows/.hidden",
                "flows/a b",
                "flows/a\nb",
                "flows/\u00fcber.yaml",
                "flows/\u0000"
            })
    void aPathThatCouldLeadAstrayIsNoPath(String path) {
        assertTrue(ReleasePath.whatIsWrongWith(path).isPresent());
        assertThrows(IllegalArgumentException.class, () -> with(path, FLOW));
    }

    @Test
    void pathsAreBounded() {
        assertTrue(ReleasePath.whatIsWrongWith("a".repeat(ReleasePath.LONGEST)).isEmpty());
        assertTrue(ReleasePath.whatIsWrongWith("a".repeat(ReleasePath.LONGEST + 1)).isPresent());
        assertTrue(ReleasePath.whatIsWrongWith("prompts/zh-Hant-TW/-a_1.b.wav").isEmpty());
    }

    @Test
    void filesAreCounted() {
        SortedMap<String, String> files = new TreeMap<>(MAIN_LINE.files());
        for (int i = files.size(); i < Release.MOST_FILES; i++) {
            files.put("prompts/en/p" + i + ".wav", WELCOME);
        }
        Release largest = new Release("main-line", files);
        assertEquals(new ReadManifest.Ok(largest), Release.parse(largest.manifest()));

        files.put("prompts/en/one-more.wav", WELCOME);
        assertThrows(IllegalArgumentException.class, () -> new Release("main-line", files));
        assertEquals(
                List.of("manifest:1:1: more than 10000 files"),
                problems(largest.manifest() + WELCOME + "  prompts/en/pz.wav\n"));
    }

    @Test
    void aReleaseWithoutItsFlowIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new Release("other", MAIN_LINE.files()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Release("../main-line", MAIN_LINE.files()));
        assertEquals(
                List.of("manifest:2:1: the flow's own file flows/other.yaml is missing"),
                problems(MAIN_LINE.manifest().replace("flow main-line\n", "flow other\n")));
    }

    @Test
    void everyWrongLineOfAManifestIsTold() {
        assertEquals(
                List.of(
                        "manifest:1:1: expected 'strowger-release 1', found 'strowger-release 2'",
                        "manifest:2:1: expected 'flow ' and the id of a flow, found 'flow A'",
                        "manifest:3:1: expected a SHA-256 in hex, two spaces and a path, found"
                                + " 'abc  flows/a.yaml'",
                        "manifest:5:67: paths expect to be sorted, each once: 'a' comes after 'b'",
                        "manifest:6:67: paths expect to be sorted, each once: 'a' comes after 'a'",
                        "manifest:7:67: a path expects names of A-Z a-z 0-9 . _ - parted by /,"
                                + " none of which begins with a dot, found 'c/../d'",
                        "manifest:7:1: the last line does not end"),
                problems(
                        "strowger-release 2\nflow A\nabc  flows/a.yaml\n"
                                + FLOW
                                + "  b\n"
                                + FLOW
                                + "  a\n"
                                + FLOW
                                + "  a\n"
                                + FLOW
                                + "  c/../d"));
        assertEquals(2, problems("").size());
    }

    @Test
    void onlyCanonicalTextIsARelease() {
        Random random = new Random(20);
        String whole = MAIN_LINE.manifest();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(whole);
            int at = random.nextInt(whole.length());
            int end = Math.min(whole.length(), at + random.nextInt(3));
            text.replace(
                    at,
                    end,
                    random.nextBoolean() ? "" : String.valueOf((char) random.nextInt(128)));
            switch (Release.parse(text.toString())) {
                case ReadManifest.Ok ok -> {
                    assertEquals(text.toString(), ok.release().manifest());
                    assertEquals(ContentHash.of(text.toString()), ok.release().hash());
                }
                case ReadManifest.Refused _ -> refused++;
            }
        }
        assertTrue(refused > 10_000, "refused: " + refused);
    }

    @Test
    void aTextLongerThanAnyManifestIsNotRead() {
        ReadManifest.Refused refused =
                assertInstanceOf(
                        ReadManifest.Refused.class, Release.parse("\n".repeat(10_000_000)));

        assertEquals(1, refused.problems().size());
    }
}
