package org.strowger.flow.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A figure of a queue that an expression can ask for, by the function that asks.
enum Figure {
    WAITING(SimpleType.INT),
    READY(SimpleType.INT),
    EXPECTED_WAIT(SimpleType.DURATION);

    static final List<String> FUNCTIONS = Arrays.stream(values()).map(Figure::function).toList();

    private final CelType type;
    private final String function = name().toLowerCase(Locale.ROOT);

    Figure(CelType type) {
        this.type = type;
    }

    CelType type() {
        return type;
    }

    String function() {
        return function;
    }

    /// The name of the map that CEL is told of.
    String hidden() {
        return "@" + function;
    }

    String expected() {
        return function
                + "(...) expects the name of a queue in quotes: "
                + function
                + "('support')";
    }

    static Optional<Figure> ofHidden(String hidden) {
        return Arrays.stream(values()).filter(f -> f.hidden().equals(hidden)).findFirst();
    }

    /// The figure as CEL takes it.
    Object of(QueueFigures figures) {
        return switch (this) {
            case WAITING -> (long) figures.waiting();
            case READY -> (long) figures.ready();
            case EXPECTED_WAIT -> figures.expectedWait();
        };
    }
}
