package org.strowger.flow;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One step of a flow.
public sealed interface FlowNode {

    NodeId id();

    About about();

    /// What any node may say of itself.
    ///
    /// @param note for people who read the flow
    /// @param milestone what reports call reaching this node
    record About(Optional<String> note, Optional<String> milestone) {}

    /// Plays a prompt to its end. Keys pressed meanwhile are kept for the next menu.
    record Say(NodeId id, About about, List<Prompt> prompt, Target next) implements FlowNode {
        public Say {
            prompt = List.copyOf(prompt);
        }
    }

    /// Asks the caller to choose by keys.
    ///
    /// @param prompts what is asked, by attempt: the highest number that is not above the attempt
    ///   counts; empty for a silent menu
    /// @param choices by the keys that make them, such as `1`, `12` or `#`
    /// @param giveUp where the call goes when the last attempt has failed
    record Menu(
            NodeId id,
            About about,
            SortedMap<Integer, List<Prompt>> prompts,
            NavigableMap<String, Choice> choices,
            Handler noMatch,
            Handler noInput,
            Target giveUp,
            InputRules input)
            implements FlowNode {
        public Menu {
            prompts = Collections.unmodifiableSortedMap(new TreeMap<>(prompts));
            choices = Collections.unmodifiableNavigableMap(new TreeMap<>(choices));
        }

        List<Prompt> promptFor(int attempt) {
            SortedMap<Integer, List<Prompt>> upTo = prompts.headMap(attempt + 1);
            return upTo.isEmpty() ? List.of() : upTo.lastEntry().getValue();
        }
    }

    /// Where some keys lead.
    ///
    /// @param label what people call the choice
    record Choice(Optional<String> label, Target go) {}

    /// What happens when an attempt at a menu fails.
    ///
    /// @param say played before whatever comes next; may be empty
    /// @param go where the call goes at once; [Target.Repeat] asks again while attempts are left
    record Handler(List<Prompt> say, Target go) {
        static final Handler ASK_AGAIN = new Handler(List.of(), new Target.Repeat());

        public Handler {
            say = List.copyOf(say);
        }
    }

    /// Puts the call in line for an agent, and keeps it there until an agent talks to the caller or
    /// the wait ends.
    ///
    /// @param priority added to the call's standing in line; 0 is usual
    /// @param skills the level an agent must have, 1 to 10, by skill
    /// @param announcePlace how often the caller hears the place in line
    /// @param maxWait for ever, when absent
    /// @param onFull where the call goes when the queue takes no more; hang-up when absent
    /// @param onNoAgents where the call goes when nobody can answer; hang-up when absent
    /// @param next where the call goes after the talk
    record Queue(
            NodeId id,
            About about,
            String name,
            int priority,
            SortedMap<String, Integer> skills,
            List<Prompt> welcome,
            Prompt music,
            Optional<Duration> announcePlace,
            Optional<MaxWait> maxWait,
            Optional<Target> onFull,
            Optional<Target> onNoAgents,
            Target next)
            implements FlowNode {
        public Queue {
            skills = Collections.unmodifiableSortedMap(new TreeMap<>(skills));
            welcome = List.copyOf(welcome);
        }
    }

    /// How long a call waits in line at most, and where it goes then.
    record MaxWait(Duration atMost, Target onTimeout) {}

    /// Ends the call.
    record HangUp(NodeId id, About about) implements FlowNode {}
}
