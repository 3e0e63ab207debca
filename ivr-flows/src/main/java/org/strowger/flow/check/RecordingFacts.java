package org.strowger.flow.check;

import java.time.Duration;

/// What is known of a recording without listening to it.
///
/// @param path where it lies, for messages
/// @param sampleRate samples a second
/// @param channels 1 for mono
public record RecordingFacts(String path, int sampleRate, int channels, Duration length) {}
