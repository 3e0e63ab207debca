/// Plain SIP: a telephone network without a PBX.
///
/// [SipTelephony] speaks SIP (RFC 3261) through the JAIN-SIP reference implementation, which parses
/// messages and runs transactions and dialogs, and carries audio through
/// [org.strowger.telephony.media]. One thread owns every leg; JAIN-SIP's threads only hand messages
/// over to it. Types that are public beside [SipTelephony] and its settings are so because JAIN-SIP
/// makes them by name.
@NullMarked
package org.strowger.telephony.sip;

import org.jspecify.annotations.NullMarked;
