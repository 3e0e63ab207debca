package org.strowger.simulator.virtual;

import org.strowger.simulator.result.AgentFigures;

/// What an agent, or all together, did in some time, as it is counted.
final class Work {
    /// What time is spent on.
    enum Doing {
        AWAY,
        READY,
        TALKING,
        WRAPPING_UP,
        PAUSED
    }

    private long calls;
    private long missed;
    private long ready;
    private long talking;
    private long wrappingUp;
    private long paused;

    void spend(Doing doing, long time) {
        switch (doing) {
            case AWAY -> {}
            case READY -> ready += time;
            case TALKING -> talking += time;
            case WRAPPING_UP -> wrappingUp += time;
            case PAUSED -> paused += time;
        }
    }

    void answered() {
        calls++;
    }

    /// What began as a talk then was none.
    void answeredNot() {
        calls--;
    }

    void missed() {
        missed++;
    }

    AgentFigures figures() {
        return new AgentFigures(
                calls,
                missed,
                Moments.seconds(ready),
                Moments.seconds(talking),
                Moments.seconds(wrappingUp),
                Moments.seconds(paused));
    }
}
