package org.strowger.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// One YAML file being read: its top map, and the problems found on the way.
///
/// Read values by asking for keys: `document.root().required("attempts").integer(1, 10)`. A value
/// that is missing or of another type comes back empty and leaves a problem behind, so a reader
/// goes on to the end and looks at [#problems()] once. Keys that nobody asked for are problems too.
///
/// Text is taken as it stands: `no`, `012` and `22:15` stay what was written.
public final class YamlDocument {
    /// The most characters a file may have.
    public static final int LONGEST = 1 << 20;

    /// The scanner copies all that it has not used yet at each read, so that a long text or comment
    /// read in small bits is copied over and over.
    private static final int LONGEST_READ = 1 << 16;

    private static final String NOT_YAML = "not readable as YAML 1.2: ";

    private final String file;
    private final Problems problems = new Problems();
    private final List<YamlMap> maps = new ArrayList<>();
    private final YamlMap root;
    private final Places places;

    private YamlDocument(String file, String text) {
        this.file = file;
        Optional<Node> top = compose(text);
        this.places = new Places(file, top);
        this.root = top.map(this::rootOf).orElseGet(() -> absentMap(start()));
    }

    private YamlDocument(String file, Node top) {
        this.file = file;
        this.places = new Places(file, Optional.of(top));
        this.root = rootOf(top);
    }

    /// What somebody wrote in another form.
    static YamlDocument of(String fileName, Node top) {
        return new YamlDocument(fileName, top);
    }

    /// Reads the whole text; whatever it holds, this returns.
    ///
    /// @param fileName what people call the file, for messages
    public static YamlDocument read(String fileName, String text) {
        return new YamlDocument(fileName, text);
    }

    /// The file's top map; empty when the file could not be read.
    public YamlMap root() {
        return root;
    }

    /// Where everything in the file stands.
    public Places places() {
        return places;
    }

    /// All problems in file order, keys that nobody asked for included; at most 100.
    public List<Problem> problems() {
        maps.forEach(YamlMap::refuseKeysNotAskedFor);
        return problems.inFileOrder();
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    void add(Supplier<Problem> problem) {
        problems.add(problem);
    }

    YamlMap map(MappingNode node, Position at) {
        YamlMap map = new YamlMap(this, node, at);
        maps.add(map);
        return map;
    }

    YamlMap absentMap(Position at) {
        return new YamlMap(this, null, at);
    }

    Position positionOf(Node node) {
        return node.getStartMark().map(mark -> Position.of(file, mark)).orElse(start());
    }

    private Position start() {
        return Position.startOf(file);
    }

    private YamlMap rootOf(Node node) {
        return new YamlValue(this, "the file", positionOf(node), positionOf(node), node).map();
    }

    private Optional<Node> compose(String text) {
        if (text.length() > LONGEST) {
            add(start().problem("longer than " + LONGEST + " characters"));
            return Optional.empty();
        }
        @Nullable Problem unprintable = firstUnprintable(text);
        if (unprintable != null) {
            add(unprintable);
            return Optional.empty();
        }
        return composeChecked(text);
    }

    private Optional<Node> composeChecked(String text) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setCodePointLimit(LONGEST)
                        .setBufferSize(Math.clamp(text.length() + 1, 1 << 10, LONGEST_READ))
                        .setAllowNonScalarKeys(true)
                        .build();
        StreamReader reader = new StreamReader(settings, text);
        try {
            Optional<Node> node = new Composer(settings, parser(settings, reader)).getSingleNode();
            if (node.isEmpty()) {
                add(start().problem("the file is empty"));
            }
            return node;
        } catch (GuardedParser.Refused refused) {
            add(positionOf(refused.mark()).problem(String.valueOf(refused.getMessage())));
        } catch (MarkedYamlEngineException wrong) {
            add(positionOf(wrong.getProblemMark()).problem(explained(wrong)));
        } catch (YamlEngineException | IllegalArgumentException wrong) {
            // The scanner does not guard an escape such as "\UFFFFFFFF" beyond Unicode's end.
            add(positionOf(reader.getMark()).problem(NOT_YAML + wrong.getMessage()));
        }
        return Optional.empty();
    }

    private GuardedParser parser(LoadSettings settings, StreamReader reader) {
        return new GuardedParser(
                new ParserImpl(settings, reader),
                (mark, wrong) -> add(positionOf(mark).problem(wrong)));
    }

    private Position positionOf(Optional<Mark> mark) {
        return mark.map(m -> Position.of(file, m)).orElse(start());
    }

    private static String explained(MarkedYamlEngineException wrong) {
        @Nullable String context = wrong.getContext();
        String problem = String.valueOf(wrong.getProblem());
        if (problem.contains("alias") || (context != null && context.contains("alias"))) {
            return "an unquoted * begins an alias, and none has this name;"
                    + " quote the key as '*' or write star";
        }
        return NOT_YAML + problem + (context == null ? "" : " " + context);
    }

    private @Nullable Problem firstUnprintable(String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!StreamReader.isPrintable(c)) {
                String message = "the character U+%04X is not allowed".formatted(c);
                return new Position(file, line, column).problem(message);
            }
            line = c == '\n' ? line + 1 : line;
            column = c == '\n' ? 1 : column + 1;
        }
        return null;
    }
}
