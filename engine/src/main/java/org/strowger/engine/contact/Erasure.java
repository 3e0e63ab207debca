package org.strowger.engine.contact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.engine.routing.CallId;
import org.strowger.telephony.RecordingId;

/// Makes the contacts of one number anonymous in the files of all days.
///
/// What a contact alone names goes before its name does: whatever interrupts this, what is left can
/// still be found by the number, and a second run finishes it.
///
/// What cannot be read cannot be looked through: in a file that is written anew, it goes too.
final class Erasure {
    private final CallerNumber number;
    private final DayFiles files;
    private final ContactBook.Removal removal;
    private int recordings;
    private int contacts;
    private int rewritten;
    private int unreadable;

    Erasure(CallerNumber number, DayFiles files, ContactBook.Removal removal) {
        this.number = number;
        this.files = files;
        this.removal = removal;
    }

    Erased run() throws IOException {
        for (LocalDate day : files.days()) {
            Theirs theirs = theirsOn(day);
            for (RecordingId recording : theirs.recordings()) {
                recordings += removal.remove(recording) ? 1 : 0;
            }
            if (!theirs.calls().isEmpty()) {
                files.rewrite(day, new Anonymous(theirs.calls()));
                rewritten++;
            }
        }
        return new Erased(contacts, rewritten, unreadable, recordings);
    }

    private static Optional<Contact> contact(Entry entry) {
        return switch (entry) {
            case Entry.Ended(Contact contact) -> Optional.of(contact);
            case Entry.Begun(Contact contact) -> Optional.of(contact);
            case Entry.Renamed _, Entry.Disposed _, Entry.WrappedUp _ -> Optional.empty();
        };
    }

    private boolean isTheirs(Contact contact) {
        return CallerNumber.of(contact.caller().number()).equals(Optional.of(number));
    }

    /// What is theirs of a day.
    private record Theirs(SortedSet<CallId> calls, List<RecordingId> recordings) {
        void add(Contact contact) {
            calls.add(contact.call());
            recordings.addAll(contact.recordings());
        }
    }

    private Theirs theirsOn(LocalDate day) throws IOException {
        Theirs theirs = new Theirs(new TreeSet<>(), new ArrayList<>());
        files.read(
                day,
                new DayFiles.LineListener() {
                    @Override
                    public void whole(String line) {
                        EntryLine.read(line).ifPresent(entry -> add(entry));
                    }

                    private void add(Entry entry) {
                        contact(entry)
                                .filter(Erasure.this::isTheirs)
                                .ifPresent(contact -> theirs.add(contact));
                    }

                    @Override
                    public void broken() {}
                });
        return theirs;
    }

    /// Copies a file without what is personal in the lines of some calls.
    private final class Anonymous implements DayFiles.Rewriting {
        private final Set<CallId> calls;
        private final List<byte[]> written = new ArrayList<>();

        Anonymous(Set<CallId> calls) {
            this.calls = calls;
        }

        @Override
        public void whole(String line) {
            Optional<Entry> entry = EntryLine.read(line);
            if (entry.isEmpty()) {
                broken();
            } else if (calls.contains(entry.get().call())) {
                written.add(EntryLine.write(anonymous(entry.get())));
            } else {
                written.add((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void broken() {
            unreadable++;
        }

        @Override
        public List<byte[]> written() {
            List<byte[]> now = List.copyOf(written);
            written.clear();
            return now;
        }

        private Entry anonymous(Entry entry) {
            return switch (entry) {
                case Entry.Ended(Contact contact) -> {
                    contacts++;
                    yield new Entry.Ended(contact.anonymous());
                }
                case Entry.Disposed(var call, var given) ->
                        new Entry.Disposed(call, new Disposition(given.reason(), "", given.at()));
                case Entry.Begun(Contact contact) -> new Entry.Begun(contact.anonymous());
                case Entry.Renamed _, Entry.WrappedUp _ -> entry;
            };
        }
    }
}
