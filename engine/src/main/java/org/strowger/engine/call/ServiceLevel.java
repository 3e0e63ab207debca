package org.strowger.engine.call;

import java.time.Duration;

/// What a queue promises: so many of a hundred callers are answered within a time.
///
/// @param percent 1 to 100
public record ServiceLevel(int percent, Duration within) {
    /// 80 per cent within 20 seconds.
    public static ServiceLevel standard() {
        return new ServiceLevel(80, Duration.ofSeconds(20));
    }
}
