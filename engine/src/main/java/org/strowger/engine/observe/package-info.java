/// Figures for people and machines who watch, made from events of routing and flows and from
/// estimates alone.
@NullMarked
package org.strowger.engine.observe;

import org.jspecify.annotations.NullMarked;
