/// The running of routing cores: who owns one, how its events outlive a member, how it comes back.
///
/// A [RoutingShard] owns a core on one event loop. What the core decides is appended to an
/// [EventLog] before anyone hears of it, so that every event anyone acted on is there after a
/// crash.
@NullMarked
package org.strowger.engine.cluster;

import org.jspecify.annotations.NullMarked;
