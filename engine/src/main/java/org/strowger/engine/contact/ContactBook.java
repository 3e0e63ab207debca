package org.strowger.engine.contact;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.telephony.RecordingId;

/// The contacts of a centre: kept on disk for a time, a file of JSON lines a day, and the newest of
/// them at hand.
///
/// Every method but [#open] and [#close] answers at once and may be called from any thread. A
/// contact is at hand when [#add] returns, and on the disk a moment later; the writer never lets a
/// call wait ([ContactWriter]). Of each call there is one contact: what comes after the first is
/// counted and ignored.
///
/// Numbers are compared without what people write between digits, and a withheld number has no
/// contacts. Nothing here logs a number, a name or a note.
public final class ContactBook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContactBook.class);

    private final Object guard = new Object();
    private final KnownContacts known;
    private final ContactWriter writer;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Counter repeated;

    private ContactBook(
            DayFiles files,
            ContactSettings settings,
            InstantSource clock,
            int mostWaiting,
            MeterRegistry meters) {
        this.known = new KnownContacts(settings.most());
        this.clock = clock;
        this.meters = meters;
        this.repeated = meters.counter("strowger.contacts.repeated");
        this.writer =
                new ContactWriter(
                        files, settings.keep(), clock, new InMemory(), mostWaiting, meters);
        meters.gauge("strowger.contacts.at.hand", this, ContactBook::size);
    }

    /// Returns the book in a folder, with the newest contacts read.
    ///
    /// A line that cannot be read is left out, counted and told in the log; one that a crash tore
    /// at the end of a file is left out in silence.
    ///
    /// @param folder made, for its owner alone, when it is not there
    /// @throws IOException when the folder or a file of it cannot be read
    public static ContactBook open(
            Path folder, ContactSettings settings, InstantSource clock, MeterRegistry meters)
            throws IOException {
        return open(folder, settings, clock, ContactWriter.MOST_WAITING, meters);
    }

    static ContactBook open(
            Path folder,
            ContactSettings settings,
            InstantSource clock,
            int mostWaiting,
            MeterRegistry meters)
            throws IOException {
        DayFiles files = DayFiles.in(folder);
        ContactBook book = new ContactBook(files, settings, clock, mostWaiting, meters);
        Instant oldest = clock.instant().minus(settings.keep());
        book.read(files, LocalDate.ofInstant(oldest, ZoneOffset.UTC), settings.most());
        return book;
    }

    /// The calls that went on when an earlier process ended have their contacts now.
    private void read(DayFiles files, LocalDate first, int most) throws IOException {
        BookReader reader =
                new BookReader(
                        files, known, repeated, meters.counter("strowger.contacts.unreadable"));
        synchronized (guard) {
            reader.read(first, most);
        }
        writer.start();
        reader.lost().forEach(this::add);
    }

    private int size() {
        synchronized (guard) {
            return known.size();
        }
    }

    /// What the writer does to the contacts in memory.
    private final class InMemory implements ContactWriter.Memory {
        @Override
        public boolean forgetSomeBefore(LocalDate day) {
            synchronized (guard) {
                return known.forgetSomeBefore(day);
            }
        }

        @Override
        public void makeAnonymous(CallId call) {
            synchronized (guard) {
                known.anonymous(call);
            }
        }
    }

    /// Notes that a call goes on, so that it has its contact even if this process does not see its
    /// end: then it ended when the last was heard of it, as `NODE_LOST`.
    ///
    /// @param ifLost what remains of it then; it ends when it arrives
    public void begin(Contact ifLost) {
        byte[] line = EntryLine.write(new Entry.Begun(ifLost));
        synchronized (guard) {
            writer.append(KnownContacts.dayOf(ifLost), line);
        }
    }

    /// Notes that a call goes on by another name, under which it has begun.
    public void rename(CallId from) {
        byte[] line = EntryLine.write(new Entry.Renamed(from));
        synchronized (guard) {
            writer.append(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), line);
        }
    }

    /// Keeps a contact.
    ///
    /// @return false when there is one of this call already, which stays as it is
    public boolean add(Contact contact) {
        byte[] line = EntryLine.write(new Entry.Ended(contact));
        synchronized (guard) {
            if (known.has(contact.call())) {
                repeated.increment();
                LOG.warn("call {} ended twice; the first end counts", contact.call());
                return false;
            }
            known.add(contact, line);
            writer.append(KnownContacts.dayOf(contact), line);
        }
        meters.counter("strowger.contacts", "outcome", contact.outcome().name()).increment();
        return true;
    }

    /// The contact of a call, if it is at hand.
    public Optional<Contact> contact(CallId call) {
        synchronized (guard) {
            return known.contact(call);
        }
    }

    /// The newest contacts with a number, the newest first.
    public List<Contact> lastOf(String number, int most) {
        synchronized (guard) {
            return CallerNumber.of(number).map(n -> known.lastOf(n, most)).orElse(List.of());
        }
    }

    /// The newest contacts with a customer, whichever number they had, the newest first.
    public List<Contact> lastOfKey(String key, int most) {
        synchronized (guard) {
            return known.lastOfKey(key.strip(), most);
        }
    }

    /// The agent of the last contact with a number that ended well, among its last 100.
    public Optional<AgentId> lastAgent(String number) {
        synchronized (guard) {
            return CallerNumber.of(number).flatMap(known::lastAgent);
        }
    }

    /// Notes what a call was about, in place of what was noted before.
    ///
    /// @param reason 1 to 200 characters
    /// @return false when the contact is not at hand
    public boolean dispose(CallId call, String reason, String note) {
        return dispose(call, new Disposition(reason, note, clock.instant()));
    }

    /// As before, with the time at which it was said.
    public boolean dispose(CallId call, Disposition given) {
        return update(
                new Entry.Disposed(call, given), contact -> Optional.of(contact.disposed(given)));
    }

    /// Notes until when an agent worked on a call after talking.
    ///
    /// @return false when the contact is not at hand, no segment of it is this agent's, or the work
    ///   is noted already
    public boolean wrappedUp(CallId call, AgentId agent, Instant until) {
        return update(
                new Entry.WrappedUp(call, agent, until),
                contact -> contact.wrappedUp(agent, until));
    }

    private interface Change {
        Optional<Contact> of(Contact contact);
    }

    private boolean update(Entry entry, Change change) {
        byte[] line = EntryLine.write(entry);
        synchronized (guard) {
            Optional<Contact> changed = known.contact(entry.call()).flatMap(change::of);
            changed.ifPresent(
                    contact -> {
                        known.replace(contact, EntryLine.write(new Entry.Ended(contact)));
                        writer.append(KnownContacts.dayOf(contact), line);
                    });
            return changed.isPresent();
        }
    }

    /// Removes what a contact names and somebody else keeps.
    public interface Removal {
        /// Returns when the recording is gone; waits for the disk.
        ///
        /// @return false when there was none
        /// @throws IOException when it is still there
        boolean remove(RecordingId recording) throws IOException;
    }

    /// Makes all contacts with a number anonymous: number, name, key, notes and the names of
    /// recordings go; times, queue, agent and outcome stay, so that reports still add up.
    ///
    /// Nobody finds them by the number any more when this returns, unless it failed at once, for
    /// too much waits for the disk: then nothing has changed. On disk they are gone when the answer
    /// comes. The log says that it was done, without the number. It can be repeated when it failed
    /// or was interrupted: what is only found by a contact goes before its number does.
    ///
    /// @param removal of the recordings of each contact, before it is made anonymous
    public CompletableFuture<Erased> erase(String erased, Removal removal) {
        Optional<CallerNumber> theirs = CallerNumber.of(erased);
        if (theirs.isEmpty()) {
            return CompletableFuture.completedFuture(new Erased(0, 0, 0, 0));
        }
        CallerNumber number = theirs.get();
        synchronized (guard) {
            return writer.erase(number, known.callsOf(number), removal, () -> known.unlink(number));
        }
    }

    /// Returns when what waits is written, after at most ten seconds.
    @Override
    public void close() {
        writer.close();
    }
}
