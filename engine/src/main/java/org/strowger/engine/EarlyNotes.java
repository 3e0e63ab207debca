package org.strowger.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.ContactBook;
import org.strowger.engine.routing.CallId;

/// Notes on calls that go on: an agent is done with a customer who answers a survey, or talks to a
/// colleague. They wait for the call's contact, which is written at the end of the call.
///
/// Some wait in vain, as those on a call that was between colleagues: of too many the oldest are
/// dropped and counted. May be called from any thread.
final class EarlyNotes {
    private final ContactBook book;
    private final int most;
    private final Counter dropped;
    private final SequencedMap<CallId, List<Consumer<ContactBook>>> waiting = new LinkedHashMap<>();
    private int count;

    /// @param what they say, for the counter
    /// @param most how many wait at once at most
    EarlyNotes(ContactBook book, String what, int most, MeterRegistry meters) {
        this.book = book;
        this.most = most;
        this.dropped = meters.counter("strowger.contacts.notes.dropped", "what", what);
    }

    /// Takes a note down, now or when the contact is in the book.
    synchronized void add(CallId call, Consumer<ContactBook> note) {
        if (book.contact(call).isPresent()) {
            note.accept(book);
            return;
        }
        waiting.computeIfAbsent(call, _ -> new ArrayList<>()).add(note);
        count++;
        while (count > most) {
            dropOldest();
        }
    }

    private void dropOldest() {
        Map.Entry<CallId, List<Consumer<ContactBook>>> oldest = waiting.firstEntry();
        oldest.getValue().removeFirst();
        count--;
        dropped.increment();
        if (oldest.getValue().isEmpty()) {
            waiting.pollFirstEntry();
        }
    }

    /// Takes down what waited for a contact that is in the book now.
    synchronized void ended(Contact contact) {
        List<Consumer<ContactBook>> notes =
                Optional.ofNullable(waiting.remove(contact.call())).orElse(List.of());
        count -= notes.size();
        notes.forEach(note -> note.accept(book));
    }
}
