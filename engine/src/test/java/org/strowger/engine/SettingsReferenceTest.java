package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documents say of the settings is what is read.
class SettingsReferenceTest {
    private static final Path HOW_TO = Path.of("../docs/how-to/routing-policy.md");
    private static final Path REFERENCE = Path.of("../docs/reference/settings.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String UNHEARD_OF = "zzzzzzzzzzzz";

    @TempDir Path folder;

    static List<String> examples() throws IOException {
        return YAML.matcher(Files.readString(HOW_TO))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleOfTheHowToCanBeCopiedAsItStands(String example) throws IOException {
        assertTrue(!new Written(folder).settings(example).policy().queues().isEmpty());
    }

    @Test
    void theMessageInTheHowToIsTheOneThatIsGiven() throws IOException {
        String said =
                new Written(folder)
                        .problems(
                                "agents: { anna: { password: x, skills: { billing: 9 } } }\n"
                                        + "queues: { support: { needs: { biling: 7 } } }")
                        .getFirst();
        String message = said.replaceFirst("[0-9]+:[0-9]+", "12:24");
        assertTrue(Files.readString(HOW_TO).contains("strowger.yaml:" + message), message);
    }

    /// A key that is not known is answered with those that are.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "queues: { a: {} }; KEY: 1 | '' | 26",
                "queues: { a: {} }; transfers: { KEY: 1 } | transfers. | 1",
                "queues: { a: {} }; routing: { KEY: 1 } | routing. | 4",
                "queues: { a: {} }; routing: { starvation_bound: { behind: 1s, KEY: 1 } }"
                        + " | routing.starvation_bound. | 2",
                "queues: { a: { KEY: 1 } } | queues.NAME. | 28",
                "queues: { a: { missed: { KEY: 1 } } } | queues.NAME.missed. | 2",
                "queues: { a: { order: { points_per_minute: 1, KEY: 1 } } } | queues.NAME.order. | 2",
                "queues: { a: { steps: [ { KEY: 1 } ] } } | queues.NAME.steps. | 6",
                "queues: { a: { staffing: { KEY: 1 } } } | queues.NAME.staffing. | 3",
                "queues: { a: { overflow: { KEY: 1 } } } | queues.NAME.overflow. | 4",
                "queues: { a: { reserve: { needs: {}, keep: 1, KEY: 1 } } } | queues.NAME.reserve. | 2",
                "queues: { a: { cost: { KEY: 1 } } } | queues.NAME.cost. | 3",
                "queues: { a: { cost: { handle_times: [ { needs: {}, time: 1s, KEY: 1 } ] } } }"
                        + " | queues.NAME.cost.handle_times. | 2",
                "queues: { a: {} }; agents: { a: { password: x, KEY: 1 } } | agents.ID. | 15",
                "trunk: { address: 'sip:{number}@a' }; transfers: { allowed: [ '+44' ] };"
                        + " queues: { a: { callback: { KEY: 1 } } } | queues.NAME.callback. | 6",
                "queues: { a: { dispositions: { KEY: 1 } } } | queues.NAME.dispositions. | 2",
                "queues: { a: { service_level: { KEY: 1 } } } | queues.NAME.service_level. | 2",
                "queues: { a: { whisper: { recording: a, KEY: 1 } } } | queues.NAME.whisper. | 1",
                "queues: { a: {} }; trunk: { address: 'sip:{number}@a', KEY: 1 } | trunk. | 6",
                "queues: { a: {} }; trunk: { address: 'sip:{number}@a', shares: { KEY: 1 } }"
                        + " | trunk.shares. | 3",
                "queues: { a: {} }; trunk: { address: 'sip:{number}@a', per_number: { KEY: 1 } }"
                        + " | trunk.per_number. | 2",
                "queues: { a: {} }; supervisors: { a: { teams: all, KEY: 1 } } | supervisors.ID. | 6",
                "queues: { a: {} }; phones: { a: { password: x, KEY: 1 } } | phones.NAME. | 1",
                "queues: { a: {} }; feature_codes: { KEY: 1 } | feature_codes. | 9",
                "queues: { a: {} }; recordings: { KEY: 1 } | recordings. | 3",
                "queues: { a: {} }; voicemail: { KEY: 1 } | voicemail. | 1",
                "queues: { a: {} }; contacts: { KEY: 1 } | contacts. | 2",
                "queues: { a: {} }; journal: { KEY: 1 } | journal. | 2",
                "queues: { a: {} }; dips: { KEY: 1 } | dips. | 5",
                "queues: { a: {} }; dips: { breaker: { KEY: 1 } } | dips.breaker. | 2",
                "queues: { a: {} }; alerts: [ { when: waiting, queue: a, over: 1, KEY: 1 } ]"
                        + " | alerts. | 4",
                "queues: { a: {} }; alerts: [ { when: longest_wait, queue: a, over: 1s, KEY: 1 } ]"
                        + " | alerts. | 4",
                "queues: { a: {} }; alerts: [ { when: service_level, queue: a, under: 1, KEY: 1 } ]"
                        + " | alerts. | 5",
                "queues: { a: {} }; alerts: [ { when: ready_agents, queue: a, under: 1, KEY: 1 } ]"
                        + " | alerts. | 4",
                "queues: { a: {} }; alerts: [ { when: error_rate, over: 1, KEY: 1 } ] | alerts. | 3",
                "queues: { a: {} }; webhooks: [ { url: 'https://a', events: [ call ], KEY: 1 } ]"
                        + " | webhooks. | 3"
            })
    void everyKeyIsInTheReference(String text, String section, int count) throws IOException {
        String lines = text.replace("KEY", UNHEARD_OF).replace("; ", "\n");
        String problem = new Written(folder).problems(lines).getFirst();
        String known = problem.split("expected one of ", 2)[1];
        List<String> keys = List.of(known.split(", "));
        assertEquals(count, keys.size(), problem);
        String reference = Files.readString(REFERENCE);
        for (String key : keys) {
            assertTrue(reference.contains("`" + section + key), section + key);
        }
    }
}
