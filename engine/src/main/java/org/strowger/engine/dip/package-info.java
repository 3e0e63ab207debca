/// Questions of flows to other systems, the customer database above all, asked over HTTP.
///
/// [DipClient] is the only way out: what it asks, it asks of addresses that were checked, within
/// the time that the flow gives, and a host that is slow or gone takes nothing from the calls that
/// ask another. How it is set up is in `docs/how-to/ask-your-crm.md`.
@NullMarked
package org.strowger.engine.dip;

import org.jspecify.annotations.NullMarked;
