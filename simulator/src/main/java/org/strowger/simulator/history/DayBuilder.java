package org.strowger.simulator.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    /// A call whose end was not told.
    ///
    /// @param until when it was not over yet, as far as is known
    private record Lost(Open call, Instant until) {}

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
    private final List<Lost> lost = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private Instant begin;
    private long refused;
    private long missed;

    DayBuilder(Span span) {
        this.span = span;
        begin = span.from();
    }

    /// Tells from when on anything is known.
    void begins(Instant at) {
        if (at.isAfter(begin)) {
            begin = at.truncatedTo(ChronoUnit.SECONDS);
            gap("what came before %s: the record begins there".formatted(begin));
        }
    }

    /// Tells what the record does not have of the day.
    void gap(String what) {
        gaps.add(what);
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
        worker.here = later(at, begin);
    }

    /// Tells that an agent was there from the beginning until now, whatever was told before.
    void hereAllAlong(AgentId agent, RoutingProfile profile) {
        Worker worker = workers.computeIfAbsent(agent, _ -> new Worker(profile));
        worker.shifts.forEach(shift -> worker.breaks.addAll(shift.breaks()));
        worker.shifts.clear();
        worker.here = begin;
    }

    /// Whoever was taken to be there shows nowhere.
    void leaveOut(AgentId agent) {
        Worker worker = workers.remove(agent);
        if (worker != null && (worker.here != null || !worker.shifts.isEmpty())) {
            note(span.from(), "an agent was a member, but shows on no line of the day");
        }
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

    /// Whether a call is one of the day, and not over.
    boolean has(String call) {
        return open.containsKey(call);
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

    /// Whatever was going on is over, and nobody tells how.
    void cut(Instant at) {
        new TreeMap<>(open).values().forEach(call -> lost.add(new Lost(call, at)));
        open.clear();
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
        cut(last);
        closeLost();
        Instant end = end(last);
        List.copyOf(workers.keySet()).forEach(agent -> signedOut(agent, end));
        List<Staff> staff = new ArrayList<>();
        workers.forEach(
                (agent, worker) -> {
                    if (!worker.shifts.isEmpty()) {
                        staff.add(new Staff(agent, worker.profile, worker.shifts));
                    }
                });
        stays.sort(Comparator.comparing(Stay::at));
        List<String> notPlayed = new ArrayList<>(gaps);
        notes.forEach((note, count) -> notPlayed.add("%,d times: %s".formatted(count, note)));
        return new RecordedDay(
                new Span(begin, end, span.zone(), span.warmUp(), span.interval()),
                policy,
                staff,
                stays,
                talks,
                wrapUps,
                rings,
                refused,
                missed,
                gaps,
                notPlayed);
    }

    /// The end of what is known of the day.
    private Instant end(Instant last) {
        if (!last.isBefore(span.until())) {
            return span.until();
        }
        Instant end = sooner(last.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1), span.until());
        if (end.isBefore(span.until())) {
            gap("what came after %s: the record ends there".formatted(end));
        }
        return end;
    }

    /// Whose end was lost may have left long before: they count as seen in line no longer than
    /// anybody whose end is known, lest they make everybody patient.
    private void closeLost() {
        double longest = stays.stream().mapToDouble(Stay::waited).max().orElse(Double.MAX_VALUE);
        for (Lost each : lost) {
            Open call = each.call();
            boolean talks = call.connected != null;
            double waited =
                    talks ? call.waited : seconds(call.came, later(each.until(), call.came));
            close(
                    call,
                    Math.min(waited, longest),
                    call.isKept ? End.KEPT : talks ? End.ANSWERED : End.CUT,
                    Optional.empty());
            note(call.came, "the record does not have the end of a call");
        }
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
