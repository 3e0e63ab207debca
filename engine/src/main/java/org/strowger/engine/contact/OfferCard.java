package org.strowger.engine.contact;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;

/// What an agent is shown of a call before answering it.
///
/// All of it but the script is text, never markup, and comes from outside.
///
/// @param waited in line so far
/// @param data the flow's variables by name, as people are told them; never a secret
/// @param script Markdown, filled; empty when the queue has none
/// @param screenPop the address of a page to open; empty when the queue has none, or none came of
///   it
/// @param last the caller's last contacts, the newest first: the first ten of what is given
/// @param dispositions the reasons to choose from after the talk; empty when nothing is asked
public record OfferCard(
        CallId call,
        QueueId queue,
        Party caller,
        Duration waited,
        SortedMap<String, String> data,
        Optional<String> script,
        Optional<String> screenPop,
        List<Contact> last,
        List<String> dispositions) {
    /// The most contacts on a card.
    public static final int MOST_CONTACTS = 10;

    public OfferCard {
        data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
        last = last.stream().limit(MOST_CONTACTS).toList();
        dispositions = List.copyOf(dispositions);
    }
}
