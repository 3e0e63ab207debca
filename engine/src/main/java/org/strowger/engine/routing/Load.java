package org.strowger.engine.routing;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Phase;

/// What an agent works on: the units of talks and after-call work, and how many there are of each
/// channel.
final class Load implements Comparable<Load> {
    static final Load NONE = new Load(0, Collections.emptySortedMap());

    private static final Comparator<Load> IN_ORDER =
            Comparator.comparingInt(Load::units)
                    .thenComparing(load -> load.channels, Orders::compareMaps);

    private final int units;
    private final SortedMap<String, Integer> channels;

    /// The channel, of what is one contact only.
    private final @Nullable String only;

    private Load(int units, SortedMap<String, Integer> channels) {
        this.units = units;
        this.channels = channels;
        boolean isOne = channels.size() == 1 && channels.containsValue(1);
        this.only = isOne ? channels.firstKey() : null;
    }

    int units() {
        return units;
    }

    /// The load of these contacts; the likely one itself if it is that.
    static Load of(List<Contact> contacts, Load likely) {
        if (contacts.isEmpty()) {
            return NONE;
        }
        if (contacts.size() == 1 && likely.isOf(contacts.getFirst())) {
            return likely;
        }
        int units = 0;
        SortedMap<String, Integer> channels = new TreeMap<>();
        for (Contact contact : contacts) {
            if (!(contact.phase() instanceof Phase.Ringing)) {
                units += contact.units();
                channels.merge(contact.channel(), 1, Integer::sum);
            }
        }
        return units == 0 ? NONE : new Load(units, channels);
    }

    private boolean isOf(Contact contact) {
        return !(contact.phase() instanceof Phase.Ringing)
                && units == contact.units()
                && contact.channel().equals(only);
    }

    /// The units that a contact takes of an agent.
    static int unitsOf(QueuePolicy.Work work, RoutingProfile profile) {
        return Math.min(work.units().orElse(profile.units()), profile.units());
    }

    /// Whether an agent with this load can have such a contact beside it.
    boolean hasRoom(QueuePolicy.Work work, RoutingProfile profile) {
        if (units + unitsOf(work, profile) > profile.units()) {
            return false;
        }
        Integer limit = profile.limits().get(work.channel());
        return limit == null || channels.getOrDefault(work.channel(), 0) < limit;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Load load
                        && units == load.units
                        && channels.equals(load.channels));
    }

    @Override
    public int hashCode() {
        return 31 * units + channels.hashCode();
    }

    @Override
    public int compareTo(Load other) {
        return this == other ? 0 : IN_ORDER.compare(this, other);
    }
}
