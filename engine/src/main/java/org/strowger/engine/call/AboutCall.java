package org.strowger.engine.call;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.telephony.Party;

/// What an agent may know of a customer's call before they answer.
///
/// @param shown the flow's variables, nothing secret among them
/// @param key what names the customer in the site's own books
record AboutCall(
        Party customer, String dialled, SortedMap<String, String> shown, Optional<String> key) {
    static final AboutCall UNKNOWN =
            new AboutCall(Party.UNKNOWN, "", new TreeMap<>(), Optional.empty());

    AboutCall {
        shown = Collections.unmodifiableSortedMap(new TreeMap<>(shown));
    }
}
