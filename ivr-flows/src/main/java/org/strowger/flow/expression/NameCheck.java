package org.strowger.flow.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Looks for names that are not known, before CEL checks types.
///
/// CEL would do it, too, but of `crm.teir` it says "undeclared reference to 'crm'".
final class NameCheck {
    private static final String HIDDEN = "@";

    private final SortedSet<String> variables;
    private final Map<Long, Integer> positions;
    private final Mistakes mistakes;

    NameCheck(SortedSet<String> variables, CelAbstractSyntaxTree tree, Mistakes mistakes) {
        this.variables = variables;
        this.positions = tree.getSource().getPositionsMap();
        this.mistakes = mistakes;
    }

    /// @param items the names that `exists`, `map` and the like have given to the items of a list
    void check(CelExpr expr, SortedSet<String> items) {
        switch (expr.getKind()) {
            case IDENT, SELECT -> checkName(expr, items);
            case CALL -> checkCall(expr, items);
            case COMPREHENSION -> checkLoop(expr, items);
            case STRUCT -> mistake(expr, "objects such as Name{...} are not offered");
            case LIST, MAP -> checkAll(Tree.children(expr), items);
            case CONSTANT, NOT_SET -> {}
        }
    }

    private void checkAll(List<CelExpr> exprs, SortedSet<String> items) {
        exprs.forEach(expr -> check(expr, items));
    }

    private void checkName(CelExpr expr, SortedSet<String> items) {
        Optional<String> dotted = Tree.dotted(expr);
        if (dotted.isEmpty()) {
            checkAll(Tree.children(expr), items);
            return;
        }
        CelExpr head = Tree.head(expr);
        if (!isKnown(head.ident().name(), items) && !hasDeclaredHead(dotted.get())) {
            mistake(head, Vocabulary.noVariable(dotted.get(), variables));
        }
    }

    private static boolean isKnown(String head, SortedSet<String> items) {
        return head.startsWith(HIDDEN) || items.contains(head) || Vocabulary.isType(head);
    }

    /// Whether a variable is meant, of which there may be asked what it has not: `account.size`.
    private boolean hasDeclaredHead(String dotted) {
        for (int end = dotted.length(); end > 0; end = dotted.lastIndexOf('.', end - 1)) {
            if (variables.contains(dotted.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    private void checkCall(CelExpr expr, SortedSet<String> items) {
        String function = expr.call().function();
        Optional<String> asked = Tree.keyInto(Dialect.HAS, expr);
        if (asked.isPresent() && !variables.contains(asked.get())) {
            mistake(expr.call().args().getLast(), Vocabulary.noVariable(asked.get(), variables));
        }
        if (Vocabulary.isFunction(function)) {
            checkAll(Tree.children(expr), items);
            return;
        }
        mistakes.add(mistakes.startOfCall(offset(expr)), Vocabulary.noFunction(function));
        expr.call().target().ifPresent(target -> check(target, items));
    }

    private void checkLoop(CelExpr expr, SortedSet<String> items) {
        CelExpr.CelComprehension loop = expr.comprehension();
        String item = loop.iterVar();
        if (variables.contains(item)
                || variables.stream().anyMatch(v -> v.startsWith(item + "."))) {
            mistake(expr, "'" + item + "' cannot name the items of a list, it names a variable");
        }
        SortedSet<String> inside = new TreeSet<>(items);
        inside.add(item);
        check(loop.iterRange(), items);
        check(loop.accuInit(), items);
        checkAll(List.of(loop.loopCondition(), loop.loopStep(), loop.result()), inside);
    }

    private void mistake(CelExpr at, String message) {
        mistakes.add(offset(at), message);
    }

    private int offset(CelExpr expr) {
        return mistakes.chars(positions.getOrDefault(expr.id(), 0));
    }
}
