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
/// What cannot be read cannot be looked through: in a file that is written anew, it goes too.
final class Erasure {
    private final CallerNumber number;
    private final DayFiles files;
    private final List<RecordingId> recordings = new ArrayList<>();
    private int contacts;
    private int rewritten;
    private int unreadable;

    Erasure(CallerNumber number, DayFiles files) {
        this.number = number;
        this.files = files;
    }

    Erased run() throws IOException {
        for (LocalDate day : files.days()) {
            SortedSet<CallId> calls = callsOn(day);
            if (!calls.isEmpty()) {
                files.rewrite(day, new Anonymous(calls));
                rewritten++;
            }
        }
        return new Erased(contacts, rewritten, unreadable, recordings);
    }

    private boolean isTheirs(Contact contact) {
        return CallerNumber.of(contact.caller().number()).equals(Optional.of(number));
    }

    private SortedSet<CallId> callsOn(LocalDate day) throws IOException {
        SortedSet<CallId> calls = new TreeSet<>();
        files.read(
                day,
                new DayFiles.LineListener() {
                    @Override
                    public void whole(String line) {
                        EntryLine.read(line).ifPresent(entry -> add(entry));
                    }

                    private void add(Entry entry) {
                        if (entry instanceof Entry.Ended(Contact contact) && isTheirs(contact)) {
                            calls.add(contact.call());
                        }
                    }

                    @Override
                    public void broken() {}
                });
        return calls;
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
                    recordings.addAll(contact.recordings());
                    yield new Entry.Ended(contact.anonymous());
                }
                case Entry.Disposed(var call, var given) ->
                        new Entry.Disposed(call, new Disposition(given.reason(), "", given.at()));
                case Entry.WrappedUp _ -> entry;
            };
        }
    }
}
