package org.strowger.engine.call;

import java.time.Duration;
import java.util.Optional;

/// What a caller in line may be told.
///
/// @param number 1 is next
/// @param expectedWait how much longer it may take, when that can be said honestly
public record PlaceInLine(int number, Optional<Duration> expectedWait) {}
