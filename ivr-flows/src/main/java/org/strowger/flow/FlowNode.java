package org.strowger.flow;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.Value;
import org.strowger.flow.expression.ValueType;

/// One step of a flow.
public sealed interface FlowNode {

    NodeId id();

    About about();

    /// The ways out of it, its own way for errors included.
    default List<Exit> exits() {
        return Exits.of(this);
    }

    /// Everything that it may have a caller hear, in single parts: of its plural forms and of what
    /// no key interrupts, the parts.
    default List<Prompt> prompts() {
        return NodePrompts.of(this);
    }

    /// Whether it is a question that a call can come back to.
    default boolean isQuestion() {
        return this instanceof Menu || this instanceof Collect;
    }

    /// Whether it needs no caller: nothing is heard, asked, recorded or connected.
    default boolean isSilent() {
        return switch (this) {
            case Switch _, Split _, Hours _, Http _, Assign _, Call _, Return _, HangUp _ -> true;
            case Say _,
                    Menu _,
                    Collect _,
                    Record _,
                    Voicemail _,
                    Queue _,
                    Transfer _,
                    Callback _,
                    Survey _ ->
                    false;
        };
    }

    /// What any node may say of itself.
    ///
    /// @param note for people who read the flow
    /// @param milestone what reports call reaching this node
    /// @param onError where the call goes when the node cannot do what it says; the flow's own way
    ///   for errors when absent
    record About(Optional<String> note, Optional<String> milestone, Optional<Target> onError) {}

    /// Plays a prompt.
    ///
    /// @param bargeIn whether keys cut it short, or keep it from playing at all when they were
    ///   typed ahead; they are kept for the next question. If not, it is heard whole and keys
    ///   pressed before and meanwhile are forgotten
    record Say(NodeId id, About about, List<Prompt> prompt, boolean bargeIn, Target next)
            implements FlowNode {
        public Say {
            prompt = List.copyOf(prompt);
        }
    }

    /// What a question plays, how it takes keys, and what follows when it gets no answer.
    ///
    /// @param prompts what is asked, by attempt: the highest number that is not above the attempt
    ///   counts; empty for a silent question
    /// @param giveUp where the call goes when the last attempt has failed
    record Asking(
            SortedMap<Integer, List<Prompt>> prompts,
            Handler noMatch,
            Handler noInput,
            Target giveUp,
            InputRules input) {
        public Asking {
            prompts = Collections.unmodifiableSortedMap(new TreeMap<>(prompts));
        }

        List<Prompt> promptFor(int attempt) {
            SortedMap<Integer, List<Prompt>> upTo = prompts.headMap(attempt + 1);
            return upTo.isEmpty() ? List.of() : upTo.lastEntry().getValue();
        }
    }

    /// What happens when an attempt at a question fails.
    ///
    /// @param say played before whatever comes next; may be empty
    /// @param go where the call goes at once; [Target.Repeat] asks again while attempts are left
    record Handler(List<Prompt> say, Target go) {
        static final Handler ASK_AGAIN = new Handler(List.of(), new Target.Repeat());

        public Handler {
            say = List.copyOf(say);
        }
    }

    /// Asks the caller to choose by keys.
    ///
    /// @param choices by the keys that make them, such as `1`, `12` or `#`
    record Menu(
            NodeId id,
            About about,
            Asking asking,
            NavigableMap<String, Choice> choices,
            Optional<Extensions> extensions)
            implements FlowNode {
        public Menu {
            choices = Collections.unmodifiableNavigableMap(new TreeMap<>(choices));
        }
    }

