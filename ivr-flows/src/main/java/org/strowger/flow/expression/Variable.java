package org.strowger.flow.expression;

/// What is declared of a variable.
///
/// @param secret whether its values are never shown; only of a string
public record Variable(ValueType type, boolean secret) {}
