/// The commands of the engine.
@NullMarked
package org.strowger.engine.cli;

import org.jspecify.annotations.NullMarked;
