package org.strowger.engine.dip;

import java.time.Instant;
import java.util.Optional;

/// Leaves a host alone that has failed several times in a row, and lets one request find out
/// whether it is back.
///
/// What was under way when it opened no longer counts, however it ends: it was asked before.
final class Breaker {
    private State state = State.CLOSED;
    private int failures;
    private Instant shutUntil = Instant.MIN;

    enum State {
        /// The host is asked.
        CLOSED,
        /// One request is on its way to see whether the host is back, or the next will be.
        HALF_OPEN,
        /// The host is left alone.
        OPEN
    }

    /// As what a request was let through.
    enum Pass {
        ORDINARY,
        /// The one that finds out.
        TRIAL
    }

    /// Lets a request through, or not.
    Optional<Pass> pass(Instant now) {
        return switch (state) {
            case CLOSED -> Optional.of(Pass.ORDINARY);
            case HALF_OPEN -> Optional.empty();
            case OPEN -> {
                if (now.isBefore(shutUntil)) {
                    yield Optional.empty();
                }
                state = State.HALF_OPEN;
                yield Optional.of(Pass.TRIAL);
            }
        };
    }

    /// Whether one that was let through may ask again.
    boolean stillPasses(Pass pass) {
        return counts(pass);
    }

    /// The host did its work.
    void succeeded(Pass pass) {
        if (counts(pass)) {
            state = State.CLOSED;
            failures = 0;
        }
    }

    /// The host did not.
    ///
    /// @return whether it is left alone from now on
    boolean failed(Pass pass, Instant now, DipSettings settings) {
        if (!counts(pass)) {
            return false;
        }
        failures++;
        if (pass == Pass.ORDINARY && failures < settings.breakerFailures()) {
            return false;
        }
        state = State.OPEN;
        shutUntil = now.plus(settings.breakerOpen());
        return true;
    }

    /// The request ended without telling anything of the host: after a trial the next one tries.
    void toldNothing(Pass pass) {
        if (pass == Pass.TRIAL && state == State.HALF_OPEN) {
            state = State.OPEN;
            shutUntil = Instant.MIN;
        }
    }

    private boolean counts(Pass pass) {
        return switch (state) {
            case CLOSED -> pass == Pass.ORDINARY;
            case HALF_OPEN -> pass == Pass.TRIAL;
            case OPEN -> false;
        };
    }

    State state() {
        return state;
    }
}
