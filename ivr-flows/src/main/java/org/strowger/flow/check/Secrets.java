package org.strowger.flow.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowNode;
import org.strowger.flow.expression.Variable;
import org.strowger.yaml.Problem;

/// Finds secrets that get where somebody could see or hear them (L17).
///
/// A secret may decide where a call goes, be sent to another system over https, and be kept in a
/// variable or told to a flow that keeps it secret as well.
final class Secrets {
    private Secrets() {}

    /// @param flows all that there are, by id
    static List<Problem> find(FlowFile file, SortedMap<String, Flow> flows) {
        List<Problem> problems = new ArrayList<>();
        for (FlowNode node : file.flow().nodes().values()) {
            for (Reading reading : Reading.of(node)) {
                if (reading.expression().readsSecret()) {
                    leak(reading.purpose(), file.flow(), flows)
                            .ifPresent(
                                    leak ->
                                            problems.add(
                                                    file.problem(
                                                            LintCode.L17,
                                                            node,
                                                            reading.part(),
                                                            leak)));
                }
            }
        }
        return problems;
    }

    private static Optional<String> leak(
            Reading.Purpose purpose, Flow flow, SortedMap<String, Flow> flows) {
        return switch (purpose) {
            case Reading.Purpose.Decides() -> Optional.empty();
            case Reading.Purpose.Heard() -> Optional.of("a secret would be said aloud");
            case Reading.Purpose.InUrl() ->
                    Optional.of("a secret in a URL stands in logs; send it in the body");
            case Reading.Purpose.Sent(boolean sealed) ->
                    sealed
                            ? Optional.empty()
                            : Optional.of("a secret may only be sent by https, this is http");
            case Reading.Purpose.Kept(String variable) ->
                    isSecret(Optional.ofNullable(flow.variables().get(variable)))
                            ? Optional.empty()
                            : Optional.of(
                                    "a secret goes into '"
                                            + variable
                                            + "', which is not declared secret");
            case Reading.Purpose.Told(String callee, String parameter) ->
                    keepsSecret(flows, callee, parameter)
                            ? Optional.empty()
                            : Optional.of(
                                    "a secret is told to flow '"
                                            + callee
                                            + "', whose '"
                                            + parameter
                                            + "' is not declared secret");
            case Reading.Purpose.Returned() ->
                    Optional.of("a secret would be a flow's result, which is not kept secret");
            case Reading.Purpose.Shown() ->
                    Optional.of("a secret may not be a number, an agent's name or a priority");
        };
    }

    private static boolean isSecret(Optional<Variable> variable) {
        return variable.map(Variable::secret).orElse(false);
    }

    /// True of a flow or parameter that is not there: that is told elsewhere.
    private static boolean keepsSecret(
            SortedMap<String, Flow> flows, String callee, String parameter) {
        return Optional.ofNullable(flows.get(callee))
                .map(flow -> flow.takes().get(parameter))
                .map(told -> told.variable().secret())
                .orElse(true);
    }
}
