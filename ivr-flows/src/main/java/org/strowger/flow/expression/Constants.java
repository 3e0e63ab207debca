package org.strowger.flow.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.strowger.yaml.Quoted;

/// Finds the calls in an expression whose outcome is known before any call comes in.
///
/// `duration('2m')` is the same always. `duration('2x')`, `account.matches('(')` and `priority / 0`
/// fail always, so that nobody should be able to publish them.
final class Constants {
    private static final String PROBE = "@probe";
    private static final CelVariableResolver PROBES = _ -> Optional.of(Instant.EPOCH);

    private final CheckedTree tree;

    Constants(CheckedTree tree) {
        this.tree = tree;
    }

    sealed interface Outcome {}

    record Same(Object value) implements Outcome {}

    record Failing(String reason) implements Outcome {}

    record Varying() implements Outcome {}

    Outcome of(CelExpr call) {
        if (isConstant(call)) {
            return outcome(call);
        }
        if (isDivisionByZero(call.call())) {
            return new Failing("division by zero");
        }
        return isText(call.call()) ? probed(call) : new Varying();
    }

    /// Whether text in quotes says what the call shall do, as in `x.matches('[0-9]+')`.
    private static boolean isText(CelExpr.CelCall call) {
        boolean reads = call.function().equals("matches") || call.function().startsWith("get");
        return reads && !call.args().isEmpty() && Tree.text(call.args().getLast()).isPresent();
    }

    private static boolean isConstant(CelExpr expr) {
        return expr.getKind() == Kind.CONSTANT
                || (expr.getKind() == Kind.CALL
                        && Tree.children(expr).stream().allMatch(Constants::isConstant));
    }

    private Outcome outcome(CelExpr call) {
        try {
            Object value = tree.program(call).eval(PROBES);
            return isPlain(value) ? new Same(value) : new Varying();
        } catch (CelEvaluationException failed) {
            return new Failing(reason(call.call(), failed));
        }
    }

    private static boolean isPlain(Object value) {
        return switch (value) {
            case String _, Long _, Double _, Boolean _, Duration _, Instant _ -> true;
            default -> false;
        };
    }

    private static boolean isDivisionByZero(CelExpr.CelCall call) {
        return (call.function().equals("_/_") || call.function().equals("_%_"))
                && isZero(call.args().getLast());
    }

    private static boolean isZero(CelExpr expr) {
        return expr.getKind() == Kind.CONSTANT
                && switch (expr.constant().getKind()) {
                    case INT64_VALUE -> expr.constant().int64Value() == 0;
                    case DOUBLE_VALUE -> expr.constant().doubleValue() == 0;
                    default -> false;
                };
    }

    /// Tries `x.matches('(')` on an x that agrees with everything, to see whether the rest does.
    private Outcome probed(CelExpr call) {
        CelExpr.CelCall on = call.call();
        ImmutableList<CelExpr> arguments =
                on.args().stream().map(this::probe).collect(ImmutableList.toImmutableList());
        CelExpr tried =
                CelExpr.ofCall(call.id(), on.target().map(this::probe), on.function(), arguments);
        return outcome(tried) instanceof Failing failing ? failing : new Varying();
    }

    private CelExpr probe(CelExpr operand) {
        if (isConstant(operand)) {
            return operand;
        }
        return tree.type(operand).equals(SimpleType.STRING)
                ? CelExpr.ofConstant(operand.id(), CelConstant.ofValue(""))
                : CelExpr.ofIdent(operand.id(), PROBE);
    }

    private static String reason(CelExpr.CelCall call, CelEvaluationException failed) {
        String shown =
                call.args().isEmpty()
                        ? ""
                        : Tree.text(call.args().getLast())
                                .map(t -> " " + Quoted.quoted(t))
                                .orElse("");
        return switch (call.function()) {
            case "duration" -> "no duration" + shown + ", write it as '90s', '2m' or '1h30m'";
            case "timestamp" -> "no time" + shown + ", write it as '2026-11-22T09:30:00Z'";
            case "matches" -> "no regular expression" + shown + " that RE2 understands";
            case "getDate",
                    "getDayOfMonth",
                    "getDayOfWeek",
                    "getDayOfYear",
                    "getFullYear",
                    "getHours",
                    "getMilliseconds",
                    "getMinutes",
                    "getMonth",
                    "getSeconds" ->
                    "no time zone" + shown + ", write it as 'Europe/London'";
            default -> "fails always: " + CelPlan.reason(failed);
        };
    }
}
