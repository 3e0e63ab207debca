package org.strowger.flow.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// CEL as flows speak it: its limits, and the functions that it has here and not elsewhere.
///
/// `waiting('support')` and `has(crm.tier)` are macros that become a look into a map of a hidden
/// name (`@` is in no name that can be typed), so that CEL checks their types and [Planner] can
/// tell without running anything which queue is meant.
final class Dialect {
    static final int LONGEST = 2_000;
    static final int DEEPEST = 50;
    static final int MOST_ITERATIONS = 1_000;
    static final int LARGEST_REGEX = 500;
    private static final int MOST_NODES = 2_000;
    private static final int MOST_SYNTAX_ERRORS = 5;

    static final String INDEX = "_[_]";
    static final String HAS = "@has";

    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .maxExpressionCodePointSize(LONGEST)
                    .maxParseRecursionDepth(DEEPEST)
                    .maxParseExpressionNodeCount(MOST_NODES)
                    .maxParseErrorRecoveryLimit(MOST_SYNTAX_ERRORS)
                    .comprehensionMaxIterations(MOST_ITERATIONS)
                    .maxRegexProgramSize(LARGEST_REGEX)
                    .enableHeterogeneousNumericComparisons(true)
                    .build();

    /// What runs expressions; it has no state and serves every thread.
    static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder()
                    .setOptions(OPTIONS)
                    .addFunctionBindings(
                            CelFunctionBinding.fromOverloads(
                                    Planner.JOIN,
                                    CelFunctionBinding.from(
                                            Planner.JOIN_STRINGS,
                                            String.class,
                                            String.class,
                                            Converted::joined),
                                    CelFunctionBinding.from(
                                            Planner.JOIN_LISTS,
                                            List.class,
                                            List.class,
                                            Converted::joined)))
                    .build();

    private Dialect() {}

    static CelCompiler compiler(SortedMap<String, Variable> variables) {
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .setStandardMacros(
                                CelStandardMacro.ALL,
                                CelStandardMacro.EXISTS,
                                CelStandardMacro.EXISTS_ONE,
                                CelStandardMacro.FILTER,
                                CelStandardMacro.MAP,
                                CelStandardMacro.MAP_FILTER)
                        .addMacros(CelMacro.newGlobalMacro("has", 1, Dialect::has))
                        .addVar(HAS, MapType.create(SimpleType.STRING, SimpleType.BOOL));
        for (Figure figure : Figure.values()) {
            builder.addMacros(
                            CelMacro.newGlobalMacro(
                                    figure.function(),
                                    1,
                                    (factory, _, arguments) -> figure(figure, factory, arguments)))
                    .addVar(figure.hidden(), MapType.create(SimpleType.STRING, figure.type()));
        }
        variables.forEach((name, variable) -> builder.addVar(name, celType(variable.type())));
        return builder.build();
    }

    static CelType celType(ValueType type) {
        return switch (type) {
            case STRING -> SimpleType.STRING;
            case INT -> SimpleType.INT;
            case DOUBLE -> SimpleType.DOUBLE;
            case BOOL -> SimpleType.BOOL;
            case DURATION -> SimpleType.DURATION;
            case TIMESTAMP -> SimpleType.TIMESTAMP;
            case LIST -> ListType.create(SimpleType.STRING);
        };
    }

    private static Optional<CelExpr> figure(
            Figure figure, CelMacroExprFactory factory, List<CelExpr> arguments) {
        CelExpr queue = arguments.getFirst();
        return Optional.of(
                Tree.text(queue).isPresent()
                        ? lookUp(factory, figure.hidden(), queue)
                        : refused(factory, queue, figure.expected()));
    }

    private static Optional<CelExpr> has(
            CelMacroExprFactory factory, CelExpr target, List<CelExpr> arguments) {
        CelExpr argument = arguments.getFirst();
        Optional<String> name = Tree.dotted(argument);
        if (name.isEmpty()) {
            return Optional.of(refused(factory, argument, Vocabulary.noFunction("has")));
        }
        CelExpr key = CelExpr.ofConstant(Tree.head(argument).id(), CelConstant.ofValue(name.get()));
        return Optional.of(lookUp(factory, HAS, key));
    }

    private static CelExpr lookUp(CelMacroExprFactory factory, String hidden, CelExpr key) {
        return factory.newGlobalCall(INDEX, factory.newIdentifier(hidden), key);
    }

    private static CelExpr refused(CelMacroExprFactory factory, CelExpr at, String message) {
        return factory.reportError(CelIssue.formatError(factory.getSourceLocation(at), message));
    }
}
