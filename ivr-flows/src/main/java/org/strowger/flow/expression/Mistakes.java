package org.strowger.flow.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/// The mistakes found so far in one text, by their places in it.
///
/// At most [#MOST] are told: past that, people mend some and look again.
final class Mistakes {
    static final int MOST = 20;

    private final String text;
    private final SortedSet<Mistake> found =
            new TreeSet<>(Comparator.comparingInt(Mistake::offset).thenComparing(Mistake::message));

    Mistakes(String text) {
        this.text = text;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void add(int offset, String message) {
        found.add(new Mistake(Math.clamp(offset, 0, text.length()), message));
    }

    /// Where an issue stands that CEL has raised.
    int offset(CelIssue issue, CelSource source) {
        return chars(source.getLocationOffset(issue.getSourceLocation()).orElse(0));
    }

    /// CEL counts code points.
    int chars(int codePoints) {
        int within = Math.clamp(codePoints, 0, text.codePointCount(0, text.length()));
        return text.offsetByCodePoints(0, within);
    }

    /// The first character of a function's name. CEL puts a call where its parenthesis opens.
    int startOfCall(int parenthesis) {
        if (parenthesis >= text.length() || text.charAt(parenthesis) != '(') {
            return parenthesis;
        }
        int end = parenthesis;
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
            start--;
        }
        return start < end ? start : parenthesis;
    }

    /// The first character that is not white space.
    int startOfText() {
        return text.length() - text.stripLeading().length();
    }

    Compiled.Refused refused() {
        return new Compiled.Refused(found.stream().limit(MOST).toList());
    }
}
