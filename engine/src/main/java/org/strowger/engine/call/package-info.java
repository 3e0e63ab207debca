/// Calls: where the telephone network, a caller's flow and the routing core meet.
///
/// [CallSession] is one call from its arrival to its end; [CallSessions] is all of them, and the
/// agents' coming and going. Both belong to one event loop.
@NullMarked
package org.strowger.engine.call;

import org.jspecify.annotations.NullMarked;
