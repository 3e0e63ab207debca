/// The whole engine against telephones that are not ours: SIPp and baresip, started by the tests.
///
/// [Centre] is a running engine in a folder of its own; everything here sees it as the network and
/// its operator do: over SIP, RTP, HTTP and files.
@NullMarked
package org.strowger.engine.e2e;

import org.jspecify.annotations.NullMarked;
