package org.strowger.simulator.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.history.RecordedDay.End;
import org.strowger.simulator.history.RecordedDay.Stay;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;

/// Puts a recorded day together from what is told of it in order of time. Calls that came before or
/// after the day count for nothing.
final class DayBuilder {
    private static final double NANOS = 1e9;

    /// A call that is not over.
    private static final class Open {
        final Instant came;
        final QueueId queue;
        final int priority;
        final SkillNeed need;
        final Optional<AgentId> preferred;
        boolean isKept;
        @Nullable Instant connected;

        /// The wait before the talk there was, if it was answered.
        double waited;

        Open(
                Instant came,
                QueueId queue,
                int priority,
                SkillNeed need,
                Optional<AgentId> preferred) {
            this.came = came;
            this.queue = queue;
            this.priority = priority;
            this.need = need;
            this.preferred = preferred;
        }
    }

    /// An agent, so far.
    private static final class Worker {
        final List<Staff.Shift> shifts = new ArrayList<>();
        final List<Staff.Break> breaks = new ArrayList<>();
        final SortedMap<String, Instant> away = new TreeMap<>();
        RoutingProfile profile;
        @Nullable Instant here;

        Worker(RoutingProfile profile) {
            this.profile = profile;
        }
    }

    private final Span span;
    private final Map<String, Open> open = new HashMap<>();
    private final SortedMap<AgentId, Worker> workers = new TreeMap<>();
    private final List<Stay> stays = new ArrayList<>();
    private final SortedMap<QueueId, List<Double>> talks = new TreeMap<>();
    private final SortedMap<QueueId, List<Double>> wrapUps = new TreeMap<>();
    private final List<Double> rings = new ArrayList<>();
    private final SortedMap<String, Long> notes = new TreeMap<>();
    private long refused;
    private long missed;

    DayBuilder(Span span) {
        this.span = span;
    }

    boolean isWithin(Instant at) {
        return !at.isBefore(span.from()) && at.isBefore(span.until());
    }

    /// Whether nothing is to be told any more.
    boolean isOver(Instant at) {
        return !at.isBefore(span.until()) && open.isEmpty();
    }

    void note(Instant at, String what) {
        if (isWithin(at)) {
            notes.merge(what, 1L, Long::sum);
        }
    }

    // Agents.

    void signedIn(AgentId agent, RoutingProfile profile, Instant at) {
        Worker worker = workers.computeIfAbsent(agent, _ -> new Worker(profile));
        if (worker.here != null) {
            return;
        }
        if (!isWithin(at) && !at.isBefore(span.from())) {
            return;
        }
        if (worker.shifts.isEmpty()) {
            worker.profile = profile;
        } else if (!worker.profile.equals(profile)) {
            note(at, "agents signed in again with other skills, and keep the first");
        }
        worker.here = later(at, span.from());
    }

    void signedOut(AgentId agent, Instant at) {
        Worker worker = workers.get(agent);
        if (worker == null || worker.here == null) {
            return;
        }
        endBreaks(worker, at);
        Instant until = sooner(at, span.until());
        if (worker.here.isBefore(until)) {
            worker.shifts.add(
                    new Staff.Shift(worker.here, until, within(worker.breaks, worker.here, until)));
        }
        worker.breaks.clear();
        worker.away.clear();
        worker.here = null;
    }

    /// What is left of breaks within a shift, those that overlap made one.
    private static List<Staff.Break> within(List<Staff.Break> all, Instant from, Instant until) {
        List<Staff.Break> kept = new ArrayList<>();
        Instant free = from;
        for (Staff.Break one :
                all.stream().sorted(Comparator.comparing(Staff.Break::from)).toList()) {
            Instant begin = later(one.from(), free);
            Instant end = sooner(one.until(), until);
            if (begin.isBefore(end)) {
                kept.add(new Staff.Break(begin, end, one.reason()));
                free = end;
            }
        }
        return kept;
    }

    /// @param why one kind of absence does not end another
    void away(AgentId agent, String why, Instant at) {
        Worker worker = workers.get(agent);
        if (worker != null) {
            worker.away.putIfAbsent(why, at);
        }
    }

    void back(AgentId agent, String why, Instant at) {
        Worker worker = workers.get(agent);
        Instant since = worker == null ? null : worker.away.remove(why);
        if (worker != null && since != null && since.isBefore(at)) {
            worker.breaks.add(new Staff.Break(since, at, why));
        }
    }

