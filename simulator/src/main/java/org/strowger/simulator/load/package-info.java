/// Load on a real engine over real SIP: SIPp plays callers and agents, and a capture of the packets
/// on the loopback interface says when what happened, so that nothing of ours measures itself.
@NullMarked
package org.strowger.simulator.load;

import org.jspecify.annotations.NullMarked;
