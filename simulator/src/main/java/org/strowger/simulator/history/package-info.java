/// Recorded days: what a centre went through, told again by the production routing core, and played
/// again under other rules.
///
/// The past is read from the journal of the engine, or from the `queue_log` of an Asterisk.
@NullMarked
package org.strowger.simulator.history;

import org.jspecify.annotations.NullMarked;
