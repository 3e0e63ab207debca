package org.strowger.flow.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Turns a checked syntax tree into what is cheapest to evaluate.
///
/// Whatever does not change is reckoned here, once (see [Constants]). Queues and `has(...)` become
/// plain names with a [Slot] each, and strings and lists are joined by functions that have a bound.
final class Planner {
    /// The function that stands for `+` between strings and lists; CEL's own has no bound.
    static final String JOIN = "@join";

    static final String JOIN_STRINGS = "join_strings";
    static final String JOIN_LISTS = "join_lists";
    private static final SortedMap<String, String> JOINS =
            new TreeMap<>(Map.of("add_string", JOIN_STRINGS, "add_list", JOIN_LISTS));

    /// A scope in which nothing has a value.
    static final Scope NOTHING =
            new Scope() {
                @Override
                public Optional<Value> value(String name) {
                    return Optional.empty();
                }

                @Override
                public Optional<QueueFigures> queue(String name) {
                    return Optional.empty();
                }
            };

    private final SortedMap<String, Variable> variables;
    private final CheckedTree tree;
    private final Constants constants;
    private final Mistakes mistakes;
    private final SortedMap<String, Slot> slots = new TreeMap<>();
    private final SortedSet<String> reads = new TreeSet<>();
    private final SortedSet<String> queues = new TreeSet<>();

    Planner(SortedMap<String, Variable> variables, CelAbstractSyntaxTree tree, Mistakes mistakes) {
        this.variables = variables;
        this.tree = new CheckedTree(tree);
        this.constants = new Constants(this.tree);
        this.mistakes = mistakes;
    }

    /// The expression, compiled, if there are no mistakes.
    ///
    /// @param source as it was written
    Optional<Expression> plan(String source, ValueType type) throws CelEvaluationException {
        CelExpr expr = planned(tree.root());
        boolean secret = reads.stream().map(this::known).anyMatch(Variable::secret);
        if (secret && type == ValueType.LIST) {
            mistakes.add(mistakes.startOfText(), Converted.SECRET_ITEM);
        }
        if (!mistakes.isEmpty()) {
            return Optional.empty();
        }
        Plan plan = plan(expr, type, secret);
        if (plan instanceof Plan.Fixed(Evaluated.Failed(String reason))) {
            mistakes.add(mistakes.startOfText(), "fails always: " + reason);
            return Optional.empty();
        }
        return Optional.of(new Expression(source, type, plan, reads, queues, secret));
    }

    private Plan plan(CelExpr expr, ValueType type, boolean secret) throws CelEvaluationException {
        if (expr.getKind() == Kind.IDENT
                && slots.get(expr.ident().name()) instanceof Slot.Variable(String name, _)) {
            return new Plan.Read(name, known(name), type);
        }
        CelPlan plan = new CelPlan(tree.program(expr), slots, type, secret);
        boolean changes = slots.values().stream().anyMatch(slot -> !(slot instanceof Slot.Fixed));
        return changes ? plan : new Plan.Fixed(plan.evaluate(NOTHING));
    }

    private Variable known(String name) {
        return Objects.requireNonNull(variables.get(name));
    }

    private CelExpr planned(CelExpr expr) {
        if (tree.isOfAnyType(expr)) {
            mistake(expr, "may be of more than one type here");
        }
        if (tree.isOfLists(expr)) {
            mistake(expr, "lists of lists are not offered");
        }
        return switch (expr.getKind()) {
            case IDENT -> variable(expr);
            case CALL -> call(expr);
            case LIST -> list(expr);
            case MAP -> map(expr);
            case SELECT -> select(expr);
            case COMPREHENSION -> loop(expr);
            case CONSTANT, STRUCT, NOT_SET -> expr;
        };
    }

    private CelExpr variable(CelExpr expr) {
        String name = expr.ident().name();
        Variable variable = variables.get(name);
        if (variable != null) {
            reads.add(name);
            slots.put(name, new Slot.Variable(name, variable.type()));
        }
        return expr;
    }

    private CelExpr call(CelExpr expr) {
        Optional<String> asked = Tree.keyInto(Dialect.HAS, expr);
        if (asked.isPresent()) {
            return slot(expr, Dialect.HAS + " " + asked.get(), new Slot.Presence(asked.get()));
        }
        for (Figure figure : Figure.values()) {
            Optional<String> queue = Tree.keyInto(figure.hidden(), expr);
            if (queue.isPresent()) {
                queues.add(queue.get());
                String name = figure.hidden() + " " + queue.get();
                return slot(expr, name, new Slot.Queue(figure, queue.get()));
            }
        }
        return switch (constants.of(expr)) {
            case Constants.Same(Object value) ->
                    slot(expr, "@constant " + expr.id(), new Slot.Fixed(value));
            case Constants.Failing(String reason) -> {
                mistake(expr, reason);
                yield expr;
            }
            case Constants.Varying _ -> bounded(expr);
        };
    }

    private CelExpr slot(CelExpr expr, String name, Slot slot) {
        slots.put(name, slot);
        tree.refer(expr, CelReference.newBuilder().setName(name).build());
        return CelExpr.ofIdent(expr.id(), name);
    }

    private CelExpr bounded(CelExpr expr) {
        CelExpr.CelCall call = expr.call();
        Optional<CelExpr> target = call.target().map(this::planned);
        ImmutableList<CelExpr> arguments = mapped(call.args(), this::planned);
        List<String> overloads = tree.overloads(expr);
        String join = overloads.size() == 1 ? JOINS.get(overloads.getFirst()) : null;
        if (join == null) {
            return CelExpr.ofCall(expr.id(), target, call.function(), arguments);
        }
        tree.refer(expr, CelReference.newBuilder().addOverloadIds(join).build());
        return CelExpr.ofCall(expr.id(), target, JOIN, arguments);
    }

    private CelExpr list(CelExpr expr) {
        return CelExpr.ofList(
                expr.id(),
                mapped(expr.list().elements(), this::planned),
                expr.list().optionalIndices());
    }

    private CelExpr map(CelExpr expr) {
        return CelExpr.ofMap(expr.id(), mapped(expr.map().entries(), this::entry));
    }

    private CelExpr.CelMap.Entry entry(CelExpr.CelMap.Entry entry) {
        return CelExpr.ofMapEntry(
                entry.id(), planned(entry.key()), planned(entry.value()), entry.optionalEntry());
    }

    private CelExpr select(CelExpr expr) {
        CelExpr.CelSelect select = expr.select();
        return CelExpr.ofSelect(
                expr.id(), planned(select.operand()), select.field(), select.testOnly());
    }

    private CelExpr loop(CelExpr expr) {
        CelExpr.CelComprehension loop = expr.comprehension();
        return CelExpr.ofComprehension(
                expr.id(),
                loop.iterVar(),
                loop.iterVar2(),
                planned(loop.iterRange()),
                loop.accuVar(),
                planned(loop.accuInit()),
                planned(loop.loopCondition()),
                planned(loop.loopStep()),
                planned(loop.result()));
    }

    private void mistake(CelExpr at, String message) {
        mistakes.add(mistakes.startOfCall(mistakes.chars(tree.position(at))), message);
    }

    private static <T> ImmutableList<T> mapped(List<T> items, UnaryOperator<T> mapping) {
        return items.stream().map(mapping).collect(ImmutableList.toImmutableList());
    }
}
