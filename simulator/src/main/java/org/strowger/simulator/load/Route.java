package org.strowger.simulator.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.QueueId;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowBook;
import org.strowger.flow.FlowNode;
import org.strowger.flow.NodeId;
import org.strowger.flow.Target;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.scenario.Source.Choice;
import org.strowger.simulator.scenario.Source.Keys;

/// What a caller presses on the way through a flow, and the line that this leads to.
///
/// A caller does not hear where they are, so the way is found beforehand: through menus by what is
/// pressed there; opening hours are open, of conditions the last way counts, of splits the first,
/// and what may go wrong does not.
///
/// @param presses one for each question at which keys are pressed
/// @param line absent when the way leads to none
record Route(List<String> presses, Optional<QueueId> line) {
    private static final int MOST_STEPS = 200;

    Route {
        presses = List.copyOf(presses);
    }

    static Route through(FlowBook book, Keys keys, Chance chance) {
        return new Walk(book, keys, chance).route();
    }

    /// One caller's walk.
    private static final class Walk {
        private final FlowBook book;
        private final Keys keys;
        private final Chance chance;
        private final List<String> presses = new ArrayList<>();
        private final List<Return> callers = new ArrayList<>();
        private Optional<QueueId> line = Optional.empty();

        /// Where a flow that was called goes back to.
        private record Return(Flow flow, FlowNode node, Target next) {}

        Walk(FlowBook book, Keys keys, Chance chance) {
            this.book = book;
            this.keys = keys;
            this.chance = chance;
        }

        Route route() {
            Flow flow = book.entryFlow();
            Optional<FlowNode> node = Optional.of(flow.node(flow.start()));
            for (int step = 0; step < MOST_STEPS && node.isPresent(); step++) {
                FlowNode at = node.get();
                Optional<Target> target = leave(flow, at);
                if (at instanceof FlowNode.Call(_, _, var called, _, _, _)) {
                    flow = book.flow(called);
                    node = Optional.of(flow.node(flow.start()));
                } else if (at instanceof FlowNode.Return && !callers.isEmpty()) {
                    Return back = callers.removeLast();
                    flow = back.flow();
                    node = next(flow, back.node(), Optional.of(back.next()));
                } else {
                    node = next(flow, at, target);
                }
            }
            return new Route(presses, line);
        }

        private static Optional<FlowNode> next(Flow flow, FlowNode from, Optional<Target> target) {
            return target.flatMap(
                    way ->
                            switch (way) {
                                case Target.To(NodeId id) -> Optional.of(flow.node(id));
                                case Target.Repeat _, Target.Back _ -> Optional.of(from);
                                case Target.HangUp _ -> Optional.empty();
                            });
        }

        /// Does what a caller does at a node.
        ///
        /// @return the way from there; empty where callers stay
        private Optional<Target> leave(Flow flow, FlowNode node) {
            return switch (node) {
                case FlowNode.Say n -> Optional.of(n.next());
                case FlowNode.Assign n -> Optional.of(n.next());
                case FlowNode.Http n -> Optional.of(n.next());
                case FlowNode.Hours n -> Optional.of(n.open());
                case FlowNode.Switch n -> Optional.of(n.otherwise());
                case FlowNode.Split n -> Optional.of(n.ways().getFirst().go());
                case FlowNode.Callback n -> Optional.of(n.next());
                case FlowNode.Menu n -> choose(flow, n);
                case FlowNode.Collect n -> after(flow, n, n.next());
                case FlowNode.Survey n -> after(flow, n, n.next());
                case FlowNode.Record n -> after(flow, n, n.next());
                case FlowNode.Voicemail n -> after(flow, n, n.next());
                case FlowNode.Queue n -> {
                    line = Optional.of(new QueueId(n.needs().queue()));
                    yield Optional.empty();
                }
                case FlowNode.Call n -> {
                    callers.add(new Return(flow, n, n.next()));
                    yield Optional.empty();
                }
                case FlowNode.Transfer _, FlowNode.Return _, FlowNode.HangUp _ -> Optional.empty();
            };
        }

        private Optional<Target> choose(Flow flow, FlowNode.Menu menu) {
            String pressed = press(flow, menu);
            if (pressed.isEmpty()) {
                return Optional.empty();
            }
            FlowNode.Choice choice = menu.choices().get(pressed);
            return Optional.of(choice == null ? new Target.Repeat() : choice.go());
        }

        private Optional<Target> after(Flow flow, FlowNode node, Target next) {
            return press(flow, node).isEmpty() ? Optional.empty() : Optional.of(next);
        }

        /// What is pressed at a node, by lot.
        private String press(Flow flow, FlowNode node) {
            String id = node.id().value();
            String name = flow.id().equals(book.entry()) ? id : flow.id() + "/" + id;
            double lot = chance.uniform();
            String pressed = "";
            for (Choice choice : keys.at().getOrDefault(name, List.of())) {
                pressed = choice.pressed();
                lot -= choice.chance();
                if (lot < 0) {
                    break;
                }
            }
            if (!pressed.isEmpty()) {
                presses.add(pressed);
            }
            return pressed;
        }
    }
}
