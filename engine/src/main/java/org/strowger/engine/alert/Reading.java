package org.strowger.engine.alert;

import java.time.Instant;

/// What a rule's figure is, and whether it is out of bounds.
///
/// @param since from when on it is as it is, as far as is known
record Reading(double value, boolean isOut, Instant since) {}
