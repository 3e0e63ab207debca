package org.strowger.flow.check;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowBook;
import org.strowger.flow.calendar.Calendar;
import org.strowger.yaml.Problem;

/// What a check found, and what may be used.
///
/// @param findings errors and warnings, by file, then in file order
/// @param books by the id of the flow where calls begin; one for every flow that has no error, nor
///   has anything that it leads to
/// @param flows all that could be read, by id
/// @param calendars all that could be read, by id
public record Checked(
        List<Problem> findings,
        SortedMap<String, FlowBook> books,
        SortedMap<String, Flow> flows,
        SortedMap<String, Calendar> calendars) {
    public Checked {
        findings = List.copyOf(findings);
        books = Collections.unmodifiableSortedMap(new TreeMap<>(books));
        flows = Collections.unmodifiableSortedMap(new TreeMap<>(flows));
        calendars = Collections.unmodifiableSortedMap(new TreeMap<>(calendars));
    }

    public boolean hasErrors() {
        return findings.stream().anyMatch(Problem::isError);
    }
}
