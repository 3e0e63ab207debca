/// What remains of calls and what an agent is shown of one: the book of finished calls, scripts
/// filled with a caller's data, and the card that says who calls.
///
/// [ContactBook] keeps contacts over restarts and answers who a caller talked to before;
/// [CallScript] and [ScreenPop] are pure. What callers say and send is data everywhere here: it
/// never becomes markup, a link or part of another address.
@NullMarked
package org.strowger.engine.contact;

import org.jspecify.annotations.NullMarked;
