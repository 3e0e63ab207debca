package org.strowger.engine.contact;

/// What was made anonymous.
///
/// @param contacts how many
/// @param files how many days' files were written anew
/// @param unreadable how many lines of these files could not be read, and were left out
/// @param recordings how many recordings of these contacts were removed before
public record Erased(int contacts, int files, int unreadable, int recordings) {}
