package org.strowger.engine.dip;

/// A question that was put to another system.
public interface Dip {

    /// Nobody waits for the answer any more: its place is free at once, and nobody is told of it
    /// when this comes first. Does nothing to one that is over. May be called on any thread.
    void cancel();
}
