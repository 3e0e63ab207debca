package org.strowger.simulator.scenario;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution;

/// Where calls come from, when, and of what kind they are.
///
/// @param name of this source, for people; unique in a scenario
/// @param to where its calls go
/// @param arrivals when they come
public record Source(String name, Way to, Arrivals arrivals) {

    /// Where calls go.
    public sealed interface Way {}

    /// Straight to a queue, as a flow would put them there.
    ///
    /// @param priority as the flow would give it
    /// @param need what the call asks beside the queue
    public record ToQueue(QueueId queue, int priority, SkillNeed need) implements Way {}

    /// Through the flow that answers a number.
    ///
    /// @param keys what callers press
    /// @param number of the caller, if all have the same; else each has their own
    public record ToNumber(String dialled, Keys keys, Optional<String> number) implements Way {}

    /// What callers do at the menus and entries of a flow.
    ///
    /// @param at by the id of the node, or `flow/node` in a flow that is called by another; where
    ///   there is nothing for a node, callers wait until it times out
    /// @param thinking from the moment at which a node listens to the first key
    public record Keys(SortedMap<String, List<Choice>> at, Distribution thinking) {}

    /// One of the things that callers do at a node.
    ///
    /// @param chance above zero; those of a node add up to 1
    /// @param pressed digits, `*` and `#`; empty: nothing
    public record Choice(double chance, String pressed) {}
}
