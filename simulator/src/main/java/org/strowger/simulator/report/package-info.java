/// What simulated days come to, for people and for programs: a page, JSON, tables and a screen of
/// text. Pure: values in, text out; the same values give the same text.
@NullMarked
package org.strowger.simulator.report;

import org.jspecify.annotations.NullMarked;
