package org.strowger.flow.change;

import java.util.List;
import java.util.Optional;
import org.strowger.flow.NodeId;

/// One thing that is not as it was.
///
/// What a node is called is what its flow file calls it; `node` is absent for what belongs to the
/// flow as a whole. Words stand here as people are to read them: cut where they are long, and
/// [FlowWords#NOT_SHOWN] where a secret may be.
public sealed interface Change {

    /// The change in one line for people.
    String sentence();

    /// A node is new.
    ///
    /// @param ways where the call goes from it
    record NodeAdded(NodeId node, String kind, List<String> ways) implements Change {
        public NodeAdded {
            ways = List.copyOf(ways);
        }

        @Override
        public String sentence() {
            return node + " added (" + Told.kindAndWays(kind, ways) + ")";
        }
    }

    record NodeRemoved(NodeId node, String kind) implements Change {
        @Override
        public String sentence() {
            return node + " removed (" + kind + ")";
        }
    }

    /// The node is the same, and whatever led to it leads to its new name.
    record NodeRenamed(NodeId from, NodeId to) implements Change {
        @Override
        public String sentence() {
            return from + " is now called " + to;
        }
    }

    /// Under its old name, a node now does something else.
    ///
    /// @param ways where the call goes from it now
    record KindChanged(NodeId node, String before, String after, List<String> ways)
            implements Change {
        public KindChanged {
            ways = List.copyOf(ways);
        }

        @Override
        public String sentence() {
            return node + ": was a " + before + ", is now a " + Told.kindAndWays(after, ways);
        }
    }

    /// A node has a new way out.
    ///
    /// @param with what else is said of the new way
    record ExitAdded(Optional<NodeId> node, String exit, String to, List<String> with)
            implements Change {
        public ExitAdded {
            with = List.copyOf(with);
        }

        @Override
        public String sentence() {
            return Told.at(node) + exit + " added -> " + to + Told.inBrackets(with);
        }
    }

    record ExitRemoved(Optional<NodeId> node, String exit, String from) implements Change {
        @Override
        public String sentence() {
            return Told.at(node) + exit + " removed (went to " + from + ")";
        }
    }

    record ExitMoved(Optional<NodeId> node, String exit, String from, String to) implements Change {
        @Override
        public String sentence() {
            return Told.at(node) + exit + " moved from " + from + " to " + to;
        }
    }

    /// The caller hears something else.
    ///
    /// @param language the only one in which it is so; all when absent
    /// @param before absent when there was no such prompt
    /// @param after absent when there is none any more
    record PromptChanged(
            NodeId node,
            String prompt,
            Optional<String> language,
            Optional<String> before,
            Optional<String> after)
            implements Change {
        @Override
        public String sentence() {
            String what = prompt + " of " + node;
            if (before.isEmpty()) {
                return what + " added: " + quoted(after);
            }
            if (after.isEmpty()) {
                return what + " removed: " + quoted(before);
            }
            return what
                    + " changed"
                    + language.map(tag -> " in " + tag).orElse("")
                    + ": "
                    + (before.equals(after)
                            ? "the same words, said another way: " + quoted(after)
                            : quoted(before) + " -> " + quoted(after));
        }

        private static String quoted(Optional<String> words) {
            return "\"" + words.orElse("") + "\"";
        }
    }

    /// Something is said that was not.
    ///
    /// @param value empty when there is nothing to tell but its name
    /// @param with what else is said of it
    record SettingAdded(Optional<NodeId> node, String setting, String value, List<String> with)
            implements Change {
        public SettingAdded {
            with = List.copyOf(with);
        }

        @Override
        public String sentence() {
            return Told.at(node) + setting + " added" + Told.inBrackets(Told.with(value, with));
        }
    }

    /// Something is no longer said.
    ///
    /// @param value what it was; empty when there is nothing to tell but its name
    record SettingRemoved(Optional<NodeId> node, String setting, String value) implements Change {
        @Override
        public String sentence() {
            String was = value.isEmpty() ? "" : " (was " + value + ")";
            return Told.at(node) + setting + " removed" + was;
        }
    }

    /// Something is said otherwise.
    ///
    /// @param remark what a reader should know with it; may be empty
    record SettingChanged(
            Optional<NodeId> node, String setting, String before, String after, String remark)
            implements Change {
        @Override
        public String sentence() {
            String how =
                    before.equals(after)
                            ? " changed (what changed is not shown)"
                            : " " + before + " -> " + after;
            return Told.at(node) + setting + how + remark;
        }
    }

    /// The same things in another order, where the order means something.
    record OrderChanged(Optional<NodeId> node, String what, List<String> before, List<String> after)
            implements Change {
        public OrderChanged {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        @Override
        public String sentence() {
            return Told.at(node)
                    + "order of "
                    + what
                    + " "
                    + Told.list(before)
                    + " -> "
                    + Told.list(after);
        }
    }

    record FlowAdded(String flow, int nodes) implements Change {
        @Override
        public String sentence() {
            return "flow " + flow + " added (" + nodes + (nodes == 1 ? " node)" : " nodes)");
        }
    }

    record FlowRemoved(String flow) implements Change {
        @Override
        public String sentence() {
            return "flow " + flow + " removed";
        }
    }

    /// A change within one flow of several.
    record InFlow(String flow, Change change) implements Change {
        @Override
        public String sentence() {
            return "flow " + flow + ": " + change.sentence();
        }
    }
}
