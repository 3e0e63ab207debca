package org.strowger.engine.cluster;

import java.time.Duration;

/// How much of the event log is kept beyond what a restart needs, for days to be replayed.
///
/// What goes, goes up to a snapshot: so what stays can be read from its beginning.
///
/// @param keep a snapshot of this age makes all before it superfluous
/// @param mostBytes where more is on the disk, what is oldest goes sooner; what a restart needs is
///   never deleted
public record JournalRetention(Duration keep, long mostBytes) {
    public static final long GIB = 1L << 30;
    public static final JournalRetention USUAL = new JournalRetention(Duration.ofDays(8), 4 * GIB);

    /// Nothing but what a restart needs.
    public static final JournalRetention LEAST = new JournalRetention(Duration.ZERO, 0);
}
