package org.strowger.flow.change;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.strowger.flow.InputRules;
import org.strowger.flow.NodeId;
import org.strowger.flow.Prompt;
import org.strowger.flow.Target;
import org.strowger.flow.change.Point.Named;
import org.strowger.flow.expression.Expression;

/// All points of a flow or a node, by their names, while they are put together.
final class Points {
    private final UnaryOperator<NodeId> names;
    private final SequencedMap<String, Named> points = new LinkedHashMap<>();

    /// @param names what nodes are called in the later flow
    Points(UnaryOperator<NodeId> names) {
        this.names = names;
    }

    SequencedMap<String, Named> all() {
        return points;
    }

    void way(String name, Target to) {
        put(name, Optional.empty(), new Point.Way(named(to), to.toString()));
    }

    void way(String name, Optional<Target> to) {
        to.ifPresent(target -> way(name, target));
    }

    private Target named(Target to) {
        return to instanceof Target.To(var node) ? new Target.To(names.apply(node)) : to;
    }

    /// Nothing, when there is nothing to hear.
    void words(String name, List<Prompt> prompt) {
        if (!prompt.isEmpty()) {
            put(name, Optional.empty(), new Point.Words(prompt));
        }
    }

    void wordsOf(String owner, String part, List<Prompt> prompt) {
        if (!prompt.isEmpty()) {
            put(owner + " " + part, Optional.of(owner), new Point.Words(prompt));
        }
    }

    /// A number, a name, a flag.
    void setting(String name, Object value) {
        hidden(name, value, Told.cut(value.toString()));
    }

    void setting(String name, Optional<?> value) {
        value.ifPresent(given -> setting(name, given));
    }

    void duration(String name, Duration value) {
        hidden(name, value, FlowWords.duration(value));
    }

    void duration(String name, Optional<Duration> value) {
        value.ifPresent(given -> duration(name, given));
    }

    /// People's own text.
    void text(String name, Optional<String> value) {
        value.ifPresent(text -> hidden(name, text, quoted(text)));
    }

    static String quoted(String text) {
        return "\"" + Told.cut(text) + "\"";
    }

    void expression(String name, Expression value) {
        hidden(name, value, shown(value));
    }

    void expression(String name, Optional<Expression> value) {
        value.ifPresent(given -> expression(name, given));
    }

    static String shown(Expression value) {
        return value.readsSecret() ? FlowWords.NOT_SHOWN : "`" + Told.cut(value.source()) + "`";
    }

    /// A value that is compared but shown otherwise, or not at all.
    void hidden(String name, Object value, String shown) {
        remarked(name, value, shown, "");
    }

    void remarked(String name, Object value, String shown, String remark) {
        put(name, Optional.empty(), new Point.Setting(value, shown, remark));
    }

    void settingOf(String owner, String part, Object value, String shown) {
        put(owner + " " + part, Optional.of(owner), new Point.Setting(value, shown, ""));
    }

    void order(String name, List<String> order) {
        if (order.size() > 1) {
            put(name, Optional.empty(), new Point.Order(order));
        }
    }

    /// How keys are taken.
    void input(String prefix, InputRules rules) {
        duration(prefix + "first_digit", rules.firstDigit());
        duration(prefix + "inter_digit", rules.interDigit());
        setting(prefix + "attempts", rules.attempts());
        setting(prefix + "barge_in", rules.bargeIn());
        hidden(
                prefix + "type_ahead",
                rules.typeAhead(),
                switch (rules.typeAhead()) {
                    case KEEP -> "keep";
                    case FLUSH -> "flush";
                });
        hidden(prefix + "term_key", rules.termKey(), key(rules.termKey()));
        duration(prefix + "term_wait", rules.termWait());
        hidden(prefix + "clear_key", rules.clearKey(), key(rules.clearKey()));
    }

    private static String key(Optional<Character> key) {
        return key.map(String::valueOf).orElse("none");
    }

    /// The name, or the first that is free after it, for things that may be there twice.
    String free(String name) {
        String free = name;
        for (int i = 2; points.containsKey(free); i++) {
            free = name + " (" + i + ")";
        }
        return free;
    }

    private void put(String name, Optional<String> owner, Point point) {
        if (points.put(name, new Named(name, owner, point)) != null) {
            throw new IllegalStateException("two points are called " + name);
        }
    }
}
