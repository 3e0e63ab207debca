package org.strowger.engine.estimate;

/// How often something happens, against the time during which it could have: both forgotten
/// exponentially.
///
/// Occurrences by time is the maximum likelihood estimate of the rate of an exponential time, those
/// that are not over yet included; time by occurrences is its mean.
final class AtRisk {
    private int exposed;
    private double occurrences;
    private double time;

    void begin() {
        exposed++;
    }

    void end() {
        exposed--;
    }

    /// It happened to one of those at risk, who is so no longer.
    void happen() {
        exposed--;
        occurrences++;
    }

    void pass(double seconds, double memory) {
        double kept = StrictMath.exp(-seconds / memory);
        occurrences *= kept;
        time = time * kept + exposed * memory * (1 - kept);
    }

    double occurrences() {
        return occurrences;
    }

    /// In seconds.
    double time() {
        return time;
    }

    boolean isNobody() {
        return exposed == 0;
    }
}
