package org.strowger.engine.flow;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.release.Release;

/// A release and the content of each of its files.
///
/// @param files by path; nobody writes into the arrays
public record StoredRelease(Release release, SortedMap<String, byte[]> files) {
    public StoredRelease {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}
