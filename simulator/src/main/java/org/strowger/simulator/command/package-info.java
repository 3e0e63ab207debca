/// What commands have in common: the words after them, whether somebody looks on at a terminal, and
/// that somebody may end them before they are done.
///
/// Apart, so that the parts that have commands of their own can use it as the main ones do.
@NullMarked
package org.strowger.simulator.command;

import org.jspecify.annotations.NullMarked;
