/// Measurements of what is done with recorded days.
@NullMarked
package org.strowger.simulator.history;

import org.jspecify.annotations.NullMarked;
