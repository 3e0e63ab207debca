package org.strowger.simulator.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactsAuditTest {
    private static final String TALK =
            """
            {"contact":"c1","dialled":"100","arrived":"2026-11-22T09:30:00Z",\
            "answered":"2026-11-22T09:30:01Z","ended":"2026-11-22T09:30:03Z","outcome":"ANSWERED",\
            "segments":[["FLOW",null,1000],["TALK","anna",2000],["WRAP_UP","anna",5000,"2026-11-22T09:30:03Z"]]}
            """;

    @TempDir Path folder;

    private ContactsAudit audit(String... lines) throws IOException {
        Files.writeString(folder.resolve("2026-11-22.jsonl"), String.join("", lines));
        Instant taken = Instant.parse("2026-11-22T09:30:01Z");
        ContactsAudit audit =
                new ContactsAudit(call -> Optional.of(taken).filter(_ -> call.equals("c1")));
        audit.read(folder);
        return audit;
    }

    private void assertFound(String what, String... lines) throws IOException {
        List<String> findings = audit(lines).findings();
        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.getFirst().contains(what), findings::toString);
    }

    @Test
    void contactWhosePartsAddUpIsWell() throws IOException {
        ContactsAudit audit = audit(TALK, "{\"wrapped_up\":\"c1\",\"agent\":\"anna\"}\n");
        assertEquals(List.of(), audit.findings());
        assertEquals(1, audit.counts().of("ANSWERED"));
        assertEquals(1, audit.counts().of("who rang"));
    }

    @Test
    void callWithTwoContactsIsFound() throws IOException {
        assertFound("c1 has two contacts", TALK, TALK);
    }

    @Test
    void gapBetweenThePartsIsFound() throws IOException {
        assertFound("took PT3S, and its parts PT2S", TALK.replace("1000]", "0]"));
    }

    @Test
    void answerThatTheJournalDoesNotKnowIsFound() throws IOException {
        assertFound("knows no agent", TALK.replace("c1", "c9"));
    }

    @Test
    void callerWhoHangsUpAsAnAgentTakesTheCallIsAnAbandonAndWhoTalkedIsNot() throws IOException {
        String abandoned = TALK.replace("\"answered\":\"2026-11-22T09:30:01Z\",", "");
        String later =
                abandoned
                        .replace("09:30:03Z\",\"out", "09:30:04Z\",\"out")
                        .replace("2000]", "3000]");
        assertFound("without an answer", later.replace("ANSWERED", "ABANDONED"));
        String atOnce =
                abandoned.replace("09:30:03Z\",\"out", "09:30:01Z\",\"out").replace("2000]", "0]");
        assertEquals(List.of(), audit(atOnce.replace("ANSWERED", "ABANDONED")).findings());
    }

    @Test
    void lineThatIsNoContactIsFound() throws IOException {
        assertFound("is no contact", "{\"contact\":\n");
    }
}
