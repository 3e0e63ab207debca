/// The picture of a flow, for people who want to see the whole of it at once.
///
/// Flow files hold no places of boxes, so that nobody tidies a drawing by hand and no difference
/// between two versions is about drawing. The places are computed here, the same ones each time.
@NullMarked
package org.strowger.flow.drawing;

import org.jspecify.annotations.NullMarked;
