package org.strowger.flow.expression;

import java.util.Optional;

/// What an expression may read, at one moment.
///
/// Only what an expression reads is asked for, and what it skips (`false && ...`) is not.
public interface Scope {

    /// The value of a variable by its whole name (`crm.tier`); empty while it has none.
    Optional<Value> value(String name);

    /// The figures of a queue; empty when there is none of that name.
    Optional<QueueFigures> queue(String name);
}
