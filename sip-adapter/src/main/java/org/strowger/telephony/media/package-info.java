/// Audio over the network: RTP, G.711 and telephone events, conferences, listening and recording,
/// without any PBX.
///
/// [MediaLoop] owns every [MediaStream] on one thread, so nothing in here takes a lock on the way
/// of a packet. What can be decided without a socket (digits, numbering, tables, who hears whom,
/// what is late) is decided by pure classes that the loop only drives. Recordings are written by a
/// thread of their own, which audio never waits for. The package knows nothing of SIP.
@NullMarked
package org.strowger.telephony.media;

import org.jspecify.annotations.NullMarked;
