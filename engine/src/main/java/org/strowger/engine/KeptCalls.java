package org.strowger.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.call.CallServices.LeftMessage;
import org.strowger.engine.call.CallServices.WaitingMessage;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.ContactBook;
import org.strowger.engine.contact.Disposition;
import org.strowger.engine.recording.Message;
import org.strowger.engine.recording.MessageChange;
import org.strowger.engine.recording.MessageId;
import org.strowger.engine.recording.Recorder;
import org.strowger.engine.recording.RecordingFolder;
import org.strowger.engine.recording.Side;
import org.strowger.engine.recording.VoicemailBook;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.Sound;

/// What is kept of calls when they are over: recordings, messages that callers left, contacts. What
/// has been kept for long enough is removed every hour.
final class KeptCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptCalls.class);
    private static final String THREAD = "strowger-voicemail";
    private static final Duration LOOKED_AT_EVERY = Duration.ofHours(1);

    /// Messages that may wait for the disk; one that cannot is counted as lost, and its recording
    /// stays.
    private static final int MOST_WAITING = 1_000;

    /// As many calls as may be answering a survey at once.
    private static final int MOST_NOTES = 10_000;

    private final Recorder recorder;
    private final RecordingFolder recordings;
    private final VoicemailBook voicemail;
    private final ContactBook contacts;
    private final EarlyNotes dispositions;
    private final EarlyNotes wrapUps;
    private final InstantSource clock;
    private final Counter lost;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Thread sweeper;

    /// @throws IOException when one of their folders cannot be used; the message says which
    static KeptCalls open(
            Path data, AroundCalls settings, InstantSource clock, MeterRegistry meters)
            throws IOException {
        Recorder recorder = Recorder.open(settings.recordings(), meters);
        try {
            ContactBook contacts =
                    ContactBook.open(data.resolve("contacts"), settings.contacts(), clock, meters);
            return new KeptCalls(data, settings, recorder, contacts, clock, meters);
        } catch (IOException | RuntimeException e) {
            recorder.close();
            throw e;
        }
    }

    private KeptCalls(
            Path data,
            AroundCalls settings,
            Recorder recorder,
            ContactBook contacts,
            InstantSource clock,
            MeterRegistry meters) {
        this.recorder = recorder;
        this.recordings = new RecordingFolder(settings.recordings(), meters);
        this.voicemail = new VoicemailBook(data, settings.voicemail(), recordings, meters);
        this.contacts = contacts;
        this.dispositions = new EarlyNotes(contacts, "disposition", MOST_NOTES, meters);
        this.wrapUps = new EarlyNotes(contacts, "wrap_up", MOST_NOTES, meters);
        this.clock = clock;
        this.lost = meters.counter("strowger.voicemail.lost");
        this.sweeper = Thread.ofVirtual().name("strowger-retention").start(this::sweepForEver);
    }

    /// Where the telephone network puts what it records.
    RecordingStore store() {
        return recorder;
    }

    RecordingFolder recordings() {
        return recordings;
    }

    VoicemailBook voicemail() {
        return voicemail;
    }

    ContactBook contacts() {
        return contacts;
    }

    /// Keeps that a call goes on, so that one contact remains of it whatever becomes of this
    /// process.
    void began(Contact ifLost) {
        contacts.begin(ifLost);
    }

    /// A call goes on by another name, under which it has begun.
    void renamed(CallId from) {
        contacts.rename(from);
    }

    /// Keeps what remains of a call, with what was said of it before its end.
    void ended(Contact contact) {
        contacts.add(contact);
        dispositions.ended(contact);
        wrapUps.ended(contact);
    }

    /// Keeps what an agent says of a call, whether it is over or not.
    void disposed(CallId call, Disposition said) {
        dispositions.add(call, book -> book.dispose(call, said));
    }

    /// Keeps until when an agent worked on a call after talking, whether it is over or not.
    void wrappedUp(CallId call, AgentId agent, Instant until) {
        wrapUps.add(call, book -> book.wrappedUp(call, agent, until));
    }

    /// Keeps a message. Fails, and has been counted, when it is not in its box.
    Future<Void> keep(LeftMessage left) {
        if (!waiting.tryAcquire()) {
            return Future.<Void>failedFuture("too many wait").onFailure(why -> lose(left, why));
        }
        return Background.<Void>ask(THREAD, () -> write(left))
                .onComplete(_ -> waiting.release())
                .onFailure(why -> lose(left, why));
    }

    private void lose(LeftMessage left, Throwable why) {
        lost.increment();
        LOG.error("a message is not in its box: {}", left.recording(), why);
    }

    private @Nullable Void write(LeftMessage left) throws IOException {
        if (voicemail.add(message(left)) instanceof MessageChange.Refused(var reason)) {
            throw new IOException(reason.toString());
        }
        return null;
    }

    /// The messages that are work for a queue and that nobody has handled, the oldest first.
    Future<List<WaitingMessage>> waitingMessages() {
        return Background.ask(
                THREAD, () -> voicemail.work().stream().map(KeptCalls::waitingMessage).toList());
    }

    private static WaitingMessage waitingMessage(Message message) {
        return new WaitingMessage(
                message.id().value(),
                new QueueId(message.queue().orElseThrow()),
                new Party(message.number().orElse(""), message.name().orElse("")),
                message.leftAt(),
                message.recording());
    }

    /// What the caller said, if the message still waits.
    Future<Optional<Sound>> sound(WaitingMessage waits) {
        return Background.ask(
                THREAD,
                () -> {
                    Optional<Message> message = voicemail.find(new MessageId(waits.id()));
                    if (message.filter(m -> m.state() == Message.State.NEW).isEmpty()) {
                        return Optional.empty();
                    }
                    return Optional.of(recordings.sound(waits.recording(), Side.LEFT));
                });
    }

    /// Notes that an agent is done with a message.
    Future<Void> handled(WaitingMessage message, AgentId by) {
        return Background.<Void>ask(
                        THREAD,
                        () -> {
                            voicemail.markDone(new MessageId(message.id()), by.value());
                            return null;
                        })
                .onFailure(why -> LOG.error("{} is done, but not noted so", message.id(), why));
    }

    private static Message message(LeftMessage left) {
        return new Message(
                new MessageId(left.recording().value()),
                left.box(),
                left.queue().map(QueueId::value),
                Optional.of(left.caller().number()).filter(number -> !number.isEmpty()),
                Optional.of(left.caller().name()).filter(name -> !name.isEmpty()),
                left.at(),
                left.length(),
                left.recording(),
                Message.State.NEW,
                Optional.empty());
    }

    private void sweepForEver() {
        try {
            while (true) {
                sweep(clock.instant());
                Thread.sleep(LOOKED_AT_EVERY);
            }
        } catch (InterruptedException e) {
            LOG.debug("nothing is removed any more", e);
        }
    }

    /// A recording of a message that is kept is kept with it.
    private void sweep(Instant now) {
        try {
            while (voicemail.sweep(now).more()) {
                LOG.debug("more messages are old enough");
            }
            Predicate<RecordingId> held = voicemail.held();
            while (recordings.sweep(now, held).more()) {
                LOG.debug("more recordings are old enough");
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("what is old is not removed", e);
        }
    }

    @Override
    public void close() throws IOException {
        sweeper.interrupt();
        contacts.close();
        recorder.close();
    }
}
