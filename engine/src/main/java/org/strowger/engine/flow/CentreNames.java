package org.strowger.engine.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.flow.Flow;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Spelling;

/// What flows may name of a centre: its queues, and the skills that its agents may have.
public record CentreNames(SortedSet<String> queues, SortedSet<String> skills) {
    public CentreNames {
        queues = Collections.unmodifiableSortedSet(new TreeSet<>(queues));
        skills = Collections.unmodifiableSortedSet(new TreeSet<>(skills));
    }

    /// What a flow names and the centre does not have, with a guess at what was meant.
    public List<Problem> unknownIn(Flow flow) {
        List<Problem> unknown = new ArrayList<>();
        flow.queues()
                .forEach(
                        (queue, at) -> {
                            if (!queues.contains(queue)) {
                                String guess = Spelling.didYouMean(queue, queues);
                                unknown.add(
                                        at.problem("there is no queue '" + queue + "'" + guess));
                            }
                        });
        flow.skills()
                .forEach(
                        (skill, at) -> {
                            if (!skills.contains(skill)) {
                                String guess = Spelling.didYouMean(skill, skills);
                                unknown.add(
                                        at.problem("there is no skill '" + skill + "'" + guess));
                            }
                        });
        return unknown;
    }
}
