package org.strowger.engine.call;

/// How the calls outside of an hour are shared out, so that what strangers can bring about leaves
/// lines for what agents need.
///
/// @param callbacks the part of the trunk's calls of an hour that may be to call customers back, in
///   per cent rounded up, 1 to 100, and so with the others
/// @param placed the part that agents may place
/// @param transfers the part that may be to put somebody through, or ask somebody; agents whose
///   telephones are outside have no bound but the trunk's
/// @param perNumberHour how many calls to customers are begun in any hour on account of one number,
///   called or calling
/// @param perNumberDay the same of any 24 hours
public record OutsideBounds(
        int callbacks, int placed, int transfers, int perNumberHour, int perNumberDay) {
    public static OutsideBounds standard() {
        return new OutsideBounds(50, 80, 80, 6, 20);
    }

    /// How many of the calls of an hour may be of a use.
    int share(Dialled.Use use, int ofCalls) {
        int percent =
                switch (use) {
                    case CALLBACK -> callbacks;
                    case PLACED -> placed;
                    case TRANSFER -> transfers;
                    case AGENT -> 100;
                };
        return Math.toIntExact(Math.ceilDiv((long) ofCalls * percent, 100));
    }
}
