package org.strowger.engine.routing;

/// How much a decision record says.
public enum Detail {
    /// Who won, and by which policy: no call and no agent with what counted in their favour.
    WINNER(0),
    /// What won, and the first call and the first agent that were passed over.
    PASSED_OVER(2),
    /// Up to [DecisionRecord#HEADS] calls and agents that were compared, and how everyone else
    /// stood to the call.
    FULL(DecisionRecord.HEADS);

    private final int heads;

    Detail(int heads) {
        this.heads = heads;
    }

    int heads() {
        return heads;
    }
}
