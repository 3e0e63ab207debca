/// What is simulated, as values: a centre by its real settings, who calls it and when, how long
/// they wait and talk, who works when, and what goes wrong. Read from YAML, where whatever is wrong
/// is told with file, line and column.
@NullMarked
package org.strowger.simulator.scenario;

import org.jspecify.annotations.NullMarked;