    /// Where some keys lead.
    ///
    /// @param label what people call the choice
    /// @param condition the choice is there only while this is true
    /// @param set variables that get values when it is made
    record Choice(
            Optional<String> label,
            Target go,
            Optional<Expression> condition,
            SequencedMap<String, Expression> set) {
        public Choice {
            set = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(set));
        }
    }

    /// Numbers of phones that may be dialled in a menu.
    ///
    /// @param starts the keys that they begin with
    /// @param length how many keys they have
    /// @param into the variable that takes the number
    record Extensions(String starts, int length, String into, Target go) {}

    /// Asks the caller for digits.
    ///
    /// @param into the variable that takes them; its type says what they mean
    /// @param matches a regular expression (RE2) that the keys must match as a whole
    /// @param check must be true of the value
    /// @param confirm asks whether the entry is right: 1 takes it, 2 asks anew; empty for no such
    ///   question
    record Collect(
            NodeId id,
            About about,
            Asking asking,
            String into,
            ValueType type,
            boolean secret,
            int min,
            int max,
            Optional<KeyPattern> matches,
            Optional<Expression> check,
            List<Prompt> confirm,
            Target next)
            implements FlowNode {
        public Collect {
            confirm = List.copyOf(confirm);
        }
    }

    /// How a caller's voice is recorded.
    ///
    /// @param prompt played before
    /// @param max the longest recording
    /// @param silence ends the recording when it lasts so long
    /// @param termKeys each of these keys ends it
    /// @param beep whether a tone says that it begins
    record Taping(
            List<Prompt> prompt, Duration max, Duration silence, String termKeys, boolean beep) {
        public Taping {
            prompt = List.copyOf(prompt);
        }
    }

    /// Records the caller.
    ///
    /// @param into the variable that takes the recording's id
    /// @param onEmpty where the call goes when nothing was said
    @SuppressWarnings("AvoidCommonTypeNames") // never seen without its FlowNode
    record Record(
            NodeId id,
            About about,
            String into,
            Taping taping,
            Optional<Target> onEmpty,
            Target next)
            implements FlowNode {}

    /// Takes a message for a voicemail box.
    ///
    /// @param queue gets the message as work for its agents
    record Voicemail(
            NodeId id, About about, String box, Taping taping, Optional<String> queue, Target next)
            implements FlowNode {}

    /// Goes the first way whose condition is true.
    ///
    /// @param otherwise the way when none is
    record Switch(NodeId id, About about, List<Way> ways, Target otherwise) implements FlowNode {
        public Switch {
            ways = List.copyOf(ways);
        }
    }

    record Way(Expression condition, Target go) {}

    /// Sends callers different ways by weight; the same caller always the same way.
    ///
    /// @param name what reports call it
    record Split(NodeId id, About about, Optional<String> name, List<Share> ways)
            implements FlowNode {
        public Split {
            ways = List.copyOf(ways);
        }
    }

    /// One way of a [Split].
    ///
    /// @param weight its part of all weights is its part of the callers
    record Share(int weight, Optional<String> label, Target go) {}

    /// Goes by the opening hours at the moment the call comes here.
    ///
    /// @param holiday as `closed` when absent
    /// @param emergency while somebody closed the calendar by hand; as `closed` when absent
    record Hours(
            NodeId id,
            About about,
            String calendar,
            Target open,
            Target closed,
            Optional<Target> holiday,
            Optional<Target> emergency)
            implements FlowNode {}

    /// Asks another system, such as a CRM.
    ///
    /// @param into the name before the dot of the variables that take the answer
    /// @param fields the fields of the answer and their types; empty when the answer is not needed
    /// @param fallback every field's value when there is no answer; the call goes the way for
    ///   errors when absent
    record Http(
            NodeId id,
            About about,
            HttpRequest request,
            Duration timeout,
            int retries,
            String into,
            SortedMap<String, ValueType> fields,
            List<Prompt> waitAudio,
            Optional<SortedMap<String, Value>> fallback,
            Target next)
            implements FlowNode {
        public Http {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
            waitAudio = List.copyOf(waitAudio);
            fallback =
                    fallback.map(
                            values -> Collections.unmodifiableSortedMap(new TreeMap<>(values)));
        }
    }

    /// What is sent to the other system.
    ///
    /// @param method `GET`, `POST` or `PUT`
    /// @param body fields of a JSON object
    record HttpRequest(
            String method,
            UrlTemplate url,
            SequencedMap<String, String> headers,
            SequencedMap<String, Expression> body) {
        public HttpRequest {
            headers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(headers));
            body = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(body));
        }
    }

    /// Gives variables values, in the order written.
    record Assign(NodeId id, About about, SequencedMap<String, Expression> values, Target next)
            implements FlowNode {
        public Assign {
            values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        }
    }

    /// Puts the call in line for an agent, and keeps it there until an agent talks to the caller or
    /// the wait ends.
    ///
    /// @param needs what is asked of the line
    /// @param treatment what the caller hears and may do meanwhile
    /// @param maxWait for ever, when absent
    /// @param onFull where the call goes when the queue takes no more; hang-up when absent
    /// @param onNoAgents where the call goes when nobody can answer; hang-up when absent
    /// @param next where the call goes after the talk
    record Queue(
            NodeId id,
            About about,
            LineNeeds needs,
            Treatment treatment,
            Optional<MaxWait> maxWait,
            Optional<Target> onFull,
            Optional<Target> onNoAgents,
            Target next)
            implements FlowNode {}

    /// What a call asks of a line.
    ///
    /// @param queue its name
    /// @param priority added to the call's standing in line; the call's own `priority` when absent
    /// @param skills the level an agent must have, 1 to 10, by skill
    /// @param prefer an agent's id, or nothing: who waits for that agent first
    /// @param preferFor for how long
    record LineNeeds(
            String queue,
            Optional<Expression> priority,
            SortedMap<String, Integer> skills,
            Optional<Expression> prefer,
            Duration preferFor) {
        public LineNeeds {
            skills = Collections.unmodifiableSortedMap(new TreeMap<>(skills));
        }
    }

    /// What a caller in line hears and may do. None of it delays an agent.
    ///
    /// @param announcePlace how often the caller hears the place in line
    /// @param announceWait how often the caller hears how long it may take
    /// @param onlyWhenBetter the two are told only when better than what was told last
    /// @param keys keys that leave the line
    record Treatment(
            List<Prompt> welcome,
            Prompt.Recorded music,
            Optional<Duration> announcePlace,
            Optional<Duration> announceWait,
            boolean onlyWhenBetter,
            List<Comfort> comfort,
            SortedMap<Character, QueueKey> keys,
            Optional<CallbackOffer> callbackOffer) {
        public Treatment {
            welcome = List.copyOf(welcome);
            comfort = List.copyOf(comfort);
            keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        }
    }

    /// Words of comfort.
    ///
    /// @param after how long after entering the line they are heard
    /// @param again whether they are heard every so long from then on
    record Comfort(Duration after, boolean again, List<Prompt> say) {
        public Comfort {
            say = List.copyOf(say);
        }
    }

    /// What a key does in line.
    ///
    /// @param say heard before the call leaves the line
    record QueueKey(List<Prompt> say, Target go) {
        public QueueKey {
            say = List.copyOf(say);
        }
    }

    /// Tells a caller who has waited that a key makes the centre call back.
    record CallbackOffer(Duration after, List<Prompt> say, char key, Target go) {
        public CallbackOffer {
            say = List.copyOf(say);
        }
    }

    /// How long a call waits in line at most, and where it goes then.
    record MaxWait(Duration atMost, Target onTimeout) {}

    /// Connects the caller with somebody outside the queues.
    ///
    /// @param attended the call comes back when the talk is over, and when nobody answers; it
    ///   leaves for good if not
    /// @param timeout how long it rings
    record Transfer(
            NodeId id,
            About about,
            Party to,
            boolean attended,
            Duration timeout,
            List<Prompt> prompt,
            Optional<Target> onBusy,
            Optional<Target> onNoAnswer,
            Target next)
            implements FlowNode {
        public Transfer {
            prompt = List.copyOf(prompt);
        }
    }

    /// Whom a transfer is for.
    sealed interface Party {
        /// A telephone number or a SIP address.
        @SuppressWarnings("AvoidCommonTypeNames") // never seen without its Party
        record Number(String number) implements Party {}

        record Agent(String agent) implements Party {}

        /// A number that only the call knows.
        record Dialled(Expression number) implements Party {}
    }

    /// Keeps the caller's place in a line, and has the centre call back when it is reached.
    ///
    /// @param number whom to call; the caller's own number when absent
    /// @param expires how long the place is kept
    /// @param onRefused where the call goes when no place could be kept
    record Callback(
            NodeId id,
            About about,
            LineNeeds needs,
            Optional<Expression> number,
            Duration expires,
            Optional<Target> onRefused,
            Target next)
            implements FlowNode {}

    /// Asks what the caller thinks.
    ///
    /// @param comment recorded at the end
    /// @param thanks the last words
    record Survey(
            NodeId id,
            About about,
            String name,
            List<SurveyQuestion> questions,
            Optional<Taping> comment,
            List<Prompt> thanks,
            InputRules input,
            Target next)
            implements FlowNode {
        public Survey {
            questions = List.copyOf(questions);
            thanks = List.copyOf(thanks);
        }
    }

    /// A question of a survey; one that is not answered is passed over.
    ///
    /// @param keys each of these keys is an answer
    record SurveyQuestion(String id, List<Prompt> prompt, SortedSet<String> keys, int attempts) {
        public SurveyQuestion {
            prompt = List.copyOf(prompt);
            keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
        }
    }

    /// Walks the caller through another flow, and goes on here when it returns.
    ///
    /// @param with what its parameters are
    /// @param into the variable that takes its result
    record Call(
            NodeId id,
            About about,
            String flow,
            SequencedMap<String, Expression> with,
            Optional<String> into,
            Target next)
            implements FlowNode {
        public Call {
            with = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(with));
        }
    }

    /// Ends a sub-flow; ends the call in the outermost flow.
    record Return(NodeId id, About about, Optional<Expression> result) implements FlowNode {}

    /// Ends the call.
    record HangUp(NodeId id, About about) implements FlowNode {}
}
