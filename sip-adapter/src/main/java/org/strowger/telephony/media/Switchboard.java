package org.strowger.telephony.media;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.ConferenceId;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;

/// Who hears whom, on one media loop.
///
/// Each [Jack] is in a bridge, in a conference, or listens to another, or none of these. What it
/// hears follows from that and is found out anew after every change, before it is next needed.
/// Conferences exist as long as somebody is in them, so there are never more than streams.
final class Switchboard {
    private final Set<Jack> jacks = new LinkedHashSet<>();
    private final Map<ConferenceId, Room> rooms = new LinkedHashMap<>();
    private final MediaMeters meters;
    private boolean changed;

    Switchboard(MediaMeters meters) {
        this.meters = meters;
    }

    void add(Jack jack) {
        jacks.add(jack);
    }

    /// Takes a jack away from everybody, those who listen to it included.
    void remove(Jack jack) {
        part(jack);
        List.copyOf(jack.listeners).forEach(this::part);
        jacks.remove(jack);
        changed = true;
    }

    void bridge(Jack one, Jack other) {
        part(one);
        part(other);
        one.peer = other;
        other.peer = one;
        changed = true;
    }

    /// Has a jack join a conference; when that is full, it is in none.
    void join(Jack jack, ConferenceId id) {
        part(jack);
        Room room = rooms.computeIfAbsent(id, Room::new);
        if (room.full()) {
            meters.conferenceFull();
            return;
        }
        room.members().add(jack);
        jack.room = room;
        meters.conferences(rooms.size());
        changed = true;
    }

    void listen(Jack jack, Jack target, Ear ear) {
        part(jack);
        jack.target = target;
        jack.ear = ear;
        target.listeners.add(jack);
        changed = true;
    }

    /// Ends the bridge, the stay in a conference or the listening of a jack; who listens to it goes
    /// on.
    void part(Jack jack) {
        Jack peer = jack.peer;
        if (peer != null) {
            peer.peer = null;
            jack.peer = null;
        }
        Jack target = jack.target;
        if (target != null) {
            target.listeners.remove(jack);
            jack.target = null;
        }
        leave(jack, jack.room);
        changed = true;
    }

    /// Something that a jack says of itself is no longer as it was.
    void changed() {
        changed = true;
    }

    /// Makes what everybody hears follow from what was asked.
    void refresh() {
        if (!changed) {
            return;
        }
        changed = false;
        jacks.forEach(Jack::forgetWhoWantsIt);
        jacks.forEach(Jack::findSources);
        jacks.forEach(Jack::wantSources);
    }

    int conferences() {
        return rooms.size();
    }

    private void leave(Jack jack, @Nullable Room room) {
        if (room == null) {
            return;
        }
        jack.room = null;
        room.members().remove(jack);
        if (room.members().isEmpty()) {
            rooms.remove(room.id());
        }
        meters.conferences(rooms.size());
    }
}
