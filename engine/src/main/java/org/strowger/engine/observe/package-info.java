/// Figures for people and machines who watch, made from routing events alone.
@NullMarked
package org.strowger.engine.observe;

import org.jspecify.annotations.NullMarked;
