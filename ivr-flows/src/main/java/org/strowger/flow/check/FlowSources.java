package org.strowger.flow.check;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The texts of all flows and calendars that belong together.
///
/// @param flows by path
/// @param calendars by path
public record FlowSources(SortedMap<String, String> flows, SortedMap<String, String> calendars) {
    public FlowSources {
        flows = Collections.unmodifiableSortedMap(new TreeMap<>(flows));
        calendars = Collections.unmodifiableSortedMap(new TreeMap<>(calendars));
    }
}
