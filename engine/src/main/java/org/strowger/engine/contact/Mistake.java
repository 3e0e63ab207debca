package org.strowger.engine.contact;

/// What is wrong at one place of a text.
///
/// @param offset where, in characters from its beginning
public record Mistake(int offset, String message) {}
