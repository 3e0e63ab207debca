/// Chance, the same on any machine: streams of random numbers, each named by what its draws are
/// about, and the distributions that are drawn from them.
///
/// A draw belongs to a caller, an agent or a day, never to the moment at which it is made. So a
/// seed gives one result whatever runs in parallel, and two scenarios that are compared share their
/// chance (common random numbers; Law, Simulation Modeling and Analysis, section 11.2) however
/// differently they route.
@NullMarked
package org.strowger.simulator.chance;

import org.jspecify.annotations.NullMarked;
