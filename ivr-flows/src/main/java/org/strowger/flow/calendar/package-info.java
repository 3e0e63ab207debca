/// Opening hours: when a company answers, as a file that people write and a question with a time in
/// it.
///
/// They stand apart from the flows because several flows share a calendar, and because holidays
/// change when no menu does. Nothing here reads a clock: the instant comes in, so that tomorrow's
/// hours can be tested today.
@NullMarked
package org.strowger.flow.calendar;

import org.jspecify.annotations.NullMarked;
