package org.strowger.engine.flow;

import org.strowger.flow.Flow;

/// A version of a flow and everything it can play. A call keeps the one that it began with.
public record LoadedFlow(Flow flow, SoundBook sounds) {}
