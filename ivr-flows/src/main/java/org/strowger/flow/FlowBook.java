package org.strowger.flow;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.calendar.Calendar;
import org.strowger.flow.expression.Variable;

/// A flow with everything that it leads to: the flows that it calls and the calendars that they
/// ask.
///
/// A call keeps the book that it began with to its end, whatever is published meanwhile.
///
/// @param entry the id of the flow where calls begin
/// @param flows by id, the entry among them
/// @param calendars by id
/// @param version names exactly this content
public record FlowBook(
        String entry,
        SortedMap<String, Flow> flows,
        SortedMap<String, Calendar> calendars,
        String version) {

    public FlowBook {
        flows = Collections.unmodifiableSortedMap(new TreeMap<>(flows));
        calendars = Collections.unmodifiableSortedMap(new TreeMap<>(calendars));
        if (!flows.containsKey(entry)) {
            throw new IllegalArgumentException("the book has no flow " + entry);
        }
    }

    /// A book of one flow that needs no other and no calendar.
    public static FlowBook of(Flow flow) {
        SortedMap<String, Flow> alone = new TreeMap<>();
        alone.put(flow.id(), flow);
        return new FlowBook(flow.id(), alone, new TreeMap<>(), flow.version());
    }

    /// Whether callers may be asked for something secret.
    boolean asksSecrets() {
        return flows.values().stream()
                .anyMatch(flow -> flow.variables().values().stream().anyMatch(Variable::secret));
    }

    public Flow entryFlow() {
        return flow(entry);
    }

    public Flow flow(String id) {
        Flow flow = flows.get(id);
        if (flow == null) {
            throw new IllegalArgumentException("the book of " + entry + " has no flow " + id);
        }
        return flow;
    }

    public Calendar calendar(String id) {
        Calendar calendar = calendars.get(id);
        if (calendar == null) {
            throw new IllegalArgumentException("the book of " + entry + " has no calendar " + id);
        }
        return calendar;
    }
}
