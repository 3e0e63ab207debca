package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsDifferenceTest {
    private static final String BEFORE =
            """
            centre: one
            queues: { support: {}, sales: {} }
            agents:
              anna: { password: secret-a, team: north, number: "201", pin: "4711" }
              ben: { password: secret-b }
            supervisors: { carla: { teams: all } }
            alerts: [ { when: waiting, queue: support, over: 10 } ]
            """;

    @TempDir Path folder;

    private SettingsDifference difference(String after) throws IOException {
        Path other = Files.createDirectories(folder.resolve("same"));
        return new SettingsDifference(
                new Written(other).settings(BEFORE), new Written(other).settings(after));
    }

    @Test
    void settingsThatSayTheSameHaveNoDifference() throws IOException {
        SettingsDifference none = difference("# a comment\n" + BEFORE);
        assertEquals(List.of(), none.sentences());
        assertEquals(List.of(), none.needsRestart());
        assertEquals(none.before(), none.taken());
    }

    @Test
    void whomFlowsMayAskIsTakenWithoutARestart() throws IOException {
        SettingsDifference difference =
                difference(BEFORE + "dips: { allowed: [ crm.internal ], breaker: { open: 1m } }\n");
        assertEquals(
                List.of("'dips.allowed' is changed", "'dips.breaker.open' is changed"),
                difference.sentences());
        assertEquals(List.of(), difference.needsRestart());
        assertEquals(List.of("crm.internal"), difference.taken().services().dips().allowed());
    }

    @Test
    void whatCanBeTakenIsToldInSentencesWithoutSecrets() throws IOException {
        List<String> sentences =
                difference(
                                """
                                centre: one
                                queues: { support: { ring_time: 5s, recording: never }, billing: {} }
                                agents:
                                  anna: { password: other, team: south, number: "201", pin: "9999" }
                                  dora: { password: d }
                                supervisors: { carla: { teams: [ south ] } }
                                pauses: [ tea ]
                                phones: { desk-1: { password: p } }
                                routing: { seed: 3 }
                                """)
                        .sentences();
        assertEquals(
                List.of(
                        "queue billing is added",
                        "queue sales is removed",
                        "queue support is changed: ring_time, recording",
                        "'routing.seed' is changed",
                        "agent anna is changed: team, pin",
                        "agent ben is removed",
                        "agent dora is added",
                        "supervisor carla is changed: teams",
                        "phone anna is changed: password",
                        "'pauses' is changed",
                        "shared phone desk-1 is added",
                        "alert waiting support over 10 is removed"),
                sentences);
        assertTrue(sentences.stream().noneMatch(s -> s.contains("9999") || s.contains("other")));
    }

    @Test
    void whatNeedsARestartStaysAndTheRestIsTaken() throws IOException {
        SettingsDifference difference =
                difference(
                        BEFORE.replace("centre: one", "centre: two\ndata: elsewhere")
                                        .replace("sales: {}", "sales: { ring_time: 7s }")
                                + "sip: { port: 5099 }\nhttp: { port: 1 }\nvoicemail: { keep: 5d }\n");
        assertEquals(
                List.of("centre", "data", "http", "sip", "recordings", "voicemail"),
                difference.needsRestart());
        EngineSettings taken = difference.taken();
        assertEquals("one", taken.centre());
        assertEquals(5060, taken.sip().port());
        assertEquals(difference.after().policy(), taken.policy());
    }
}
