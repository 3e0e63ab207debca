package org.strowger.flow.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.flow.change.Change.SettingChanged;

/// Tells the change of a flow's default once, and not at each node that follows it.
final class Inherited {
    private Inherited() {}

    static List<Change> told(List<Change> whole, List<Change> nodes) {
        List<Change> told = new ArrayList<>();
        List<Change> left = new ArrayList<>(nodes);
        for (Change change : whole) {
            told.add(
                    change instanceof SettingChanged setting
                                    && setting.setting().startsWith(FlowPoints.DEFAULT)
                            ? withNodes(setting, left)
                            : change);
        }
        told.addAll(left);
        return told;
    }

    private static Change withNodes(SettingChanged ofFlow, List<Change> nodes) {
        List<String> following = new ArrayList<>();
        nodes.removeIf(
                change -> {
                    boolean follows =
                            change instanceof SettingChanged ofNode && follows(ofNode, ofFlow);
                    if (follows && change instanceof SettingChanged ofNode) {
                        ofNode.node().ifPresent(node -> following.add(node.value()));
                    }
                    return follows;
                });
        String remark = following.isEmpty() ? "" : " (in " + Told.list(following) + ")";
        return new SettingChanged(
                Optional.empty(), ofFlow.setting(), ofFlow.before(), ofFlow.after(), remark);
    }

    private static boolean follows(SettingChanged ofNode, SettingChanged ofFlow) {
        return ofFlow.setting().equals(FlowPoints.DEFAULT + ofNode.setting())
                && ofNode.before().equals(ofFlow.before())
                && ofNode.after().equals(ofFlow.after());
    }
}
