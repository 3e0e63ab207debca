/// Load by SIPp, `load --capture`: it plays the callers and agents of an engine that is started for
/// it, and a capture of the packets on the loopback interface says when what happened, so that
/// nothing of ours measures itself and a peer is measured in the same way.
@NullMarked
package org.strowger.simulator.capture;

import org.jspecify.annotations.NullMarked;
