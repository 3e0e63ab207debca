/// Figures for people and machines who watch, made from routing events and estimates alone.
@NullMarked
package org.strowger.engine.observe;

import org.jspecify.annotations.NullMarked;
