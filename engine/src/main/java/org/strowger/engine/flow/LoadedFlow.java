package org.strowger.engine.flow;

import org.strowger.flow.FlowBook;

/// A version of a flow, with all that it leads to and everything it can play. A call keeps the one
/// that it began with.
public record LoadedFlow(FlowBook book, SoundBook sounds) {}
