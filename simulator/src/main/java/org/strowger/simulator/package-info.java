/// Simulated callers and agents.
///
/// [Main] has the commands that the launcher calls: `demo` starts a contact centre with a few
/// people in it, `load` calls a running one with real SIP phones and reports times, `soak` lets a
/// crowd loose on one and audits what it kept.
@NullMarked
package org.strowger.simulator;

import org.jspecify.annotations.NullMarked;
