/// What people far from the status page are told: alerts when figures are out of bounds, and
/// webhooks that carry these and other events to their systems.
///
/// The rules are a pure core, [AlertWatch], which [AlertDesk] asks once a second; [Webhooks] is the
/// edge to the network.
@NullMarked
package org.strowger.engine.alert;

import org.jspecify.annotations.NullMarked;
