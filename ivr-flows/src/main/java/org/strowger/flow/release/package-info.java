/// Versions of a flow: what is published, what was, and what two people make of one draft.
///
/// A call must end on the very files it began with, while people go on editing. So what is
/// published is named by the hash of its content and never changes; what changes is only which of
/// these releases new calls get. Nothing here reads or writes a file or a clock: texts and instants
/// come in, texts go out.
@NullMarked
package org.strowger.flow.release;

import org.jspecify.annotations.NullMarked;
