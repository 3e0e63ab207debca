package org.strowger.flow.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowParser;
import org.strowger.flow.NodeId;
import org.strowger.flow.ParsedFlow;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FlowDrawingTest {
    private static final String HOSTILE = "a \\\"b\\\" <c> & %%{d}%% `e` #f; ]]>";

    private static Flow load(String name) throws Exception {
        String file = "/flows/" + name + ".yaml";
        try (InputStream text = FlowDrawingTest.class.getResourceAsStream(file)) {
            byte[] bytes = Objects.requireNonNull(text, file).readAllBytes();
            return parse(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static Flow parse(String text) {
        return switch (FlowParser.parse("test.yaml", text)) {
            case ParsedFlow.Ok(Flow flow, _) -> flow;
            case ParsedFlow.Refused(var problems, _) ->
                    throw new AssertionError(problems.toString());
        };
    }

    private static Document svg(Flow flow) throws Exception {
        byte[] text = FlowDrawing.svg(flow).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text));
    }

    private static List<String> ids(Document svg) {
        List<String> ids = new ArrayList<>();
        NodeList groups = svg.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            String id = ((Element) groups.item(i)).getAttribute("id");
            if (!id.isEmpty()) {
                ids.add(id);
            }
        }
        return ids;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample-line", "every-kind", "main-line", "silent-menu"})
    void everyNodeIsInThePictureOnce(String name) throws Exception {
        Flow flow = load(name);

        List<String> expected =
                flow.nodes().keySet().stream().map((NodeId id) -> "node-" + id.value()).toList();
        assertEquals(expected, ids(svg(flow)));
    }

    @Test
    void theSamePictureIsDrawnEachTime() throws Exception {
        assertEquals(FlowDrawing.svg(load("every-kind")), FlowDrawing.svg(load("every-kind")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample-line", "every-kind"})
    void nothingLiesOverAnythingElse(String name) throws Exception {
        Layout layout = Layout.of(Chart.of(load(name)).withJumps());

        List<Slot> all = new ArrayList<>(layout.slots());
        layout.routes().forEach(r -> all.addAll(r.slots().subList(1, r.slots().size() - 1)));
        for (Slot a : all) {
            for (Slot b : all) {
                if (a.layer == b.layer && a.x < b.x) {
                    assertTrue(a.x + a.right <= b.x - b.left + 0.01, a.words + " and " + b.words);
                }
                if (a.layer < b.layer) {
                    assertTrue(a.y + a.height <= b.y, a.words + " above " + b.words);
                }
            }
        }
    }

    @Test
    void mermaidHasEveryWayWithItsLabel() throws Exception {
        String text = FlowDrawing.mermaid(load("sample-line"));

        assertTrue(text.startsWith("flowchart TD\n"), text);
        assertTrue(text.contains("n_hours -->|\"open\"| n_main\n"), text);
        assertTrue(text.contains("n_main -->|\"1 existing customers\"| n_ask_account\n"), text);
        assertTrue(text.contains("n_main -->|\"0<br/>give_up\"| n_operator\n"), text);
        assertTrue(text.contains("-.->|\"on_error\"| n_operator\n"), text);
    }

    @Test
    void wordsOfAdminsCannotBecomePartsOfThePicture() throws Exception {
        Flow flow =
                parse(
                        """
                        flow: f
                        schema: 1
                        description: "%1$s"
                        start: end
                        nodes:
                          end:
                            milestone: "%1$s"
                            menu:
                              prompt: { text: "%1$s" }
                              choices: { 1: { label: "%1$s", go: repeat }, 2: back }
                              give_up: hangup
                        """
                                .formatted(HOSTILE));

        assertEquals(List.of("node-end"), ids(svg(flow)));
        String mermaid = FlowDrawing.mermaid(flow);
        assertTrue(mermaid.contains("1 a #34;b#34; #60;c#62; #38; #37;#37;#123;d#125;"), mermaid);
        assertFalse(mermaid.contains("%%"), mermaid);
        assertFalse(mermaid.contains("<c>"), mermaid);
        assertTrue(mermaid.contains("n_end -->|\"1 a"), mermaid);
    }

    @Test
    void theLargestFlowIsDrawnWithFewPassingArrows() {
        StringBuilder text = new StringBuilder("flow: f\nschema: 1\nstart: n0\nnodes:\n");
        for (int i = 0; i < 1_000; i++) {
            text.append("  n").append(i).append(": { menu: { prompt: p, choices: {");
            for (int key = 1; key < 10; key++) {
                int to = key == 1 ? Math.min(i + 1, 999) : (i * 7 + key * 131) % 1_000;
                text.append(key).append(": n").append(to).append(", ");
            }
            text.append("0: n0 }, give_up: hangup } }\n");
        }

        Layout layout = Layout.of(Chart.of(parse(text.toString())).withJumps());

        int passed = layout.routes().stream().mapToInt(route -> route.slots().size() - 2).sum();
        assertTrue(passed < 9 * layout.routes().size(), "passed " + passed);
    }
}
