/// How long a caller who waits will wait, as a range, and how good such estimates were.
///
/// It stands beside the routing core and reads what the core gives out: events, from which
/// [TrafficModel] learns, and snapshots, from which [WaitEstimator] looks ahead on a thread of its
/// caller's choice. It reads no clock and starts no thread, and chance comes from a seed, so the
/// same events and the same snapshot always give the same estimate. What is estimated and by which
/// formula is in `docs/reference/estimated-wait.md`.
@NullMarked
package org.strowger.engine.estimate;

import org.jspecify.annotations.NullMarked;
