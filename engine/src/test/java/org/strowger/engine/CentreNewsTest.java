package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.engine.alert.Webhook.Kind;
import org.strowger.engine.call.CallServices.LeftMessage;
import org.strowger.engine.call.CallServices.WaitingMessage;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.Outcome;
import org.strowger.engine.contact.Segment;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;

class CentreNewsTest {
    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final String NUMBER = "+442071838750";
    private static final CallId CALL = new CallId("c1");
    private static final QueueId SUPPORT = new QueueId("support");
    private static final AgentId ANNA = new AgentId("anna");

    private final List<String> told = new ArrayList<>();
    private final CentreNews news = new CentreNews(this::tell);

    private void tell(Kind kind, String type, String subject, JsonObject data) {
        assertFalse(data.encode().contains(NUMBER), "a number is told");
        assertFalse(data.encode().contains("Zoe"), "a name is told");
        told.add("%s %s %s %s".formatted(kind, type, subject, data.encode()));
    }

    private void isTold(String... expected) {
        assertEquals(List.of(expected), told);
    }

    @Test
    void theEndOfACallIsToldWithoutWhoTheCustomerIs() {
        news.ended(
                new Contact(
                        CALL,
                        new Party(NUMBER, "Zoe"),
                        Optional.of("Zoe 17"),
                        "100",
                        "main",
                        Optional.of(SUPPORT),
                        Optional.empty(),
                        NINE,
                        Optional.empty(),
                        NINE.plusSeconds(60),
                        Outcome.ABANDONED,
                        Optional.empty(),
                        List.of(),
                        List.of(
                                new Segment(
                                        Segment.Kind.QUEUE,
                                        Optional.empty(),
                                        NINE,
                                        NINE.plusSeconds(60)))));
        isTold(
                "CALL call.ended c1 {\"call\":\"c1\",\"flow\":\"main\",\"outcome\":\"abandoned\","
                        + "\"arrived\":\"2026-11-22T09:00:00Z\",\"ended\":\"2026-11-22T09:01:00Z\","
                        + "\"queue\":\"support\"}");
    }

    @Test
    void messagesAreToldWhenTheyAreLeftAndWhenNothingRemainsToBeDone() {
        Party zoe = new Party(NUMBER, "Zoe");
        RecordingId recording = new RecordingId("20261122-c1-1");
        news.left(
                new LeftMessage(
                        "office",
                        Optional.of(SUPPORT),
                        CALL,
                        zoe,
                        NINE,
                        recording,
                        Duration.ofMillis(4_500)));
        news.handled(new WaitingMessage("20261122-c1-1", SUPPORT, zoe, NINE, recording), ANNA);
        isTold(
                "VOICEMAIL voicemail.left 20261122-c1-1 {\"call\":\"c1\","
                        + "\"message\":\"20261122-c1-1\",\"box\":\"office\","
                        + "\"left\":\"2026-11-22T09:00:00Z\",\"seconds\":4.5,"
                        + "\"queue\":\"support\"}",
                "VOICEMAIL voicemail.done 20261122-c1-1 {\"message\":\"20261122-c1-1\","
                        + "\"queue\":\"support\",\"agent\":\"anna\"}");
    }

    @Test
    void whatAgentsDoAndWhatBecomesOfCallbacksIsTold() {
        news.on(
                List.of(
                        new RoutingEvent.AgentPaused(NINE, ANNA, "lunch"),
                        new RoutingEvent.CallConnected(NINE, CALL, SUPPORT, ANNA),
                        new RoutingEvent.PlaceKept(NINE, CALL, SUPPORT, NUMBER),
                        new RoutingEvent.CallLeftQueue(NINE, CALL, SUPPORT, LeaveReason.ABANDONED),
                        new RoutingEvent.CallLeftQueue(NINE, CALL, SUPPORT, LeaveReason.EXPIRED)));
        isTold(
                "AGENT agent.paused anna {\"at\":\"2026-11-22T09:00:00Z\",\"reason\":\"lunch\","
                        + "\"agent\":\"anna\"}",
                "AGENT agent.talking anna {\"at\":\"2026-11-22T09:00:00Z\",\"call\":\"c1\","
                        + "\"queue\":\"support\",\"agent\":\"anna\"}",
                "CALLBACK callback.kept c1 {\"at\":\"2026-11-22T09:00:00Z\",\"call\":\"c1\","
                        + "\"queue\":\"support\"}",
                "CALLBACK callback.over c1 {\"at\":\"2026-11-22T09:00:00Z\",\"call\":\"c1\","
                        + "\"queue\":\"support\",\"reason\":\"expired\"}");
    }
}
