package org.strowger.engine.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.contact.Segment.Kind;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;

/// Contacts for tests: a minute in line for support, and what came of it.
final class SampleContacts {
    static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    static final AgentId ANNA = new AgentId("anna");
    static final AgentId BEN = new AgentId("ben");
    static final String NUMBER = "+441632960001";

    private SampleContacts() {}

    static Contact answered(String call, String number, AgentId agent, Instant at) {
        Instant talk = at.plusSeconds(60);
        Instant end = talk.plusSeconds(90);
        return new Contact(
                new CallId(call),
                new Party(number, "Ada Example"),
                Optional.of("4711"),
                "100",
                "main",
                Optional.of(new QueueId("support")),
                Optional.of(agent),
                at,
                Optional.of(talk),
                end,
                Outcome.ANSWERED,
                Optional.empty(),
                List.of(new RecordingId("rec-" + call)),
                List.of(
                        new Segment(Kind.QUEUE, Optional.empty(), at, talk.minusSeconds(5)),
                        new Segment(Kind.RINGING, Optional.of(agent), talk.minusSeconds(5), talk),
                        new Segment(Kind.TALK, Optional.of(agent), talk, end)));
    }

    static Contact answered(String call, AgentId agent) {
        return answered(call, NUMBER, agent, NINE);
    }

    static Contact abandoned(String call, String number, Instant at) {
        return ended(call, number, at, Outcome.ABANDONED);
    }

    static Contact ended(String call, String number, Instant at, Outcome outcome) {
        Instant end = at.plus(Duration.ofMinutes(1));
        return new Contact(
                new CallId(call),
                new Party(number, ""),
                Optional.empty(),
                "100",
                "main",
                Optional.of(new QueueId("support")),
                Optional.empty(),
                at,
                Optional.empty(),
                end,
                outcome,
                Optional.empty(),
                List.of(),
                List.of(new Segment(Kind.QUEUE, Optional.empty(), at, end)));
    }
}
