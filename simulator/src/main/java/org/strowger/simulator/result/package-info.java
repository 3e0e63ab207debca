/// What simulated days leave: figures of each day, estimates with confidence intervals over days,
/// and the comparison of two scenarios. Pure values; knows nothing of how a day came about.
@NullMarked
package org.strowger.simulator.result;

import org.jspecify.annotations.NullMarked;
