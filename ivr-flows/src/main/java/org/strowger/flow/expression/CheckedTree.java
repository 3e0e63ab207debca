package org.strowger.flow.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A syntax tree with its types, of which parts can be run, and in which names can be given anew.
final class CheckedTree {
    private final CelAbstractSyntaxTree tree;
    private final Map<Long, CelReference> references;

    CheckedTree(CelAbstractSyntaxTree tree) {
        this.tree = tree;
        this.references = new TreeMap<>(tree.getReferenceMap());
    }

    CelExpr root() {
        return tree.getExpr();
    }

    CelType type(CelExpr expr) {
        return tree.getType(expr.id()).orElse(SimpleType.ERROR);
    }

    /// Whether only a call would show the type.
    boolean isOfAnyType(CelExpr expr) {
        return type(expr).equals(SimpleType.DYN);
    }

    /// Whether it is a list of lists or of maps. CEL copies those over and over: a thousand of a
    /// thousand items each take it seconds.
    boolean isOfLists(CelExpr expr) {
        return type(expr) instanceof ListType list
                && list.hasElemType()
                && (list.elemType() instanceof ListType || list.elemType() instanceof MapType);
    }

    /// In code points from the start of the text.
    int position(CelExpr expr) {
        return tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0);
    }

    /// What may be meant by a call: one function each for the types that it may be called with.
    List<String> overloads(CelExpr call) {
        CelReference reference = references.get(call.id());
        return reference == null ? List.of() : reference.overloadIds();
    }

    void refer(CelExpr expr, CelReference reference) {
        references.put(expr.id(), reference);
    }

    /// A part of the tree, made ready to run.
    CelRuntime.Program program(CelExpr part) throws CelEvaluationException {
        return Dialect.RUNTIME.createProgram(
                CelAbstractSyntaxTree.newCheckedAst(
                        part, tree.getSource(), references, tree.getTypeMap()));
    }
}
