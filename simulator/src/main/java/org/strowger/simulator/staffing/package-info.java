/// How many people it takes. The formulas of queueing theory for what they cover, and the search
/// for the least staff by simulation for everything else. Formulas are pure: numbers in, numbers
/// out; times are in seconds and rates a second.
@NullMarked
package org.strowger.simulator.staffing;

import org.jspecify.annotations.NullMarked;
