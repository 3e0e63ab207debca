/// A contact centre in virtual time: days of a scenario, played through the production routing
/// core, which is told what happens and is not asked how.
///
/// One thread plays a day from a calendar of what is to happen next. What it keeps is what is
/// alive: a call that is over leaves nothing but sums.
@NullMarked
package org.strowger.simulator.virtual;

import org.jspecify.annotations.NullMarked;
