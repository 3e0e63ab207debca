/// The telephone network as commands and events.
///
/// [Telephony] is the port: the engine sends a [TelephonyCommand] and hears [TelephonyEvent]s. The
/// networks that implement it live in packages of their own, and nothing outside them knows more of
/// a telephone call than this package says. What each of them must be able to show is in the tests
/// of this package, as `CallContract` and `TalkContract`.
@NullMarked
package org.strowger.telephony;

import org.jspecify.annotations.NullMarked;
