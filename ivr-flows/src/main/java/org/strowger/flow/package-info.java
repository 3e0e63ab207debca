/// What a flow is, how it is checked, and how one caller is walked through it.
///
/// A flow is a file people write ([FlowParser]); [Flow] is what is left of it once nothing in it
/// can be wrong; [FlowRun] takes one call through it, inputs in and actions out. Nothing here reads
/// a clock, waits or knows a telephone, so a live call, a simulated one and a flow's own test run
/// the very same steps.
@NullMarked
package org.strowger.flow;

import org.jspecify.annotations.NullMarked;
