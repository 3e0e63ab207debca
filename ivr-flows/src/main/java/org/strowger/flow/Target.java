package org.strowger.flow;

/// Where a call goes from a node.
public sealed interface Target {

    /// To another node, or to the same one anew.
    record To(NodeId node) implements Target {
        @Override
        public String toString() {
            return node.value();
        }
    }

    /// Nowhere: the call ends.
    record HangUp() implements Target {
        @Override
        public String toString() {
            return "hangup";
        }
    }

    /// To the same node once more. In a menu this is the same question again, and counts among its
    /// attempts.
    record Repeat() implements Target {
        @Override
        public String toString() {
            return "repeat";
        }
    }

    /// To the question that the caller came through before this node. Without one, to the same node
    /// once more from a question, and to the call's end from any other.
    record Back() implements Target {
        @Override
        public String toString() {
            return "back";
        }
    }
}
