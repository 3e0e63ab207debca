package org.strowger.engine.contact;

import java.time.Duration;

/// How long contacts are kept, and how many are at hand.
///
/// @param keep contacts that ended longer ago are deleted, by whole days; 1 to 3,650 days
/// @param most how many of the newest are searched for a caller's earlier contacts, each taking
///   about a kilobyte of memory; 1 to 10,000,000
public record ContactSettings(Duration keep, int most) {
    public static final ContactSettings USUAL =
            new ContactSettings(Duration.ofDays(365), 1_000_000);

    public ContactSettings {
        if (keep.compareTo(Duration.ofDays(1)) < 0 || keep.compareTo(Duration.ofDays(3_650)) > 0) {
            throw new IllegalArgumentException("contacts are kept 1 to 3,650 days, not " + keep);
        }
        if (most < 1 || most > 10_000_000) {
            throw new IllegalArgumentException(
                    "1 to 10,000,000 contacts can be at hand, not " + most);
        }
    }
}
