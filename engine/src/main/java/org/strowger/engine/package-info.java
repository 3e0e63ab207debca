/// The running service.
///
/// [Engine] puts the parts together and is the only place that knows them all; [EngineSettings] is
/// what it is told. The parts: `routing` decides who gets which call, `cluster` owns that decision
/// and keeps its events, `flow` holds what callers hear, `call` is where a call, its flow and its
/// agent meet, `api` shows it all.
@NullMarked
package org.strowger.engine;

import org.jspecify.annotations.NullMarked;
