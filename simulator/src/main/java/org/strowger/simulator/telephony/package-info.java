/// A telephone network without telephones: the port of `org.strowger.telephony` on a loop of any
/// kind, so that a simulation carries whole calls, flows included, in no time. Who is at the far
/// ends, and what they do, is not its business.
@NullMarked
package org.strowger.simulator.telephony;

import org.jspecify.annotations.NullMarked;
