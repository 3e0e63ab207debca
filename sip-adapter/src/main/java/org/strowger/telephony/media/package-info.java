/// Audio over the network: RTP, G.711 and telephone events, without any PBX.
///
/// [MediaLoop] owns every [MediaStream] on one thread, so nothing in here takes a lock on the way
/// of a packet. What can be decided without a socket (digits, numbering, tables) is decided by pure
/// classes that the loop only drives. The package knows nothing of SIP.
@NullMarked
package org.strowger.telephony.media;

import org.jspecify.annotations.NullMarked;
