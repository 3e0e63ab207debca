/// Real SIP peers for tests: programs that other people wrote and that know nothing of our code.
///
/// A stack that is only tested against itself agrees with its own mistakes. [Baresip] is a
/// telephone with ears and a voice, [Sipp] plays call flows by the thousand, and [Recording] says
/// what was heard.
@NullMarked
package org.strowger.telephony.peers;

import org.jspecify.annotations.NullMarked;
