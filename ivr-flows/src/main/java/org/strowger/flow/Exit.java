package org.strowger.flow;

/// A way out of a node.
///
/// @param label says when it is taken, and is the only one of its node: `next`, `1`, `give_up`
/// @param paced the caller pressed a key, waited or talked before going this way
public record Exit(String label, Target target, boolean paced) {}
