package org.strowger.engine.flow;

import java.util.List;
import java.util.Optional;
import org.strowger.flow.check.Surroundings;
import org.strowger.yaml.Problem;

/// Where calls get their flows from.
///
/// Looking belongs to one thread; [#find] and [#problems] to any.
public sealed interface FlowSource permits FlowLibrary, PublishedFlows {

    /// The version of a flow that new calls run.
    Optional<LoadedFlow> find(String id);

    /// Why something newer than what runs does not run; empty when all is well.
    List<Problem> problems();

    /// Says what flows may name from now on; they are looked at with it the next time.
    void surroundings(Surroundings around);

    /// Looks whether there is something new.
    void reload();
}
