package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingProfile;

class AgentReaderTest {
    private static final String QUEUES = "queues: { support: {}, chats: { channel: chat } }\n";

    @TempDir Path folder;

    private static String anna(String rule) {
        return QUEUES + "agents: { anna: { password: x, " + rule + " } }";
    }

    @Test
    void anAgentHasAllThatIsSaid() throws IOException {
        assertEquals(
                new RoutingProfile(
                        new TreeMap<>(Map.of("english", 10)),
                        new TreeMap<>(Map.of(new QueueId("support"), 1)),
                        4,
                        new TreeMap<>(Map.of("chat", 3, "voice", 0)),
                        2,
                        Optional.of(Duration.ofSeconds(10))),
                new Written(folder)
                        .agent(
                                anna(
                                        "skills: { english: 10 }, ranks: { support: 1 }, units: 4,"
                                                + " limits: { chat: 3, voice: 0 }, weight: 2,"
                                                + " wrap_up: 10s")));
    }

    @Test
    void anAgentOfWhomNothingIsSaidTakesOneContactAtATime() throws IOException {
        assertEquals(RoutingProfile.of(new TreeMap<>()), new Written(folder).agent(anna("")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "skills: { any: 3 } | 2:42: 'any' is a word of needs, so no skill can have this name",
                "ranks: { suport: 1 } | 2:41: no queue is called 'suport', did you mean 'support'?",
                "ranks: { support: 1001 } | 2:50: 'support' expects a whole number from 0 to 1000, found '1001'",
                "units: 0 | 2:39: 'units' expects a whole number from 1 to 1000, found '0'",
                "limits: { chatt: 1 } | 2:42: no queue has the channel 'chatt', did you mean 'chat'?",
                "limits: { email: 1 } | 2:42: no queue has the channel 'email'",
                "limits: { a b: 1 } | 2:42: expected a name (letters, digits, '_', '.' and '-', at most 63), but found 'a b'",
                "limits: { chat: -1 } | 2:48: 'chat' expects a whole number from 0 to 1000, found '-1'",
                "weight: 0 | 2:40: 'weight' expects a whole number from 1 to 1000, found '0'",
                "wrap_up: 25h | 2:41: 'wrap_up' expects a duration from 0h to 24h such as 250ms or 5s, found '25h'"
            })
    void whatAnAgentCannotHaveIsRefusedWhereItStands(String written, String problem)
            throws IOException {
        assertEquals(List.of(problem), new Written(folder).problems(anna(written)));
    }

    @Test
    void aSkillThatIsNotInTheListIsRefusedForAgentsToo() throws IOException {
        assertEquals(
                List.of("3:42: 'skills' does not list 'inglish', did you mean 'english'?"),
                new Written(folder)
                        .problems("skills: [english]\n" + anna("skills: { inglish: 3 }")));
    }

    @Test
    void whatOnlyTheProfileItselfRefusesIsRefusedAtTheAgent() throws IOException {
        String many =
                IntStream.range(0, 257)
                        .mapToObj(i -> "s" + i + ": 1")
                        .collect(Collectors.joining(", ", "skills: { ", " }"));
        assertEquals(
                List.of("2:17: an agent's skills may be 256 at most, but are 257"),
                new Written(folder).problems(anna(many)));
    }
}
