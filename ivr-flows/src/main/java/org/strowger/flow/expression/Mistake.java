package org.strowger.flow.expression;

/// What is wrong with an expression, and where.
///
/// @param offset characters into the text, from 0
/// @param message in words for whoever wrote it
public record Mistake(int offset, String message) {}
