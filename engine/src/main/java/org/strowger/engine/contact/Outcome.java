package org.strowger.engine.contact;

/// How a call ended, for its caller. Every finished call has exactly one.
///
/// The figures of a centre are made of these: answered, abandoned, short abandons and flow-outs are
/// what service levels count (`docs/reference`).
public enum Outcome {
    /// The caller talked to an agent, whatever came after.
    ANSWERED,

    /// The caller waited in line for an agent and hung up, not sooner than the queue's limit for
    /// short abandons; also who talked before and then waited in another line in vain.
    ABANDONED,

    /// The caller hung up in line sooner than that limit: a misdial or a change of mind, which
    /// service levels leave out.
    SHORT_ABANDON,

    /// The caller was in line and left it without a talk, by a key, a rule of the queue or a full
    /// line, and nothing below came of it: a flow-out.
    LEFT_QUEUE,

    /// The call ended in its flow and was never in line, whoever hung up.
    SELF_SERVED,

    /// The caller hung up with a place in line kept: the call back is a contact of its own.
    CALLBACK_KEPT,

    /// The customer was called back and talked to an agent.
    CALLED_BACK,

    /// The caller left a message, and talked to nobody.
    VOICEMAIL,

    /// The call was put through to a number outside: by the flow, or by an agent who talked before.
    TRANSFERRED_OUT,

    /// An agent, or a queue, called somebody who answered and talked.
    OUTBOUND_ANSWERED,

    /// An agent, a queue or a call back reached nobody: no answer, busy, a machine, no
    /// confirmation.
    OUTBOUND_FAILED,

    /// The call was turned away before its flow began.
    REFUSED,

    /// The engine or the network failed the caller: a node that could not do what it says, a lost
    /// node, a leg that broke.
    FAILED;

    /// Whether caller and agent talked and that is how it ended: what preferred agents go by.
    public boolean isSuccess() {
        return switch (this) {
            case ANSWERED, CALLED_BACK, OUTBOUND_ANSWERED -> true;
            case ABANDONED,
                    SHORT_ABANDON,
                    LEFT_QUEUE,
                    SELF_SERVED,
                    CALLBACK_KEPT,
                    VOICEMAIL,
                    TRANSFERRED_OUT,
                    OUTBOUND_FAILED,
                    REFUSED,
                    FAILED ->
                    false;
        };
    }

    /// Whether there was a line to wait in.
    boolean needsQueue() {
        return switch (this) {
            case ABANDONED, SHORT_ABANDON, LEFT_QUEUE, CALLBACK_KEPT, CALLED_BACK -> true;
            case ANSWERED,
                    SELF_SERVED,
                    VOICEMAIL,
                    TRANSFERRED_OUT,
                    OUTBOUND_ANSWERED,
                    OUTBOUND_FAILED,
                    REFUSED,
                    FAILED ->
                    false;
        };
    }
}
