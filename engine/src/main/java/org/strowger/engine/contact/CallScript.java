package org.strowger.engine.contact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.engine.contact.Template.Placed;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;

/// What an agent says and asks in a call of a queue: Markdown (CommonMark 0.31) with places for the
/// call's data, such as `{caller.name}`.
///
/// It is checked when it is read. Filled, it is Markdown again, in which nothing that came with the
/// call is markup, whatever it holds: of a value all but letters, digits and single blanks is
/// written as character references, which CommonMark never reads as structure (section 2.5), and so
/// is its first character, which with what follows could begin a list. As references do count in
/// addresses and within HTML, a script has no place in the address of a link and no HTML.
public final class CallScript {
    /// The most characters of a script.
    public static final int LONGEST = 20_000;

    private static final int MOST_PLACES = 200;
    private static final int LONGEST_VALUE = 500;
    private static final int MOST_PROBLEMS = 100;

    /// What stands before the address of a link: inline, or in a definition, which may go on in the
    /// next line, also in a quotation.
    private static final String BEFORE_ADDRESS = "\\][(:][ \t]*(?:\n[ \t>]*)?";

    private static final Pattern ADDRESS = Pattern.compile(BEFORE_ADDRESS);

    /// Where HTML or an autolink begins (CommonMark, sections 4.6, 6.5 and 6.6), or could with a
    /// value; and an address in `<...>`, which may have blanks (section 6.3).
    private static final Pattern HTML =
            Pattern.compile("<[A-Za-z/!?{]|" + BEFORE_ADDRESS + "(?<address><)");

    private final Template template;

    private CallScript(Template template) {
        this.template = template;
    }

    /// Reads a script.
    ///
    /// @param file named in problems
    /// @param variables what places may name besides [CallNames#ALL]: variables of flows that are
    ///   not secret
    public static ReadScript read(String file, String text, SortedSet<String> variables) {
        if (text.length() > LONGEST) {
            String message = "a script has at most " + LONGEST + " characters";
            return new ReadScript.Refused(List.of(new Problem(file, 1, 1, message)));
        }
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        Template.Read read = Template.read(lines, variables);
        List<Mistake> mistakes = new ArrayList<>(read.mistakes());
        addHtml(lines, mistakes);
        read.places().stream()
                .filter(place -> isInAddress(lines, place))
                .forEach(place -> mistakes.add(inAddress(place)));
        read.places().stream()
                .skip(MOST_PLACES)
                .limit(1)
                .forEach(place -> mistakes.add(tooMany(place)));
        return mistakes.isEmpty()
                ? new ReadScript.Ok(new CallScript(read.template()))
                : new ReadScript.Refused(problems(file, lines, mistakes));
    }

    private static void addHtml(String text, List<Mistake> mistakes) {
        Matcher html = HTML.matcher(text);
        while (html.find()) {
            int at = html.start("address") < 0 ? html.start() : html.start("address");
            if (!isEscaped(text, at)) {
                mistakes.add(
                        new Mistake(
                                at,
                                "a script has no HTML and no <...> links: write '\\<' for the"
                                        + " character, and [words](address) for a link"));
            }
        }
    }

    private static Mistake inAddress(Placed place) {
        return new Mistake(
                place.offset(),
                "'{"
                        + place.name()
                        + "}' cannot be in the address of a link: 'screen_pop' opens pages with"
                        + " a call's data");
    }

    private static Mistake tooMany(Placed place) {
        return new Mistake(place.offset(), "a script has at most " + MOST_PLACES + " places");
    }

    private static boolean isEscaped(String text, int at) {
        int backslashes = 0;
        while (at - backslashes > 0 && text.charAt(at - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /// Whether what comes before a place, without a blank between, is the beginning of an address.
    private static boolean isInAddress(String text, Placed place) {
        Matcher address = ADDRESS.matcher(text).region(0, place.offset());
        while (address.find()) {
            if (endOfAddress(text, address.end()) > place.offset()) {
                return true;
            }
        }
        return false;
    }

    /// An address has no blank, and its parentheses are balanced (CommonMark, section 6.3).
    private static int endOfAddress(String text, int from) {
        int open = 0;
        int at = from;
        while (at < text.length() && " \t\n".indexOf(text.charAt(at)) < 0) {
            if (!isEscaped(text, at)) {
                open += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            }
            if (open < 0) {
                return at;
            }
            at++;
        }
        return at;
    }

    private static List<Problem> problems(String file, String text, List<Mistake> mistakes) {
        return mistakes.stream()
                .sorted(Comparator.comparingInt(Mistake::offset))
                .distinct()
                .limit(MOST_PROBLEMS)
                .map(mistake -> position(file, text, mistake.offset()).problem(mistake.message()))
                .toList();
    }

    private static Position position(String file, String text, int offset) {
        int line = 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
        int begin = text.lastIndexOf('\n', offset - 1) + 1;
        return new Position(file, line, 1 + text.codePointCount(begin, offset));
    }

    /// The script with a call's data.
    ///
    /// @param data by name; of a value 500 characters count, and what has none is empty
    public String fill(SortedMap<String, String> data) {
        return template.fill(data, CallScript::asText);
    }

    /// As letters, digits and character references that read as this text and nothing else.
    private static String asText(String value) {
        StringBuilder text = new StringBuilder();
        String line = oneLine(Texts.cut(value, LONGEST_VALUE));
        line.codePoints()
                .forEach(
                        c -> {
                            boolean first = text.isEmpty();
                            if (!first && (Character.isLetterOrDigit(c) || c == ' ')) {
                                text.appendCodePoint(c);
                            } else {
                                text.append("&#").append(c).append(';');
                            }
                        });
        return text.toString();
    }

    /// Blanks of every kind, and what is no character, are one blank; none at either end.
    private static String oneLine(String value) {
        StringBuilder line = new StringBuilder();
        value.codePoints()
                .map(c -> isBlank(c) ? ' ' : c)
                .filter(c -> c != ' ' || (!line.isEmpty() && line.charAt(line.length() - 1) != ' '))
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    private static boolean isBlank(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
