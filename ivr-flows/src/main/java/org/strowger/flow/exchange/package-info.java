/// Menus of other products, read into flows of ours.
///
/// Nobody starts with an empty page: the menu is already there, in another product's file. What of
/// it has a counterpart here becomes a flow that can be checked and tested at once; what has none
/// is told, with its place, and never silently dropped. To make that hold by construction, readers
/// mark each part of the source they used, and what was never used becomes a [Note].
@NullMarked
package org.strowger.flow.exchange;

import org.jspecify.annotations.NullMarked;
