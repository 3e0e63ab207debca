package org.strowger.engine.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.estimate.Traffic.Arrivals;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.SkillNeed;

/// What is being learnt of one queue.
final class QueueTraffic {
    /// More kinds of calls than this are not told apart.
    private static final int KINDS = 16;

    /// Arrivals follow the time of day, so they are forgotten so many times as fast as the rest.
    private static final double ARRIVALS_FORGOTTEN = 4;

    /// A rate of arrivals is not told from less time than this.
    private static final double LEAST_SECONDS = 60;

    /// What is presumed counts as much as so many contacts.
    private static final double PRESUMED_CONTACTS = 5;

    private static final double PRESUMED_RINGING = 3;

    /// One caller gives up in so much waiting.
    private static final double PRESUMED_PATIENCE = 20 * 60;

    private static final Comparator<Kind> MOST_FREQUENT_FIRST =
            Comparator.comparingDouble((Kind kind) -> kind.count)
                    .reversed()
                    .thenComparingInt(kind -> kind.priority)
                    .thenComparing(kind -> kind.need);

    private final double memory;
    private final List<Kind> kinds = new ArrayList<>();
    private double presumedTalk;
    private double presumedWrapUp;
    private double observed;
    private Instant at;
    private @Nullable Duration lastToEnter;

    final AtRisk waiting = new AtRisk();
    final AtRisk ringing = new AtRisk();
    final AtRisk talking = new AtRisk();
    final AtRisk wrappingUp = new AtRisk();

    /// Calls of equal need and priority.
    private static final class Kind {
        private final int priority;
        private final SkillNeed need;
        private double count;

        private Kind(int priority, SkillNeed need) {
            this.priority = priority;
            this.need = need;
        }
    }

    QueueTraffic(double memory, Instant at) {
        this.memory = memory;
        this.at = at;
        presume(QueuePolicy.standard());
    }

    void presume(QueuePolicy rules) {
        presumedWrapUp = Seconds.of(rules.wrapUp());
        presumedTalk = Math.max(1, Seconds.of(rules.cost().handleTime()) - presumedWrapUp);
    }

    void advance(Instant now) {
        double seconds = Seconds.between(at, now);
        if (seconds <= 0) {
            return;
        }
        at = now;
        double ofArrivals = memory / ARRIVALS_FORGOTTEN;
        double kept = StrictMath.exp(-seconds / ofArrivals);
        observed = observed * kept + ofArrivals * (1 - kept);
        kinds.forEach(kind -> kind.count *= kept);
        waiting.pass(seconds, memory);
        ringing.pass(seconds, memory);
        talking.pass(seconds, memory);
        wrappingUp.pass(seconds, memory);
    }

    void arrived(int priority, SkillNeed need) {
        kindOf(priority, need).count++;
        kinds.sort(MOST_FREQUENT_FIRST);
    }

    /// When there are too many, the rarest makes room.
    private Kind kindOf(int priority, SkillNeed need) {
        for (Kind kind : kinds) {
            if (kind.priority == priority && kind.need.equals(need)) {
                return kind;
            }
        }
        if (kinds.size() == KINDS) {
            kinds.removeLast();
        }
        Kind kind = new Kind(priority, need);
        kinds.add(kind);
        return kind;
    }

    void enteredService(Duration wait) {
        lastToEnter = wait;
    }

    /// Whether nothing goes on that was begun in this queue.
    boolean isEmpty() {
        return waiting.isNobody() && talking.isNobody() && wrappingUp.isNobody();
    }

    Traffic toTraffic(QueueId queue) {
        double contacts = talking.occurrences() + PRESUMED_CONTACTS;
        double rings = ringing.occurrences() + PRESUMED_CONTACTS;
        return new Traffic(
                queue,
                talking.occurrences(),
                mean(ringing.time(), PRESUMED_RINGING, rings),
                mean(talking.time(), presumedTalk, contacts),
                mean(wrappingUp.time(), presumedWrapUp, contacts),
                (waiting.occurrences() + 1) / (waiting.time() + PRESUMED_PATIENCE),
                kinds.stream().map(this::arrivals).toList(),
                Optional.ofNullable(lastToEnter));
    }

    private static Duration mean(double seconds, double presumed, double occurrences) {
        return Seconds.toDuration((seconds + presumed * PRESUMED_CONTACTS) / occurrences);
    }

    private Arrivals arrivals(Kind kind) {
        return new Arrivals(
                kind.priority, kind.need, kind.count / Math.max(observed, LEAST_SECONDS));
    }
}
