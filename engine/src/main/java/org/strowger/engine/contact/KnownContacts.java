package org.strowger.engine.contact;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;

/// The newest contacts in memory, found by call, number and key. Not safe for several threads.
///
/// Contacts are kept as their lines, which take a third of the room, and become contacts again when
/// somebody looks at them.
final class KnownContacts {
    /// How many contacts of one number are looked through for one that ended well.
    private static final int MOST_LOOKED_AT = 100;

    private static final int MOST_FORGOTTEN = 1_000;

    private final int most;
    private final SequencedMap<CallId, Known> byCall = new LinkedHashMap<>();
    private final SortedMap<CallerNumber, Deque<Known>> byNumber = new TreeMap<>();
    private final SortedMap<String, Deque<Known>> byKey = new TreeMap<>();

    /// What is looked for without reading the line.
    private static final class Known {
        final CallId call;
        final LocalDate day;
        final Optional<AgentId> answeredBy;
        Optional<CallerNumber> number;
        Optional<String> key;
        byte[] line;

        Known(Contact contact, byte[] line) {
            this.call = contact.call();
            this.day = dayOf(contact);
            this.number = CallerNumber.of(contact.caller().number());
            this.key = contact.key();
            this.answeredBy = contact.answeredBy();
            this.line = line;
        }

        Contact contact() {
            Optional<Entry> entry = EntryLine.read(new String(line, StandardCharsets.UTF_8));
            if (entry.isPresent() && entry.get() instanceof Entry.Ended(Contact contact)) {
                return contact;
            }
            throw new IllegalStateException("the line of contact " + call + " cannot be read");
        }
    }

    KnownContacts(int most) {
        this.most = most;
    }

    /// The day, in UTC, in whose file a contact is.
    static LocalDate dayOf(Contact contact) {
        return LocalDate.ofInstant(contact.endedAt(), ZoneOffset.UTC);
    }

    int size() {
        return byCall.size();
    }

    boolean has(CallId call) {
        return byCall.containsKey(call);
    }

    /// Adds one that is not there yet; the oldest goes when there are too many.
    void add(Contact contact, byte[] line) {
        Known known = new Known(contact, line);
        byCall.put(known.call, known);
        known.number.ifPresent(
                number -> byNumber.computeIfAbsent(number, _ -> new ArrayDeque<>(2)).add(known));
        known.key.ifPresent(key -> byKey.computeIfAbsent(key, _ -> new ArrayDeque<>(2)).add(known));
        if (byCall.size() > most) {
            forget(byCall.pollFirstEntry().getValue());
        }
    }

    /// Forgets contacts of days before this one, as far as they are the oldest, a thousand at most,
    /// so that nobody waits for long; whether there may be more.
    boolean forgetSomeBefore(LocalDate day) {
        int forgotten = 0;
        while (forgotten < MOST_FORGOTTEN
                && !byCall.isEmpty()
                && byCall.firstEntry().getValue().day.isBefore(day)) {
            forget(byCall.pollFirstEntry().getValue());
            forgotten++;
        }
        return forgotten == MOST_FORGOTTEN;
    }

    private void forget(Known known) {
        known.number.ifPresent(number -> drop(byNumber, number, known));
        known.key.ifPresent(key -> drop(byKey, key, known));
    }

    /// What is forgotten is the oldest of its number too, and found at once.
    private static <K> void drop(SortedMap<K, Deque<Known>> index, K key, Known known) {
        Deque<Known> all = index.get(key);
        if (all != null) {
            all.remove(known);
            if (all.isEmpty()) {
                index.remove(key);
            }
        }
    }

    Optional<Contact> contact(CallId call) {
        return Optional.ofNullable(byCall.get(call)).map(Known::contact);
    }

    /// Puts another content in place of a contact that is there, without looking for it otherwise.
    void replace(Contact contact, byte[] line) {
        Known known = byCall.get(contact.call());
        if (known != null) {
            known.line = line;
        }
    }

    /// The newest first.
    List<Contact> lastOf(CallerNumber number, int count) {
        return newest(byNumber.get(number), count);
    }

    List<Contact> lastOfKey(String key, int count) {
        return newest(byKey.get(key), count);
    }

    private static List<Contact> newest(@Nullable Deque<Known> all, int count) {
        List<Contact> newest = new ArrayList<>();
        if (all == null) {
            return newest;
        }
        Iterator<Known> back = all.descendingIterator();
        while (back.hasNext() && newest.size() < count) {
            newest.add(back.next().contact());
        }
        return newest;
    }

    Optional<AgentId> lastAgent(CallerNumber number) {
        Deque<Known> all = byNumber.getOrDefault(number, new ArrayDeque<>(0));
        Iterator<Known> back = all.descendingIterator();
        for (int looked = 0; back.hasNext() && looked < MOST_LOOKED_AT; looked++) {
            Optional<AgentId> agent = back.next().answeredBy;
            if (agent.isPresent()) {
                return agent;
            }
        }
        return Optional.empty();
    }

    /// Lets nobody find the contacts of a number by it, or by their keys, any more: the calls,
    /// which are to be made [#anonymous].
    void unlink(CallerNumber number) {
        Deque<Known> all = byNumber.remove(number);
        if (all == null) {
            return;
        }
        for (Known known : all) {
            known.key.ifPresent(key -> drop(byKey, key, known));
            known.number = Optional.empty();
            known.key = Optional.empty();
        }
    }

    /// Those with a number.
    List<CallId> callsOf(CallerNumber number) {
        Deque<Known> all = byNumber.get(number);
        return all == null ? List.of() : all.stream().map(known -> known.call).toList();
    }

    void anonymous(CallId call) {
        contact(call)
                .map(Contact::anonymous)
                .ifPresent(contact -> replace(contact, EntryLine.write(new Entry.Ended(contact))));
    }
}
