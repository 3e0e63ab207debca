package org.strowger.engine.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.call.CallServices.WaitingMessage;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;

/// The messages that are work for queues: takes from the book what nobody has handled, and puts it
/// in line, at most 1,000 at once.
///
/// What a line does not take is tried again every minute, and so are what there is no room for and
/// what the book was not told.
///
/// - `strowger.voicemail.work`: messages that are in line or with an agent
/// - `strowger.voicemail.put.off`: times that a line did not take, or let go, a message
/// - `strowger.voicemail.unreadable`: messages that an agent was to hear and that cannot be read
final class MessageDesk implements MessageWork.Box, Desk.Sleeper {
    static final int MOST_AT_ONCE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(MessageDesk.class);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(1);

    private final Desk desk;
    private final Counter putOff;
    private final Counter unreadable;

    /// By id. Concurrent only so that a meter can count it.
    private final Map<String, MessageWork> work = new ConcurrentHashMap<>();

    /// Those that are not tried again before a restart: nobody can hear them.
    private final Set<String> beyondHearing = new TreeSet<>();

    /// Those that the book could not be told were handled, by id; nobody else hears them meanwhile.
    private final SortedMap<String, Handled> untold = new TreeMap<>();

    private record Handled(WaitingMessage message, AgentId by) {}

    private boolean isLooking;
    private boolean looksAgain;

    MessageDesk(Desk desk, MeterRegistry meters) {
        this.desk = desk;
        this.putOff = meters.counter("strowger.voicemail.put.off");
        this.unreadable = meters.counter("strowger.voicemail.unreadable");
        meters.gaugeMapSize("strowger.voicemail.work", List.of(), work);
    }

    /// Puts in line what waits in the book.
    void look() {
        if (isLooking) {
            looksAgain = true;
            return;
        }
        isLooking = true;
        desk.wake(this, Optional.empty());
        List.copyOf(untold.values()).forEach(this::tell);
        desk.services().waitingMessages().onComplete(result -> desk.onLoop(() -> looked(result)));
    }

    private void looked(AsyncResult<List<WaitingMessage>> result) {
        isLooking = false;
        if (result.succeeded()) {
            enterLines(result.result());
        } else {
            LOG.error("messages that wait cannot be read", result.cause());
            lookLater();
        }
        if (looksAgain) {
            looksAgain = false;
            look();
        }
    }

    private void enterLines(List<WaitingMessage> messages) {
        Set<String> waiting =
                messages.stream()
                        .map(WaitingMessage::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        beyondHearing.retainAll(waiting);
        for (WaitingMessage message : messages) {
            if (work.containsKey(message.id()) || beyondHearing.contains(message.id())) {
                continue;
            }
            if (work.size() >= MOST_AT_ONCE) {
                lookLater();
                return;
            }
            MessageWork entering = new MessageWork(message, desk, this);
            work.put(message.id(), entering);
            entering.enterLine();
        }
    }

    private void lookLater() {
        desk.wake(this, Optional.of(desk.now().plus(TRIED_AGAIN_AFTER)));
    }

    @Override
    public void timePassed() {
        look();
    }

    @Override
    public void putOff(MessageWork which) {
        putOff.increment();
        work.remove(which.message().id());
        lookLater();
    }

    @Override
    public void unreadable(MessageWork which) {
        unreadable.increment();
        LOG.error("message {} cannot be heard", which.message().id());
        work.remove(which.message().id());
        beyondHearing.add(which.message().id());
    }

    /// It stays known until the book says so, too.
    @Override
    public void handled(MessageWork which, AgentId by) {
        tell(new Handled(which.message(), by));
    }

    private void tell(Handled handled) {
        untold.remove(handled.message().id());
        desk.services()
                .handled(handled.message(), handled.by())
                .onComplete(result -> desk.onLoop(() -> told(handled, result)));
    }

    private void told(Handled handled, AsyncResult<Void> result) {
        String id = handled.message().id();
        if (result.succeeded()) {
            work.remove(id);
        } else {
            LOG.error("message {} was handled, which cannot be noted yet", id, result.cause());
            untold.put(id, handled);
            lookLater();
        }
    }

    @Override
    public void gone(MessageWork which) {
        work.remove(which.message().id());
    }

    /// The agent who hears a message, by its call.
    Optional<AgentAlone> alone(CallId call) {
        return work.values().stream()
                .filter(message -> message.call().equals(call))
                .findFirst()
                .flatMap(MessageWork::alone);
    }

    /// The calls of the core that messages are.
    Set<CallId> calls() {
        return work.values().stream()
                .map(MessageWork::call)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    int count() {
        return work.size();
    }
}
