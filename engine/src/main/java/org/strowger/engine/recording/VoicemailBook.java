package org.strowger.engine.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.strowger.engine.recording.Message.State;
import org.strowger.engine.recording.MessageChange.Done;
import org.strowger.engine.recording.MessageChange.Reason;
import org.strowger.engine.recording.MessageChange.Refused;
import org.strowger.telephony.RecordingId;

/// The messages that callers left, which outlive a restart: `voicemail/messages.jsonl`.
///
/// What an answer says is on the disk by then. The engine and commands of an operator may use it at
/// once, each through a book of its own. Everything waits for the disk: call it on a virtual
/// thread.
public final class VoicemailBook {
    /// Where it is, under the folder of data.
    public static final String FILE = "voicemail/messages.jsonl";

    /// How many one [#sweep] removes.
    static final int SWEPT_AT_ONCE = 1_000;

    private static final Comparator<Message> BY_TIME =
            Comparator.comparing(Message::leftAt).thenComparing(Message::id);
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[\\s().\\-/]");
    private static final Pattern ABROAD = Pattern.compile("^(\\+|00)");

    private final VoicemailSettings settings;
    private final RecordingFolder recordings;
    private final MessageFile file;
    private final Counter kept;
    private final Counter refused;
    private final Counter removed;

    /// Reads nothing yet, and makes nothing before a message is kept.
    ///
    /// @param data the folder of data
    /// @param recordings where the recordings of messages are
    public VoicemailBook(
            Path data,
            VoicemailSettings settings,
            RecordingFolder recordings,
            MeterRegistry meters) {
        this.settings = settings;
        this.recordings = recordings;
        this.file = new MessageFile(data.resolve(FILE), meters);
        this.kept = meters.counter("strowger.voicemail.kept");
        this.refused = meters.counter("strowger.voicemail.refused");
        this.removed = meters.counter("strowger.voicemail.removed");
    }

    /// Keeps a message; refused when there are too many, or one of its id already.
    public MessageChange add(Message message) throws IOException {
        return file.locked(
                current -> {
                    if (current.messages().containsKey(message.id())) {
                        return refused(Reason.KNOWN);
                    }
                    if (current.messages().size() >= settings.most()) {
                        return refused(Reason.FULL);
                    }
                    current.append(List.of(new MessageLine.Is(message)));
                    kept.increment();
                    return new Done(message);
                });
    }

    private MessageChange refused(Reason reason) {
        refused.increment();
        return new Refused(reason);
    }

    public Optional<Message> find(MessageId id) throws IOException {
        return file.isMissing()
                ? Optional.empty()
                : file.locked(current -> Optional.ofNullable(current.messages().get(id)));
    }

    /// All messages, the oldest first.
    public List<Message> all() throws IOException {
        return those(_ -> true);
    }

    /// The messages of a box, the oldest first.
    public List<Message> ofBox(String box) throws IOException {
        return those(message -> message.box().equals(box));
    }

    /// The messages that wait as work of a queue and that nobody has heard, the oldest first.
    public List<Message> newOf(String queue) throws IOException {
        return those(
                message ->
                        message.state() == State.NEW
                                && message.queue().filter(queue::equals).isPresent());
    }

    /// The messages that wait as work of some queue and that nobody has heard, the oldest first.
    public List<Message> work() throws IOException {
        return those(message -> message.state() == State.NEW && message.queue().isPresent());
    }

    /// Whether a recording belongs to a message, as it is now: then the time of messages counts,
    /// and not that of recordings.
    public Predicate<RecordingId> held() throws IOException {
        SortedSet<String> held = new TreeSet<>();
        all().forEach(message -> held.add(message.recording().value()));
        return recording -> held.contains(recording.value());
    }

    private List<Message> those(Predicate<Message> meant) throws IOException {
        if (file.isMissing()) {
            return List.of();
        }
        return file.locked(
                current ->
                        current.messages().values().stream()
                                .filter(meant)
                                .sorted(BY_TIME)
                                .toList());
    }

    /// Notes that an agent has heard a message; one that was done with stays so.
    public MessageChange markHeard(MessageId id, String agent) throws IOException {
        return handle(id, State.HEARD, agent);
    }

    /// Notes that nothing remains to be done about a message.
    public MessageChange markDone(MessageId id, String agent) throws IOException {
        return handle(id, State.DONE, agent);
    }

    private MessageChange handle(MessageId id, State next, String agent) throws IOException {
        return file.locked(
                current -> {
                    Message message = current.messages().get(id);
                    if (message == null) {
                        return new Refused(Reason.UNKNOWN);
                    }
                    if (message.state().compareTo(next) > 0) {
                        return new Done(message);
                    }
                    Message handled = message.handled(next, agent);
                    current.append(List.of(new MessageLine.Is(handled)));
                    return new Done(handled);
                });
    }

    /// Removes a message and its recording.
    public MessageChange delete(MessageId id) throws IOException {
        return file.locked(
                current -> {
                    Message message = current.messages().get(id);
                    if (message == null) {
                        return new Refused(Reason.UNKNOWN);
                    }
                    remove(List.of(message), current);
                    return new Done(message);
                });
    }

    /// Removes all messages of a caller, and their recordings, and returns how many those were.
    ///
    /// @param number as people write it: spaces, dots, dashes and brackets do not count, nor does
    ///   whether a number of another country begins with `+` or `00`
    public int erase(String number) throws IOException {
        String meant = plain(number);
        return file.locked(
                current -> {
                    List<Message> theirs =
                            current.messages().values().stream()
                                    .filter(message -> isFrom(message, meant))
                                    .toList();
                    remove(theirs, current);
                    return theirs.size();
                });
    }

    private static boolean isFrom(Message message, String number) {
        return !number.isEmpty()
                && message.number().map(VoicemailBook::plain).filter(number::equals).isPresent();
    }

    private static String plain(String number) {
        String digits = BETWEEN_DIGITS.matcher(number).replaceAll("");
        return ABROAD.matcher(digits).replaceFirst("");
    }

    /// Removes the messages that are older than they are kept, and their recordings, 1,000 at a
    /// time.
    public Swept sweep(Instant now) throws IOException {
        if (file.isMissing()) {
            return new Swept(0, 0, false);
        }
        return file.locked(
                current -> {
                    List<Message> old =
                            current.messages().values().stream()
                                    .filter(message -> isOld(message, now))
                                    .sorted(BY_TIME)
                                    .toList();
                    List<Message> first = old.subList(0, Math.min(old.size(), SWEPT_AT_ONCE));
                    remove(first, current);
                    return new Swept(first.size(), 0, old.size() > first.size());
                });
    }

    private boolean isOld(Message message, Instant now) {
        return !now.isBefore(message.leftAt().plus(settings.keep()));
    }

    /// The recordings first: a message without its recording can be removed again, a recording
    /// without its message would stay. The file is written anew, for what was removed must not be
    /// readable in its older lines.
    private void remove(List<Message> gone, MessageFile current) throws IOException {
        if (gone.isEmpty()) {
            return;
        }
        List<MessageLine> lines = new ArrayList<>();
        for (Message message : gone) {
            recordings.delete(message.recording());
            lines.add(new MessageLine.Gone(message.id()));
        }
        current.append(lines);
        current.compact();
        removed.increment(gone.size());
    }
}
