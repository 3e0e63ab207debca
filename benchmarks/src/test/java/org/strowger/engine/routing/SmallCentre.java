package org.strowger.engine.routing;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A contact centre in virtual time whose own work is as little as it can be: Poisson arrivals,
/// exponential talks and patience, agents who answer at once.
///
/// It asks of the core what a simulator asks: a command for each arrival, answer, end of talk and
/// loss of patience, with a look at what comes of it and at the next deadline. Calls have their
/// names from a stock, for the core forgets a call when it is over.
final class SmallCentre {
    /// Agents who are alike.
    record Group(int agents, RoutingProfile profile) {}

    /// Callers who are alike.
    ///
    /// @param perMinute how many come
    /// @param talk the mean, in minutes
    /// @param patience the mean, in minutes
    record Type(QueueId queue, SkillNeed need, double perMinute, double talk, double patience) {}

    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final double NANOS_OF_A_MINUTE = 60e9;
    private static final int KINDS = 3;
    private static final int ARRIVES = 0;
    private static final int LOSES_PATIENCE = 1;
    private static final int ENDS_TALK = 2;

    private final RoutingCore core = new RoutingCore();
    private final SplittableRandom random = new SplittableRandom(20_261_122);
    private final Agenda agenda = new Agenda();
    private final List<Type> types;

    // By the number of the call's name.
    private CallId[] names = new CallId[0];
    private int[] typeOf = new int[0];
    private boolean[] waits = new boolean[0];
    private int[] planned = new int[0];
    private int[] free = new int[0];
    private int freeCount;

    private long now;
    private Instant time = ORIGIN;
    private long came;
    private long waited;
    private long abandoned;

    SmallCentre(RoutingPolicy policy, List<Group> groups, List<Type> types) {
        this.types = types;
        handle(new RoutingCommand.ApplyPolicy(time, policy));
        for (int group = 0; group < groups.size(); group++) {
            for (int i = 0; i < groups.get(group).agents(); i++) {
                AgentId agent = new AgentId("agent-" + group + "-" + i);
                handle(new RoutingCommand.SignInAgent(time, agent, groups.get(group).profile()));
            }
        }
        for (int type = 0; type < types.size(); type++) {
            planArrival(type);
        }
    }

    /// One type, one group: M/M/c+M.
    static SmallCentre ofOneType(
            int agents, double perMinute, double talk, double patience, Detail detail) {
        QueueId queue = new QueueId("queue-0");
        return new SmallCentre(
                policy(1, detail),
                List.of(new Group(agents, RoutingProfile.of(new TreeMap<>()))),
                List.of(new Type(queue, SkillNeed.none(), perMinute, talk, patience)));
    }

    /// Three types and two groups of forty: each group serves one type alone and another with the
    /// other group, first come, first served across types.
    static SmallCentre ofThreeTypes(Detail detail) {
        return new SmallCentre(
                policy(3, detail),
                List.of(group("alone-0", "shared"), group("alone-2", "shared")),
                List.of(type(0, "alone-0"), type(1, "shared"), type(2, "alone-2")));
    }

    private static Group group(String... skills) {
        SortedMap<String, Integer> levels = new TreeMap<>();
        for (String skill : skills) {
            levels.put(skill, 5);
        }
        return new Group(40, RoutingProfile.of(levels));
    }

    private static Type type(int number, String skill) {
        return new Type(
                new QueueId("queue-" + number), SkillNeed.atLeast(skill, 1), 80 / 15.0, 5, 2);
    }

    private static RoutingPolicy policy(int queues, Detail detail) {
        SortedMap<QueueId, QueuePolicy> rules = new TreeMap<>();
        for (int i = 0; i < queues; i++) {
            rules.put(
                    new QueueId("queue-" + i),
                    QueuePolicy.builder().order(new CallOrder.Fifo()).maxLength(1_000_000).build());
        }
        return new RoutingPolicy("benchmark", rules, Balance.URGENCY, 1, detail, Optional.empty());
    }

    /// Has so many more calls come.
    void run(long calls) {
        long last = came + calls;
        while (came < last) {
            long next = agenda.nextTime();
            Optional<Instant> due = core.nextDeadline();
            if (due.isPresent() && !due.get().isAfter(at(next))) {
                time = due.get();
                handle(new RoutingCommand.PassTime(time));
            } else {
                now = next;
                time = at(next);
                happen(agenda.take());
            }
        }
    }

    /// The share of callers who waited.
    double waited() {
        return (double) waited / came;
    }

