package org.strowger.flow.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Compiles expressions over the variables that a flow declares.
///
/// Made once for a flow when it is published, as compiling takes far too long for a call: half a
/// millisecond to some milliseconds for an expression, and about a second of processor time for the
/// very first one of a process (see [#warmUp()]). It serves every thread.
public final class ExpressionCompiler {
    private static final String BIT_OF_EVERYTHING =
            "!has(account) || account.matches('[0-9]+') && account + 'x' != '7' && 1 + 2 * 3 < 9"
                    + " && now - duration('2m') > timestamp('2026-01-01T00:00:00Z')"
                    + " && skills.exists(s, s == 'french') && waiting('support') > 1";

    private final SortedMap<String, Variable> variables;
    private final CelCompiler compiler;

    /// A compiler for one flow.
    ///
    /// @param variables by their whole names, such as `account`, `crm.tier` or `caller.number`
    public ExpressionCompiler(SortedMap<String, Variable> variables) {
        this.variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
        this.compiler = Dialect.compiler(this.variables);
    }

    /// The expression, or all that is wrong with its text. Whatever the text is, this returns.
    ///
    /// @param expected the type that its value must have; where `double` is expected, an `int` will
    ///   do and is widened
    public Compiled compile(String text, ValueType expected) {
        return compile(text, Optional.of(expected));
    }

    /// As [#compile(String, ValueType)], for a value of whatever type it has.
    public Compiled compile(String text) {
        return compile(text, Optional.empty());
    }

    private Compiled compile(String text, Optional<ValueType> expected) {
        Mistakes mistakes = new Mistakes(text);
        if (text.isBlank()) {
            mistakes.add(0, "the expression is empty");
            return mistakes.refused();
        }
        if (text.length() > Dialect.LONGEST) {
            mistakes.add(Dialect.LONGEST, "longer than " + Dialect.LONGEST + " characters");
            return mistakes.refused();
        }
        return compile(text, expected, mistakes);
    }

    private Compiled compile(String text, Optional<ValueType> expected, Mistakes mistakes) {
        try {
            CelValidationResult parsed = compiler.parse(text);
            if (parsed.hasError()) {
                addFirst(parsed, mistakes);
                return mistakes.refused();
            }
            Optional<CelAbstractSyntaxTree> checked = checked(parsed.getAst(), mistakes);
            if (checked.isPresent()) {
                return planned(text, checked.get(), expected, mistakes);
            }
        } catch (CelValidationException | CelEvaluationException | RuntimeException unforeseen) {
            // Whatever CEL has overlooked, an editor that checks as people type must not break.
            mistakes.add(0, "cannot be compiled");
        }
        return mistakes.refused();
    }

    /// Past the first slip of the pen a parser sees ghosts.
    private static void addFirst(CelValidationResult parsed, Mistakes mistakes) {
        CelIssue first = parsed.getErrors().getFirst();
        mistakes.add(
                mistakes.offset(first, parsed.getSource()),
                SyntaxWording.worded(first.getMessage()));
    }

    private Optional<CelAbstractSyntaxTree> checked(CelAbstractSyntaxTree tree, Mistakes mistakes)
            throws CelValidationException {
        new NameCheck(new TreeSet<>(variables.keySet()), tree, mistakes)
                .check(tree.getExpr(), Collections.emptySortedSet());
        boolean namesAreKnown = mistakes.isEmpty();
        CelValidationResult checked = compiler.check(tree);
        for (CelIssue issue : checked.getErrors()) {
            if (namesAreKnown || !isAboutNames(issue.getMessage())) {
                int offset = mistakes.offset(issue, checked.getSource());
                int start = mistakes.startOfCall(offset);
                mistakes.add(start, TypeWording.worded(issue.getMessage(), start < offset));
            }
        }
        new PatternCheck(tree, mistakes).check(tree.getExpr());
        return mistakes.isEmpty() ? Optional.of(checked.getAst()) : Optional.empty();
    }

    /// What [NameCheck] has said already, in better words, or what comes of it.
    private static boolean isAboutNames(String message) {
        return message.startsWith("undeclared reference")
                || message.contains("essage type")
                || message.contains("*error*");
    }

    private Compiled planned(
            String text,
            CelAbstractSyntaxTree tree,
            Optional<ValueType> expected,
            Mistakes mistakes)
            throws CelEvaluationException {
        Optional<ValueType> type =
                Stream.concat(expected.stream(), Arrays.stream(ValueType.values()))
                        .limit(expected.isPresent() ? 1 : ValueType.values().length)
                        .filter(t -> isOf(t, tree))
                        .findFirst();
        if (type.isEmpty()) {
            String found = TypeWording.worded(tree.getResultType());
            mistakes.add(
                    mistakes.startOfText(),
                    "expects "
                            + expected.map(TypeWording::expected).orElse("a single value or a list")
                            + ", found "
                            + found);
            return mistakes.refused();
        }
        return new Planner(variables, tree, mistakes)
                .plan(text, type.get())
                .<Compiled>map(Compiled.Ok::new)
                .orElseGet(mistakes::refused);
    }

    private static boolean isOf(ValueType expected, CelAbstractSyntaxTree tree) {
        CelType found = tree.getResultType();
        boolean isEmptyList =
                tree.getExpr().getKind() == Kind.LIST && tree.getExpr().list().elements().isEmpty();
        return Dialect.celType(expected).equals(found)
                || (expected == ValueType.DOUBLE && found.equals(SimpleType.INT))
                || (expected == ValueType.LIST && isEmptyList);
    }

    /// Compiles and evaluates an expression that has a bit of everything.
    ///
    /// Called once when a process starts, it keeps the first flow that is published from waiting
    /// for CEL's classes to be loaded.
    ///
    /// @return whether it came to what it should
    public static boolean warmUp() {
        SortedMap<String, Variable> variables = new TreeMap<>();
        variables.put("account", new Variable(ValueType.STRING, false));
        variables.put("now", new Variable(ValueType.TIMESTAMP, false));
        variables.put("skills", new Variable(ValueType.LIST, false));
        Compiled compiled =
                new ExpressionCompiler(variables).compile(BIT_OF_EVERYTHING, ValueType.BOOL);
        return compiled instanceof Compiled.Ok(Expression expression)
                && expression.evaluate(Planner.NOTHING) instanceof Evaluated.Known;
    }
}
