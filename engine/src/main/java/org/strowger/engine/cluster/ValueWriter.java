package org.strowger.engine.cluster;

import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;

/// Writes the values that the records of the event form are made of; [ValueReader] reads them.
///
/// Constants are written by name, so that their order is free to change. What many calls and agents
/// have alike, such as profiles, needs and the names of queues and skills, is written once and is a
/// number from then on.
class ValueWriter {
    final DataOutputStream out;
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<QueueId, Integer> queues = new HashMap<>();
    private final Map<SkillNeed, Integer> needs = new HashMap<>();
    private final Map<RoutingProfile, Integer> profiles = new HashMap<>();

    ValueWriter(DataOutputStream out) {
        this.out = out;
    }

    interface Element<T> {
        void write(T value) throws IOException;
    }

    /// Writes the number of a value, and after a number that is new the value.
    private <T> void shared(T value, Map<T, Integer> numbers, Element<? super T> element)
            throws IOException {
        int next = numbers.size();
        Integer known = numbers.putIfAbsent(value, next);
        if (known != null) {
            out.writeInt(known);
        } else {
            out.writeInt(next);
            element.write(value);
        }
    }

    final <T> void list(Collection<T> values, Element<? super T> element) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            element.write(value);
        }
    }

    final <K, V> void map(SortedMap<K, V> map, Element<? super K> key, Element<? super V> value)
            throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<K, V> entry : map.entrySet()) {
            key.write(entry.getKey());
            value.write(entry.getValue());
        }
    }

    final <T> void optional(Optional<T> value, Element<? super T> element) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            element.write(value.get());
        }
    }

    final void number(int number) throws IOException {
        out.writeInt(number);
    }

    final void flag(boolean flag) throws IOException {
        out.writeBoolean(flag);
    }

    final void text(String text) throws IOException {
        out.writeUTF(text);
    }

    /// A text that occurs again and again.
    final void sharedText(String text) throws IOException {
        shared(text, texts, this::text);
    }

    final void name(Enum<?> constant) throws IOException {
        sharedText(constant.name());
    }

    final void instant(Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    final void duration(Duration duration) throws IOException {
        out.writeLong(duration.getSeconds());
        out.writeInt(duration.getNano());
    }

    final void agent(AgentId agent) throws IOException {
        text(agent.value());
    }

    final void call(CallId call) throws IOException {
        text(call.value());
    }

    final void queue(QueueId queue) throws IOException {
        shared(queue, queues, id -> text(id.value()));
    }

    final void preferred(Preferred v) throws IOException {
        agent(v.agent());
        duration(v.alone());
    }

    final void need(SkillNeed need) throws IOException {
        shared(need, needs, this::newNeed);
    }

    private void newNeed(SkillNeed need) throws IOException {
        switch (need) {
            case SkillNeed.Level(var skill, var atLeast, var atMost) -> {
                out.writeByte(1);
                sharedText(skill);
                out.writeByte(atLeast);
                out.writeByte(atMost);
            }
            case SkillNeed.All(var needs) -> {
                out.writeByte(2);
                list(needs, this::newNeed);
            }
            case SkillNeed.Any(var needs) -> {
                out.writeByte(3);
                list(needs, this::newNeed);
            }
        }
    }

    final void profile(RoutingProfile profile) throws IOException {
        shared(profile, profiles, this::newProfile);
    }

    private void newProfile(RoutingProfile v) throws IOException {
        map(v.skills(), this::sharedText, this::number);
        map(v.ranks(), this::queue, this::number);
        number(v.units());
        map(v.limits(), this::sharedText, this::number);
        number(v.weight());
        optional(v.wrapUp(), this::duration);
    }
}
