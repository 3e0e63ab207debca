package org.strowger.flow;

import java.time.Duration;
import java.util.Optional;

/// Something in a call's way through its flow that is worth counting.
public sealed interface FlowEvent {

    /// A call came to a node.
    record NodeEntered(String flow, NodeId node, Optional<String> milestone) implements FlowEvent {}

    /// A call left a node.
    ///
    /// @param by the label of the [Exit] taken; `on_error`, `caller_hung_up`, or `ended` for a node
    ///   that called the flow in which the call ended, besides
    /// @param dwell how long it was there
    record NodeLeft(String flow, NodeId node, String by, Duration dwell) implements FlowEvent {}

    /// A node could not do what it says.
    ///
    /// @param reason without anything that the caller typed
    record NodeFailed(String flow, NodeId node, String reason) implements FlowEvent {}

    /// The caller answered a question of a survey.
    record SurveyAnswered(String flow, NodeId node, String survey, String question, String answer)
            implements FlowEvent {}

    /// The caller hears another language from now on.
    record LanguageChosen(String language) implements FlowEvent {}
}
