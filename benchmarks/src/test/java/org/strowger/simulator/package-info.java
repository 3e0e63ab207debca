/// Benchmarks of the simulator, and of another that does the same.
@NullMarked
package org.strowger.simulator;

import org.jspecify.annotations.NullMarked;
