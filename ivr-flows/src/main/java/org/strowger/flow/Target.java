package org.strowger.flow;

/// Where a call goes from a node.
public sealed interface Target {

    /// To another node, or to the same one anew.
    record To(NodeId node) implements Target {}

    /// Nowhere: the call ends.
    record HangUp() implements Target {}

    /// To the same node once more. In a menu this is the same question again, and counts among its
    /// attempts.
    record Repeat() implements Target {}
}
