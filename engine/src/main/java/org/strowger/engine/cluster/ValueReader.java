package org.strowger.engine.cluster;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;

/// Reads the values that the records of the event form are made of, as [ValueWriter] writes them.
///
/// What was written once and is a number from then on is there once in all that one reader reads.
class ValueReader {
    /// Needs that are nested deeper are no needs; the limit of [SkillNeed] itself is lower, but is
    /// looked at only when the innermost one has been read.
    private static final int DEEPEST_NEED = 16;

    final DataInputStream in;
    private final List<String> texts = new ArrayList<>();
    private final List<QueueId> queues = new ArrayList<>();
    private final List<SkillNeed> needs = new ArrayList<>();
    private final List<RoutingProfile> profiles = new ArrayList<>();

    ValueReader(DataInputStream in) {
        this.in = in;
    }

    interface Element<T> {
        T read() throws IOException;
    }

    private <T> T shared(List<T> known, Element<T> element) throws IOException {
        int number = in.readInt();
        if (number < 0 || number > known.size()) {
            throw new IOException("number " + number + " where " + known.size() + " is next");
        }
        if (number == known.size()) {
            known.add(element.read());
        }
        return known.get(number);
    }

    final <T> List<T> list(Element<T> element) throws IOException {
        List<T> values = new ArrayList<>();
        for (int left = size(); left > 0; left--) {
            values.add(element.read());
        }
        return values;
    }

    final <K extends Comparable<K>, V> SortedMap<K, V> map(Element<K> key, Element<V> value)
            throws IOException {
        SortedMap<K, V> map = new TreeMap<>();
        for (int left = size(); left > 0; left--) {
            map.put(key.read(), value.read());
        }
        return map;
    }

    /// No element is shorter than a byte.
    private int size() throws IOException {
        int size = in.readInt();
        if (size < 0 || size > in.available()) {
            throw new IOException(
                    "a list of " + size + " elements in " + in.available() + " bytes");
        }
        return size;
    }

    final <T> Optional<T> optional(Element<T> element) throws IOException {
        return flag() ? Optional.of(element.read()) : Optional.empty();
    }

    final int number() throws IOException {
        return in.readInt();
    }

    final boolean flag() throws IOException {
        int flag = in.readUnsignedByte();
        if (flag > 1) {
            throw new IOException("neither yes nor no: " + flag);
        }
        return flag == 1;
    }

    final String text() throws IOException {
        return in.readUTF();
    }

    /// A text that occurs again and again.
    final String sharedText() throws IOException {
        return shared(texts, this::text);
    }

    final <E extends Enum<E>> E name(Class<E> type) throws IOException {
        return Enum.valueOf(type, sharedText());
    }

    final Instant instant() throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    final Duration duration() throws IOException {
        return Duration.ofSeconds(in.readLong(), in.readInt());
    }

    final AgentId agent() throws IOException {
        return new AgentId(text());
    }

    final CallId call() throws IOException {
        return new CallId(text());
    }

    final QueueId queue() throws IOException {
        return shared(queues, () -> new QueueId(text()));
    }

    final Preferred preferred() throws IOException {
        return new Preferred(agent(), duration());
    }

    final SkillNeed need() throws IOException {
        return shared(needs, () -> need(1));
    }

    private SkillNeed need(int depth) throws IOException {
        if (depth > DEEPEST_NEED) {
            throw new IOException("a need is nested more than " + DEEPEST_NEED + " deep");
        }
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case 1 -> new SkillNeed.Level(sharedText(), in.readByte(), in.readByte());
            case 2 -> new SkillNeed.All(list(() -> need(depth + 1)));
            case 3 -> new SkillNeed.Any(list(() -> need(depth + 1)));
            default -> throw new IOException("no need has the tag " + tag);
        };
    }

    final RoutingProfile profile() throws IOException {
        return shared(profiles, this::newProfile);
    }

    private RoutingProfile newProfile() throws IOException {
        return new RoutingProfile(
                map(this::sharedText, this::number),
                map(this::queue, this::number),
                number(),
                map(this::sharedText, this::number),
                number(),
                optional(this::duration));
    }
}
