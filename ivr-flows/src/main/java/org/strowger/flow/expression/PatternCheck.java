package org.strowger.flow.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.Map;

/// Finds regular expressions that must not be compiled: those that grow beyond bounds, and those
/// that only a call would know, for what a caller sends could make one grow.
final class PatternCheck {
    private final Map<Long, Integer> positions;
    private final Mistakes mistakes;

    PatternCheck(CelAbstractSyntaxTree tree, Mistakes mistakes) {
        this.positions = tree.getSource().getPositionsMap();
        this.mistakes = mistakes;
    }

    void check(CelExpr expr) {
        if (expr.getKind() == Kind.CALL && expr.call().function().equals("matches")) {
            expr.call().args().stream().reduce((_, last) -> last).ifPresent(this::checkPattern);
        }
        Tree.children(expr).forEach(this::check);
    }

    private void checkPattern(CelExpr pattern) {
        if (Tree.text(pattern).isEmpty()) {
            mistakes.add(offset(pattern), "'matches' expects its pattern written out in quotes");
        } else if (Tree.text(pattern).filter(text -> !PatternSize.isBounded(text)).isPresent()) {
            mistakes.add(offset(pattern), "the pattern grows too large when it is written out");
        }
    }

    private int offset(CelExpr expr) {
        return mistakes.chars(positions.getOrDefault(expr.id(), 0));
    }
}
