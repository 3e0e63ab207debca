package org.strowger.engine.routing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The queues of a centre and their rules, as one version that is applied whole.
///
/// The version in force decides each step at the moment it is taken, for calls that wait already as
/// for new ones. A queue that a new version leaves out takes no more calls; those in it are served
/// by its last rules.
///
/// @param version names the configuration this was read from; decision records quote it
public record RoutingPolicy(String version, SortedMap<QueueId, QueuePolicy> queues) {
    /// The policy of a core that was given none yet: no queues.
    public static final RoutingPolicy NONE = new RoutingPolicy("none", new TreeMap<>());

    public RoutingPolicy {
        Limits.text("policy version", version);
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
    }
}
