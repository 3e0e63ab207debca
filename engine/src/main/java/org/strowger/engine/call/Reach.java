package org.strowger.engine.call;

import org.strowger.telephony.Destination;

/// How an agent is reached who is offered a call.
///
/// @param confirms whether they press 1 to take it, because it is a telephone outside, where a
///   machine may answer
/// @param autoAnswer whether their telephone is asked to answer by itself
record Reach(Destination to, boolean confirms, boolean autoAnswer) {}
