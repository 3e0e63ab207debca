package org.strowger.flow.change;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.strowger.flow.Flow;
import org.strowger.flow.NodeId;
import org.strowger.flow.Target;
import org.strowger.flow.change.Point.Named;
import org.strowger.flow.expression.Value;
import org.strowger.flow.expression.Variable;

/// The points of a flow as a whole.
final class FlowPoints {
    /// Before the names of what holds for all questions that do not say otherwise.
    static final String DEFAULT = "default ";

    private FlowPoints() {}

    static SequencedMap<String, Named> of(Flow flow, UnaryOperator<NodeId> names) {
        Points points = new Points(names);
        points.hidden("id", flow.id(), flow.id());
        points.text("description", flow.description());
        points.setting("main language", flow.language());
        flow.languages().stream()
                .distinct()
                .forEach(tag -> points.hidden(points.free("language " + tag), tag, ""));
        // The first is a point already; of the others the first that is near is taken.
        points.order("languages", flow.languages().stream().distinct().skip(1).toList());
        points.setting("zone", flow.zone());
        points.way("start", new Target.To(flow.start()));
        flow.takes().forEach((name, parameter) -> parameter(points, name, parameter));
        flow.returns().ifPresent(type -> points.hidden("returns", type, type.word()));
        variables(points, flow);
        points.input(DEFAULT, flow.input());
        points.way(DEFAULT + "on_error", flow.onError());
        flow.globalKeys().forEach((key, go) -> points.way("global key " + key, go));
        points.way("on_hangup", flow.onHangUp().map(Target.To::new));
        points.setting("max_steps", flow.limits().maxSteps());
        points.setting("max_depth", flow.limits().maxDepth());
        return points.all();
    }

    private static void parameter(Points points, String name, Flow.Parameter parameter) {
        Variable variable = parameter.variable();
        String otherwise =
                parameter
                        .otherwise()
                        .map(value -> ", default " + shown(variable, value))
                        .orElse(", required");
        points.hidden("parameter " + name, parameter, type(variable) + otherwise);
    }

    /// Parameters have points of their own, and so have the fields of data dips, at their nodes.
    private static void variables(Points points, Flow flow) {
        SequencedMap<String, Variable> own = new LinkedHashMap<>(flow.variables());
        flow.takes().keySet().forEach(own::remove);
        own.keySet().removeIf(name -> name.indexOf('.') >= 0);
        own.forEach(
                (name, variable) -> {
                    points.hidden("variable " + name, variable, type(variable));
                    Optional.ofNullable(flow.initial().get(name))
                            .ifPresent(
                                    value ->
                                            points.settingOf(
                                                    "variable " + name,
                                                    "default",
                                                    value,
                                                    shown(variable, value)));
                });
    }

    private static String type(Variable variable) {
        return variable.type().word() + (variable.secret() ? ", secret" : "");
    }

    private static String shown(Variable variable, Value value) {
        return variable.secret() ? FlowWords.NOT_SHOWN : Told.cut(FlowWords.value(value));
    }
}
