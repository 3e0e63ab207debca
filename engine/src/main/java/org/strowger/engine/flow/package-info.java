/// The flows that calls run and the sounds that callers hear, both ready before a call needs them.
///
/// [FlowLibrary] holds the flows of a folder, each in the last version that was without fault, or
/// [PublishedFlows] those that were released, with all their prompts in memory: nothing is read,
/// parsed or spoken for the first time during a call. [ReleaseStore] keeps what was released, and
/// [FlowFolder] is what people work on.
@NullMarked
package org.strowger.engine.flow;

import org.jspecify.annotations.NullMarked;