    private static void endBreaks(Worker worker, Instant at) {
        worker.away.forEach(
                (why, since) -> {
                    if (since.isBefore(at)) {
                        worker.breaks.add(new Staff.Break(since, at, why));
                    }
                });
    }

    void rang(double seconds, Instant at) {
        if (isWithin(at)) {
            rings.add(seconds);
        }
    }

    void refused(Instant at) {
        refused += isWithin(at) ? 1 : 0;
    }

    void missed(Instant at) {
        missed += isWithin(at) ? 1 : 0;
    }

    // Calls.

    void came(
            String call,
            QueueId queue,
            int priority,
            SkillNeed need,
            Optional<AgentId> preferred,
            Instant at) {
        if (isWithin(at)) {
            open.put(call, new Open(at, queue, priority, need, preferred));
        }
    }

    /// A call that was not let in.
    void turnedAway(
            QueueId queue, int priority, SkillNeed need, Optional<AgentId> preferred, Instant at) {
        if (isWithin(at)) {
            close(new Open(at, queue, priority, need, preferred), 0, End.CUT, Optional.empty());
        }
    }

    void kept(String call) {
        Open known = open.get(call);
        if (known != null) {
            known.isKept = true;
        }
    }

    void connected(String call, Instant at) {
        Open known = open.get(call);
        if (known != null) {
            known.connected = at;
            known.waited = seconds(known.came, at);
        }
    }

    /// There was no talk: the call waits again.
    void givenBack(String call) {
        Open known = open.get(call);
        if (known != null) {
            known.connected = null;
        }
    }

    void ended(String call, Instant at) {
        Open known = open.remove(call);
        if (known == null || known.connected == null) {
            return;
        }
        double talk = seconds(known.connected, at);
        talks.computeIfAbsent(known.queue, _ -> new ArrayList<>()).add(talk);
        close(known, known.waited, known.isKept ? End.KEPT : End.ANSWERED, Optional.of(talk));
    }

    void left(String call, End how, Instant at) {
        Open known = open.remove(call);
        if (known != null) {
            close(known, seconds(known.came, at), known.isKept ? End.KEPT : how, Optional.empty());
        }
    }

    /// @param until absent when the time there was for it was over: it would have taken longer
    void wrappedUp(QueueId queue, Instant from, Optional<Instant> until) {
        if (isWithin(from)) {
            wrapUps.computeIfAbsent(queue, _ -> new ArrayList<>())
                    .add(until.map(end -> seconds(from, end)).orElse(RecordedDay.ALL_THERE_IS));
        }
    }

    private void close(Open call, double waited, End how, Optional<Double> talk) {
        stays.add(
                new Stay(
                        call.came,
                        call.queue,
                        call.priority,
                        call.need,
                        call.preferred,
                        waited,
                        how,
                        talk));
    }

    /// @param last the time of what was told last
    RecordedDay built(RoutingPolicy policy, Instant last) {
        for (Map.Entry<String, Open> entry : new TreeMap<>(open).entrySet()) {
            Open call = entry.getValue();
            boolean talks = call.connected != null;
            close(
                    call,
                    talks ? call.waited : seconds(call.came, later(last, call.came)),
                    call.isKept ? End.KEPT : talks ? End.ANSWERED : End.CUT,
                    Optional.empty());
        }
        open.clear();
        Instant end = later(last, span.until());
        List.copyOf(workers.keySet()).forEach(agent -> signedOut(agent, end));
        List<Staff> staff = new ArrayList<>();
        workers.forEach(
                (agent, worker) -> {
                    if (!worker.shifts.isEmpty()) {
                        staff.add(new Staff(agent, worker.profile, worker.shifts));
                    }
                });
        stays.sort(Comparator.comparing(Stay::at));
        return new RecordedDay(
                span,
                policy,
                staff,
                stays,
                talks,
                wrapUps,
                rings,
                refused,
                missed,
                notes.entrySet().stream()
                        .map(note -> "%,d times: %s".formatted(note.getValue(), note.getKey()))
                        .toList());
    }

    private static double seconds(Instant from, Instant until) {
        return Math.max(
                0,
                (until.getEpochSecond() - from.getEpochSecond())
                        + (until.getNano() - from.getNano()) / NANOS);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant sooner(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
