package org.strowger.flow.drawing;

import org.strowger.flow.Flow;

/// A flow as a picture: every node with its kind and its name, and every way from one to another.
///
/// What may happen at any node, such as a global key, is drawn once and not from each of them. A
/// way that ends the call, or leads back to the last question, ends in a small mark beside its
/// node.
public final class FlowDrawing {
    private FlowDrawing() {}

    /// The flow as a [flowchart of Mermaid](https://mermaid.js.org/syntax/flowchart.html), which
    /// GitHub, GitLab and many wikis draw.
    public static String mermaid(Flow flow) {
        return MermaidText.of(Chart.of(flow));
    }

    /// The flow as an SVG 1.1 document of its own. The group of each node has the id `node-` and
    /// the node's name, so that counts can be laid over it.
    public static String svg(Flow flow) {
        return SvgText.of(Layout.of(Chart.of(flow).withJumps()));
    }
}
