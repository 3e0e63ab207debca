package org.strowger.engine.flow;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.strowger.flow.check.Surroundings;

/// A centre with these queues and skills and one agent, anna, whose flows may call nobody.
public final class Around {
    private Around() {}

    public static Surroundings of(Set<String> queues, Set<String> skills) {
        return new Surroundings(
                Optional.of(new TreeSet<>(queues)),
                Optional.of(new TreeSet<>(skills)),
                Optional.of(new TreeSet<>(Set.of("anna"))),
                Optional.empty(),
                Optional.of(List.of()),
                Optional.empty());
    }
}
