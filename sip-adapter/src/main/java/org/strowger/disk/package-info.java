/// Files and folders on the disk of a node that are nobody's but its owner's.
///
/// A package of its own, for every part that keeps something of callers, agents or phones makes its
/// files the same way, and none of them knows the others.
@NullMarked
package org.strowger.disk;

import org.jspecify.annotations.NullMarked;
