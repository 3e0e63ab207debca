package org.strowger.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandTest {
    @TempDir Path folder;

    @Test
    void aFlowIsDrawn() throws Exception {
        String file = Shop.in(folder).path("flows/main.yaml");
        Typed mermaid = Typed.of("flow", "graph", file);
        assertEquals(0, mermaid.status(), mermaid.err());
        assertTrue(mermaid.out().contains("flowchart"), mermaid.out());
        assertEquals(mermaid, Typed.of("flow", "graph", "--mermaid", file));
        Typed svg = Typed.of("flow", "graph", "--svg", file);
        assertTrue(svg.out().contains("<svg"), svg.out());
        assertTrue(svg.out().contains("node-hello"), svg.out());
    }

    @Test
    void aFlowWithAMistakeIsNot() throws Exception {
        Shop shop = Shop.in(folder);
        shop.write("flows/main.yaml", "flow: main\n");
        Typed typed = Typed.of("flow", "graph", shop.path("flows/main.yaml"));
        assertEquals(1, typed.status());
        assertTrue(shop.within(typed.err()).startsWith("flows/main.yaml:1:"), typed.err());
        assertEquals(
                new Typed(2, "", "strowger: flow graph: --mermaid or --svg, not both\n"),
                Typed.of("flow", "graph", "--svg", "--mermaid", "x.yaml"));
        assertEquals(
                "strowger: x.yaml: there is no such file\n",
                Typed.of("flow", "graph", "x.yaml").err());
        assertEquals(2, Typed.of("flow", "graph").status());
    }
}
