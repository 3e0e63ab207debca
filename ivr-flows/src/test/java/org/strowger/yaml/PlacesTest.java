package org.strowger.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Places PLACES =
            YamlDocument.read(
                            "f.yaml",
                            """
                            flow: f
                            nodes:
                              main:
                                menu:
                                  choices: { 1: a, 2: { go: b } }
                                  say: [x, { text: hello }]
                              a: { hangup: true }
                            """)
                    .places();

    private static String at(String... path) {
        Position at = PLACES.at(path);
        return at.line() + ":" + at.column();
    }

    @Test
    void aPathLeadsToItsKeyOrItem() {
        assertEquals("1:1", at("flow"));
        assertEquals("5:24", at("nodes", "main", "menu", "choices", "2"));
        assertEquals("6:16", at("nodes", "main", "menu", "say", "1"));
    }

    @Test
    void aPathThatLeadsNowhereEndsAtTheLastPlaceThatIsThere() {
        assertEquals("4:5", at("nodes", "main", "menu", "prompt", "0"));
        assertEquals("6:7", at("nodes", "main", "menu", "say", "9"));
        assertEquals("1:1", at());
    }

    @Test
    void aPlaceHasItsMapsAround() {
        assertEquals(List.of(), PLACES.around(1, 7));
        assertEquals(List.of("nodes", "main", "menu"), PLACES.around(5, 7));
        assertEquals(List.of("nodes", "main", "menu", "choices"), PLACES.around(5, 21));
        assertEquals(List.of("nodes", "main", "menu", "choices", "2"), PLACES.around(5, 33));
        assertEquals(List.of("nodes", "main", "menu", "say"), PLACES.around(6, 18));
        assertEquals(List.of("nodes", "a"), PLACES.around(7, 16));
    }
}