    /// The share of callers who hung up.
    double abandoned() {
        return (double) abandoned / came;
    }

    private void happen(int what) {
        int number = what / KINDS;
        switch (what % KINDS) {
            case ARRIVES -> arrive(number);
            case LOSES_PATIENCE -> losePatience(number);
            case ENDS_TALK -> {
                handle(new RoutingCommand.EndCall(time, names[number]));
                done(number);
            }
            default -> throw new IllegalStateException("nothing else is planned");
        }
    }

    private void arrive(int number) {
        planArrival(number);
        Type type = types.get(number);
        int call = nextName();
        typeOf[call] = number;
        waits[call] = true;
        came++;
        handle(new RoutingCommand.EnqueueCall(time, names[call], type.queue(), 0, type.need()));
        if (waits[call]) {
            waited++;
            plan(type.patience(), call * KINDS + LOSES_PATIENCE);
            planned[call]++;
        }
    }

    private void losePatience(int call) {
        if (waits[call]) {
            waits[call] = false;
            abandoned++;
            handle(new RoutingCommand.LeaveQueue(time, names[call], LeaveReason.ABANDONED));
        }
        done(call);
    }

    private void handle(RoutingCommand command) {
        List<RoutingEvent> events = core.handle(command);
        for (int i = 0; i < events.size(); i++) {
            RoutingEvent event = events.get(i);
            if (event instanceof RoutingEvent.CallOffered offer) {
                handle(new RoutingCommand.AcceptOffer(time, offer.agent(), offer.call()));
            } else if (event instanceof RoutingEvent.CallConnected talk) {
                connect(numberOf(talk.call()));
            } else if (event instanceof RoutingEvent.CommandRejected) {
                throw new IllegalStateException(event.toString());
            }
        }
    }

    private void connect(int call) {
        waits[call] = false;
        plan(types.get(typeOf[call]).talk(), call * KINDS + ENDS_TALK);
        planned[call]++;
    }

    private void planArrival(int type) {
        plan(1 / types.get(type).perMinute(), type * KINDS + ARRIVES);
    }

    private void plan(double mean, int what) {
        double minutes = -mean * StrictMath.log(1 - random.nextDouble());
        agenda.add(now + (long) (minutes * NANOS_OF_A_MINUTE), what);
    }

    private static Instant at(long nanos) {
        return ORIGIN.plusNanos(nanos);
    }

    // Names.

    private static int numberOf(CallId name) {
        return Integer.parseInt(name.value(), 1, name.value().length(), 10);
    }

    private int nextName() {
        if (freeCount == 0) {
            addNames();
        }
        return free[--freeCount];
    }

    private void addNames() {
        int before = names.length;
        int after = Math.max(64, 2 * before);
        names = Arrays.copyOf(names, after);
        typeOf = Arrays.copyOf(typeOf, after);
        waits = Arrays.copyOf(waits, after);
        planned = Arrays.copyOf(planned, after);
        free = Arrays.copyOf(free, after);
        for (int i = after - 1; i >= before; i--) {
            names[i] = new CallId("c" + i);
            free[freeCount++] = i;
        }
    }

    /// Gives back a name when nothing is planned for it any more.
    private void done(int call) {
        if (--planned[call] == 0) {
            free[freeCount++] = call;
        }
    }

    /// What happens when, earliest first: a heap of four branches.
    private static final class Agenda {
        private long[] times = new long[64];
        private int[] whats = new int[64];
        private int size;

        long nextTime() {
            return times[0];
        }

        void add(long time, int what) {
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
                whats = Arrays.copyOf(whats, 2 * size);
            }
            int place = size++;
            while (place > 0 && time < times[(place - 1) >> 2]) {
                int parent = (place - 1) >> 2;
                put(place, times[parent], whats[parent]);
                place = parent;
            }
            put(place, time, what);
        }

        int take() {
            int first = whats[0];
            long time = times[--size];
            int place = 0;
            while (true) {
                int child = earliest(4 * place + 1);
                if (child < 0 || times[child] >= time) {
                    break;
                }
                put(place, times[child], whats[child]);
                place = child;
            }
            put(place, time, whats[size]);
            return first;
        }

        private int earliest(int child) {
            int best = child < size ? child : -1;
            int end = Math.min(child + 4, size);
            for (int other = child + 1; other < end; other++) {
                if (times[other] < times[best]) {
                    best = other;
                }
            }
            return best;
        }

        private void put(int place, long time, int what) {
            times[place] = time;
            whats[place] = what;
        }
    }
}
