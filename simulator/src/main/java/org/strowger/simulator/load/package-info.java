/// Load on a real engine over real SIP. [Load] plays the callers and agents of a scenario with
/// telephones of our own; [CapturedLoad] has SIPp play them, and a capture of the packets on the
/// loopback interface say when what happened, so that nothing of ours measures itself and a peer is
/// measured in the same way.
@NullMarked
package org.strowger.simulator.load;

import org.jspecify.annotations.NullMarked;
