package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MissingPromptsTest {
    private static final String TWO_LANGUAGES = "language: en-GB\nlanguages: [en-GB, de-DE]\n";

    private static Surroundings recordings(String... names) {
        SortedMap<String, SortedMap<String, RecordingFacts>> recordings = new TreeMap<>();
        for (String name : names) {
            String[] parts = name.split("/", -1);
            recordings
                    .computeIfAbsent(parts[0], _ -> new TreeMap<>())
                    .put(
                            parts[1],
                            new RecordingFacts(name + ".wav", 8_000, 1, Duration.ofSeconds(1)));
        }
        return new Surroundings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(recordings));
    }

    private static List<String> findings(Surroundings around, String prompt) {
        return Flows.findings(
                around,
                Flows.flow("main", TWO_LANGUAGES, "a: { say: " + prompt + ", next: hangup }"));
    }

    @Test
    void aRecordingMissingInTheFlowsOwnLanguageIsAnError() {
        assertEquals(
                List.of(
                                "main.yaml:7:8: main.a: no recording 'welcom' in en-GB, did you mean"
                                        + " 'welcome'? [L05]",
                                "main.yaml:7:8: warning: main.a: no recording 'welcom' in de-DE, did you"
                                        + " mean 'welcome'? [L05]",
                                "en-GB/welcome.wav:1:1: warning: no flow uses the recording 'welcome' [L19]")
                        .stream()
                        .sorted()
                        .toList(),
                findings(recordings("en-GB/welcome"), "welcom").stream().sorted().toList());
    }

    @Test
    void aLanguageAlsoTakesWhatIsThereForItsMotherTongue() {
        assertEquals(List.of(), findings(recordings("en/welcome", "de/welcome"), "welcome"));
    }

    @Test
    void aLanguageInWhichNoValueCanBeSaidIsTold() {
        assertEquals(
                List.of("main.yaml:6:8: main.a: values cannot be said in tlh [L05]"),
                Flows.findings(
                        "language: tlh\n",
                        "a: { say: { say_as: number, value: \"5\" }, next: hangup }"));
    }
}
