/// Processes of our own classes beside this one, so that what is measured shares neither heap nor
/// collector with what measures it.
@NullMarked
package org.strowger.simulator.process;

import org.jspecify.annotations.NullMarked;
