package org.strowger.engine;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.strowger.engine.alert.Webhook.Kind;
import org.strowger.engine.call.CallServices.LeftMessage;
import org.strowger.engine.call.CallServices.WaitingMessage;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent;

/// What other systems are told of calls, agents, callbacks and messages: when, which, how it ended.
///
/// Never who the customer is: no number, no name, nothing that was typed or said. Who needs that
/// asks by the call's id.
final class CentreNews {
    private final Listener listener;

    /// Who carries it.
    interface Listener {
        void tell(Kind kind, String type, String subject, JsonObject data);
    }

    CentreNews(Listener listener) {
        this.listener = listener;
    }

    /// A call is over.
    void ended(Contact contact) {
        JsonObject data =
                new JsonObject()
                        .put("call", contact.call().value())
                        .put("flow", contact.flow())
                        .put("outcome", word(contact.outcome()))
                        .put("arrived", contact.arrivedAt().toString())
                        .put("ended", contact.endedAt().toString());
        contact.failure().ifPresent(why -> data.put("failure", word(why)));
        contact.queue().ifPresent(queue -> data.put("queue", queue.value()));
        contact.agent().ifPresent(agent -> data.put("agent", agent.value()));
        contact.answeredAt().ifPresent(at -> data.put("answered", at.toString()));
        listener.tell(Kind.CALL, "call.ended", contact.call().value(), data);
    }

    /// A caller has left a message.
    void left(LeftMessage message) {
        String id = message.recording().value();
        JsonObject data =
                new JsonObject()
                        .put("call", message.call().value())
                        .put("message", id)
                        .put("box", message.box())
                        .put("left", message.at().toString())
                        .put("seconds", seconds(message.length()));
        message.queue().ifPresent(queue -> data.put("queue", queue.value()));
        listener.tell(Kind.VOICEMAIL, "voicemail.left", id, data);
    }

    /// An agent is done with a message.
    void handled(WaitingMessage message, AgentId by) {
        JsonObject data =
                new JsonObject()
                        .put("message", message.id())
                        .put("queue", message.queue().value())
                        .put("agent", by.value());
        listener.tell(Kind.VOICEMAIL, "voicemail.done", message.id(), data);
    }

    /// Takes what the routing core published.
    void on(List<RoutingEvent> events) {
        events.forEach(this::on);
    }

    private void on(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.AgentSignedIn e -> agent("signed_in", e.agent(), of(e.at()));
            case RoutingEvent.AgentSignedOut e -> agent("signed_out", e.agent(), of(e.at()));
            case RoutingEvent.AgentPaused e ->
                    agent("paused", e.agent(), of(e.at()).put("reason", e.reason()));
            case RoutingEvent.AgentResumed e -> agent("resumed", e.agent(), of(e.at()));
            case RoutingEvent.OfferEnded e ->
                    agent(
                            "offer_ended",
                            e.agent(),
                            of(e.at(), e.call(), e.queue()).put("outcome", word(e.outcome())));
            case RoutingEvent.CallConnected e ->
                    agent("talking", e.agent(), of(e.at(), e.call(), e.queue()));
            case RoutingEvent.CallEnded e ->
                    agent("talked", e.agent(), of(e.at(), e.call(), e.queue()));
            case RoutingEvent.CallGivenBack e ->
                    agent("given_back", e.agent(), of(e.at(), e.call(), e.queue()));
            case RoutingEvent.WrapUpEnded e ->
                    agent("wrapped_up", e.agent(), of(e.at()).put("call", e.call().value()));
            case RoutingEvent.PlaceKept e ->
                    callback("kept", e.call(), of(e.at(), e.call(), e.queue()));
            case RoutingEvent.PlaceRetried e ->
                    callback("retried", e.call(), of(e.at(), e.call(), e.queue()));
            case RoutingEvent.CallLeftQueue e when isCallback(e.reason()) ->
                    callback(
                            "over",
                            e.call(),
                            of(e.at(), e.call(), e.queue()).put("reason", word(e.reason())));
            case RoutingEvent _ -> {} // Of no interest beyond the centre.
        }
    }

    private static boolean isCallback(LeaveReason reason) {
        return switch (reason) {
            case CALLBACK_GIVEN_UP, CALLED_AGAIN, EXPIRED -> true;
            case ABANDONED,
                    TIMED_OUT,
                    CHOSE_TO_LEAVE,
                    MOVED,
                    NODE_LOST,
                    MAX_WAIT,
                    EMPTY,
                    NOT_TAKEN,
                    DIALLED ->
                    false;
        };
    }

    private void agent(String what, AgentId agent, JsonObject data) {
        data.put("agent", agent.value());
        listener.tell(Kind.AGENT, "agent." + what, agent.value(), data);
    }

    private void callback(String what, CallId call, JsonObject data) {
        listener.tell(Kind.CALLBACK, "callback." + what, call.value(), data);
    }

    private static JsonObject of(Instant at) {
        return new JsonObject().put("at", at.toString());
    }

    private static JsonObject of(Instant at, CallId call, QueueId queue) {
        return of(at).put("call", call.value()).put("queue", queue.value());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
