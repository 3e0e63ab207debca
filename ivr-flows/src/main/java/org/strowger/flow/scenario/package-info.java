/// Flow tests without a telephone, and walking a flow in a terminal.
///
/// A test file says what a caller does and what must come of it ([ScenarioFile]); the run is that
/// of a live call, [org.strowger.flow.FlowRun], with a clock that jumps and stand-ins for agents,
/// lines and other systems. So a test of a ten minutes' wait takes milliseconds and means what it
/// says. Nothing here reads a file, waits or prints: texts come in, results come out.
@NullMarked
package org.strowger.flow.scenario;

import org.jspecify.annotations.NullMarked;
