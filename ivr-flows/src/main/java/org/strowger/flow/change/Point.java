package org.strowger.flow.change;

import java.util.List;
import java.util.Optional;
import org.strowger.flow.Prompt;
import org.strowger.flow.Target;

/// One thing that a flow or a node says, in a form that can be compared and told.
sealed interface Point {

    /// Where the call goes.
    ///
    /// @param to by the names of nodes in the later flow
    /// @param shown as its own file has it
    record Way(Target to, String shown) implements Point {}

    record Words(List<Prompt> prompt) implements Point {
        public Words {
            prompt = List.copyOf(prompt);
        }
    }

    /// Something that a flow says.
    ///
    /// @param value what is compared
    /// @param shown what people are told of it
    /// @param remark told after it; not compared, for another point says it
    record Setting(Object value, String shown, String remark) implements Point {}

    /// In which order things come that have points of their own.
    record Order(List<String> names) implements Point {
        public Order {
            names = List.copyOf(names);
        }
    }

    /// A point by its name.
    ///
    /// @param owner the name of the point that it is about; when that one comes or goes, so does
    ///   this one
    record Named(String name, Optional<String> owner, Point point) {}
}
