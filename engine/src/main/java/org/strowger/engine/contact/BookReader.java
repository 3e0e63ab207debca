package org.strowger.engine.contact;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.routing.CallId;

/// Brings the newest contacts of the files into memory.
final class BookReader {
    private static final Logger LOG = LoggerFactory.getLogger(BookReader.class);

    private final DayFiles files;
    private final KnownContacts known;
    private final Counter repeated;
    private final Counter unreadable;

    /// Calls of which no end has been read.
    private final SortedMap<CallId, Contact> begun = new TreeMap<>();

    /// The latest time at which something is known to have happened.
    private Instant latest = Instant.MIN;

    BookReader(DayFiles files, KnownContacts known, Counter repeated, Counter unreadable) {
        this.files = files;
        this.known = known;
        this.repeated = repeated;
        this.unreadable = unreadable;
    }

    /// @param first days before are too old
    /// @param most days whose contacts would be pushed out by these many newer ones are not read,
    ///   but for one: calls that began in it may have gone on after midnight
    void read(LocalDate first, int most) throws IOException {
        List<LocalDate> days = files.days().stream().filter(day -> !day.isBefore(first)).toList();
        int from = days.size();
        long contacts = 0;
        while (from > 0 && contacts < most) {
            from--;
            contacts += count(days.get(from));
        }
        for (LocalDate day : days.subList(Math.max(0, from - 1), days.size())) {
            read(day);
        }
    }

    /// What remains of the calls that went on when the process ended that carried them.
    List<Contact> lost() {
        return begun.values().stream()
                .filter(contact -> !known.has(contact.call()))
                .map(contact -> contact.lost(latest))
                .toList();
    }

    private void reaches(Instant time) {
        latest = time.isAfter(latest) ? time : latest;
    }

    private long count(LocalDate day) throws IOException {
        Counting counting = new Counting();
        files.read(day, counting);
        return counting.contacts;
    }

    private static final class Counting implements DayFiles.LineListener {
        private long contacts;

        @Override
        public void whole(String line) {
            if (line.startsWith(EntryLine.BEGIN_OF_CONTACT)) {
                contacts++;
            }
        }

        @Override
        public void broken() {}
    }

    private void read(LocalDate day) throws IOException {
        files.read(day, new Reading(day));
    }

    private final class Reading implements DayFiles.LineListener {
        private final LocalDate day;
        private int number;

        Reading(LocalDate day) {
            this.day = day;
        }

        @Override
        public void whole(String line) {
            number++;
            Optional<Entry> entry = EntryLine.read(line);
            if (entry.isPresent()) {
                take(entry.get(), line);
            } else {
                cannotRead();
            }
        }

        @Override
        public void broken() {
            number++;
            LOG.info("{}:{} was torn by a crash", files.file(day), number);
        }

        private void cannotRead() {
            unreadable.increment();
            LOG.warn("{}:{} is no contact and is left out", files.file(day), number);
        }

        private void take(Entry entry, String line) {
            switch (entry) {
                case Entry.Ended(var contact) -> {
                    begun.remove(contact.call());
                    reaches(contact.endedAt());
                    add(contact, line);
                }
                case Entry.Begun(var contact) -> {
                    begun.put(contact.call(), contact);
                    reaches(contact.arrivedAt());
                }
                case Entry.Renamed(var call) -> begun.remove(call);
                case Entry.Disposed(var call, var given) ->
                        known.contact(call).map(c -> c.disposed(given)).ifPresent(this::replace);
                case Entry.WrappedUp(var call, var agent, var until) ->
                        known.contact(call)
                                .flatMap(c -> c.wrappedUp(agent, until))
                                .ifPresent(this::replace);
            }
        }

        private void add(Contact contact, String line) {
            if (known.has(contact.call())) {
                repeated.increment();
            } else {
                known.add(contact, line.getBytes(StandardCharsets.UTF_8));
            }
        }

        private void replace(Contact contact) {
            known.replace(contact, EntryLine.write(new Entry.Ended(contact)));
        }
    }
}
