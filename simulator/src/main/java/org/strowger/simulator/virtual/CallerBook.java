package org.strowger.simulator.virtual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.CallId;

/// Who is there on a day, and whose call has which id.
///
/// Each caller has an id of their own, which the next has whom they serve. A call that must be told
/// apart from all others has the name of its source in its id, and a space, which no own id has and
/// no name of a source: a call through a flow, which the production calls know for longer than it
/// lasts, and every call before witnesses.
final class CallerBook {
    private final int firstTimer;

    /// Those who are away included.
    private final List<Caller> callers = new ArrayList<>();

    private final ArrayList<Caller> away = new ArrayList<>();

    // Nothing walks over these.
    private final Map<CallId, Caller> byId = new HashMap<>();
    private final Set<String> throughFlows = new HashSet<>();

    private @Nullable Caller last;

    /// @param firstTimer the number of the first caller in the calendar
    CallerBook(Plan plan, int firstTimer) {
        this.firstTimer = firstTimer;
        for (Plan.From source : plan.sources) {
            if (source.through().isPresent()) {
                throughFlows.add(source.name());
            }
        }
    }

    /// Somebody to serve as the next caller.
    Caller next() {
        if (!away.isEmpty()) {
            return away.removeLast();
        }
        int number = callers.size();
        Caller caller =
                new Caller(new CallId("call" + number), firstTimer + number, SourceDay.NOT_COUNTED);
        callers.add(caller);
        byId.put(caller.id, caller);
        return caller;
    }

    /// Gives the call of somebody another id.
    void name(Caller caller, CallId id) {
        byId.remove(caller.id, caller);
        caller.id = id;
        byId.put(id, caller);
    }

    /// Somebody is gone, and free to serve as another.
    void release(Caller caller) {
        name(caller, caller.own);
        away.add(caller);
    }

    /// Says whom the next events are likely about.
    void expect(Caller caller) {
        last = caller;
    }

    /// Whose call that is; nothing, if nobody's.
    @Nullable Caller find(CallId id) {
        Caller found = last;
        if (found == null || !found.id.equals(id)) {
            found = byId.get(id);
            last = found;
        }
        return found;
    }

    /// Whether a call came straight to a queue, and not through a flow; also when it is over.
    boolean isStraight(CallId id) {
        int end = id.value().indexOf(' ');
        return end < 0 || !throughFlows.contains(id.value().substring(0, end));
    }

    /// The caller with a number in the calendar.
    Caller at(int timer) {
        return callers.get(timer - firstTimer);
    }

    /// In the order in which they were needed first; those who are away included.
    List<Caller> all() {
        return callers;
    }

    boolean isEmpty() {
        return away.size() == callers.size();
    }
}
