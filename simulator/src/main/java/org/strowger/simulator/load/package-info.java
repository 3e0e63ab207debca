/// Load on a live engine over real SIP: [Load] plays the callers and agents of a scenario with
/// telephones of our own, and judges what the far end took by limits.
@NullMarked
package org.strowger.simulator.load;

import org.jspecify.annotations.NullMarked;
