/// What is kept of what people said: recordings of calls, and messages that callers left.
///
/// A recording is one file, a message one line of a file; both are their owner's alone on disk and
/// go when their time is over. Everything here waits for a disk: it is called on virtual threads,
/// never on an event loop.
@NullMarked
package org.strowger.engine.recording;

import org.jspecify.annotations.NullMarked;
