package org.strowger.engine.routing;

/// One queue: its rules, the calls in it, and the talks it led to.
final class Line {
    private QueuePolicy policy;
    private boolean closing;
    private int talks;

    /// Calls in an offer included: they keep their place until an agent answers.
    final RankedCalls calls = new RankedCalls();

    Line(QueuePolicy policy) {
        this.policy = policy;
    }

    QueuePolicy policy() {
        return policy;
    }

    /// Whether the policy in force no longer has this queue.
    boolean isClosing() {
        return closing;
    }

    boolean isFull() {
        return calls.size() >= policy.maxLength();
    }

    boolean isDeserted() {
        return calls.size() == 0 && talks == 0;
    }

    void follow(QueuePolicy next) {
        policy = next;
        closing = false;
    }

    void close() {
        closing = true;
    }

    void talkBegan() {
        talks++;
    }

    void talkEnded() {
        talks--;
    }
}
