/// How numbers, amounts, dates and spelled text are said: as words out of a finite vocabulary.
///
/// Nothing may be synthesised while a caller waits, so whatever a flow says about a value is put
/// together from sounds that were made before the call. This package knows each language's words
/// and how they follow each other; the tables are data beside it, made from CLDR's spell-out rules.
@NullMarked
package org.strowger.flow.speech;

import org.jspecify.annotations.NullMarked;
