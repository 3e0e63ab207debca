package org.strowger.simulator.scenario;

import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.chance.Distribution;

/// What callers and agents do. For each kind of behaviour the first rule that fits counts; a last
/// one without conditions always fits.
///
/// @param patience how long callers wait before they hang up
/// @param talks how long talks last
/// @param wrapUps how long after-call work takes, within what the queue allows; empty: as long as
///   the queue allows
/// @param answering what agents do when their telephones ring
/// @param redials callers who try again
/// @param transfers talks that go on elsewhere
/// @param lateness by how much agents sign in after the start of a shift and come back from breaks
/// @param adherence how far they keep to their shifts otherwise
public record Behaviour(
        List<Rule> patience,
        List<Rule> talks,
        List<Rule> wrapUps,
        List<Answering> answering,
        List<Redial> redials,
        List<Transfer> transfers,
        Optional<Distribution> lateness,
        Adherence adherence) {
    public Behaviour {
        patience = List.copyOf(patience);
        talks = List.copyOf(talks);
        wrapUps = List.copyOf(wrapUps);
        answering = List.copyOf(answering);
        redials = List.copyOf(redials);
        transfers = List.copyOf(transfers);
    }

    /// What callers do, and agents who keep to their shifts but for being late.
    public Behaviour(
            List<Rule> patience,
            List<Rule> talks,
            List<Rule> wrapUps,
            List<Answering> answering,
            List<Redial> redials,
            List<Transfer> transfers,
            Optional<Distribution> lateness) {
        this(patience, talks, wrapUps, answering, redials, transfers, lateness, Adherence.FULL);
    }

    /// A time, for some calls.
    ///
    /// @param source the name of the source that the call comes from
    /// @param agent who has the call; not for patience
    /// @param skill the agent has the skill at this level or better; not for patience
    public record Rule(
            Optional<QueueId> queue,
            Optional<String> source,
            Optional<AgentId> agent,
            Optional<Skilled> skill,
            Distribution time) {}

    public record Skilled(String skill, int level) {}

    /// What an agent does when the telephone rings. What is left of the chances answers.
    ///
    /// @param agent who; absent: all
    /// @param delay from the first ring to the answer
    /// @param refuses the chance that they turn the call down, after `delay`
    /// @param misses the chance that nobody is there
    public record Answering(
            Optional<AgentId> agent, Distribution delay, double refuses, double misses) {}

    /// Callers who call again when nobody answered.
    ///
    /// @param queue that they left; absent: any
    /// @param chance of each who gave up, or was turned away
    /// @param most how many times more one caller tries
    public record Redial(Optional<QueueId> queue, double chance, Distribution after, int most) {}

    /// Talks that are transferred at their end.
    ///
    /// @param keepsWait whether the time waited before counts
    public record Transfer(QueueId from, QueueId to, double chance, boolean keepsWait) {}
}
