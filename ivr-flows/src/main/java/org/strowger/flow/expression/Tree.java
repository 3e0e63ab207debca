package org.strowger.flow.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looking at CEL's syntax tree.
final class Tree {
    private Tree() {}

    static List<CelExpr> children(CelExpr expr) {
        List<CelExpr> children = new ArrayList<>();
        switch (expr.getKind()) {
            case SELECT -> children.add(expr.select().operand());
            case CALL -> {
                expr.call().target().ifPresent(children::add);
                children.addAll(expr.call().args());
            }
            case LIST -> children.addAll(expr.list().elements());
            case MAP ->
                    expr.map()
                            .entries()
                            .forEach(
                                    entry -> {
                                        children.add(entry.key());
                                        children.add(entry.value());
                                    });
            case STRUCT -> expr.struct().entries().forEach(entry -> children.add(entry.value()));
            case COMPREHENSION -> {
                CelExpr.CelComprehension loop = expr.comprehension();
                children.add(loop.iterRange());
                children.add(loop.accuInit());
                children.add(loop.loopCondition());
                children.add(loop.loopStep());
                children.add(loop.result());
            }
            case CONSTANT, IDENT, NOT_SET -> {}
        }
        return children;
    }

    /// `crm.tier` of a tree that is nothing but a name with dots.
    static Optional<String> dotted(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> Optional.of(expr.ident().name());
            case SELECT ->
                    dotted(expr.select().operand()).map(head -> head + "." + expr.select().field());
            default -> Optional.empty();
        };
    }

    /// The leftmost name of a dotted one.
    static CelExpr head(CelExpr dotted) {
        return dotted.getKind() == Kind.SELECT ? head(dotted.select().operand()) : dotted;
    }

    static Optional<String> text(CelExpr expr) {
        return expr.getKind() == Kind.CONSTANT
                        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expr.constant().stringValue())
                : Optional.empty();
    }

    /// What a look into a hidden map looks for: `support` of `@waiting['support']`.
    static Optional<String> keyInto(String hidden, CelExpr expr) {
        if (expr.getKind() != Kind.CALL
                || !expr.call().function().equals(Dialect.INDEX)
                || !dotted(expr.call().args().getFirst()).equals(Optional.of(hidden))) {
            return Optional.empty();
        }
        return text(expr.call().args().getLast());
    }
}
