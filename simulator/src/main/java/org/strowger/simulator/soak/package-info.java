/// A soak: an engine in a process of its own, a crowd of callers and agents at real SIP phones who
/// do what callers and agents do, and an audit of all that the engine kept of it.
///
/// What people mean to do comes from a seed and is the same in each run ([Script]); when the
/// network lets them do it is not.
@NullMarked
package org.strowger.simulator.soak;

import org.jspecify.annotations.NullMarked;
