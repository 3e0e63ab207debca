package org.strowger.simulator.result;

import java.util.Optional;

/// Whether a goal is reached.
///
/// @param found what it is about, as it was found; absent when there were no calls
/// @param isMet whether the estimate reaches it; never without calls
/// @param isCertain whether the whole confidence interval says the same
public record Verdict(Goal goal, Optional<Estimate> found, boolean isMet, boolean isCertain) {

    static Verdict of(Goal goal, Optional<Estimate> found) {
        if (found.isEmpty()) {
            return new Verdict(goal, found, false, false);
        }
        Estimate estimate = found.get();
        boolean isMet = meets(goal, estimate.value());
        boolean isCertain =
                estimate.reach().isPresent()
                        && meets(goal, estimate.low()) == isMet
                        && meets(goal, estimate.high()) == isMet;
        return new Verdict(goal, found, isMet, isCertain);
    }

    private static boolean meets(Goal goal, double value) {
        return switch (goal) {
            case Goal.ServiceLevel(_, _, var share) -> value >= share;
            case Goal.Abandoned(_, var share) -> value <= share;
            case Goal.MeanWait(_, var seconds) -> value <= seconds;
        };
    }
}
