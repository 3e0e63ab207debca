package org.strowger.engine.contact;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.contact.Segment.Kind;
import org.strowger.engine.routing.AgentId;

/// A call's segments while it lasts: whatever it is told, they have no gaps and add up.
///
/// Of one owner. Times that go back count as the latest one known. Of a call with more than 900
/// segments the last one goes on to the end.
public final class Timeline {
    private static final int MOST = 900;

    private final List<Segment> done = new ArrayList<>();
    private Kind kind;
    private Optional<AgentId> who = Optional.empty();
    private Instant since;

    /// A call that begins in its flow.
    public Timeline(Instant arrivedAt) {
        this(arrivedAt, Kind.FLOW);
    }

    /// @param first what goes on at the beginning: not [Kind#WRAP_UP]
    public Timeline(Instant arrivedAt, Kind first) {
        this.since = arrivedAt.truncatedTo(ChronoUnit.MILLIS);
        this.kind = callers(first);
    }

    /// From now on this goes on; nothing changes when it does already.
    ///
    /// @param next not [Kind#WRAP_UP], which is added to the finished contact
    public void begin(Kind next, Optional<AgentId> agent, Instant at) {
        boolean goesOn = callers(next) == kind && agent.equals(who);
        if (goesOn || done.size() >= MOST) {
            return;
        }
        Instant now = latest(at);
        if (now.isAfter(since)) {
            done.add(new Segment(kind, who, since, now));
        }
        kind = next;
        who = agent;
        since = now;
    }

    /// When the call ended, if it ends at a time: that, or the latest time known.
    public Instant end(Instant at) {
        return latest(at);
    }

    /// The segments of a call that ends at [#end].
    public List<Segment> until(Instant at) {
        List<Segment> all = new ArrayList<>(done);
        all.add(new Segment(kind, who, since, latest(at)));
        return List.copyOf(all);
    }

    private Instant latest(Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        return now.isBefore(since) ? since : now;
    }

    private static Kind callers(Kind kind) {
        if (kind == Kind.WRAP_UP) {
            throw new IllegalArgumentException("work after a talk is no part of the caller's way");
        }
        return kind;
    }
}
