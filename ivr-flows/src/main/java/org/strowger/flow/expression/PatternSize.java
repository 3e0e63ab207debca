package org.strowger.flow.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How large a regular expression grows when its repetitions are written out, which is what RE2
/// does: `((a{1000}){1000}){1000}` has few characters, and no memory holds its program.
///
/// It is told before the expression is compiled, and roughly: what is not understood counts as it
/// is written.
public final class PatternSize {
    private static final int LARGEST = 2_000;
    private static final Pattern REPEATED = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

    private final String text;
    private final Deque<Long> open = new ArrayDeque<>();
    private long size;
    private long last;

    private PatternSize(String text) {
        this.text = text;
    }

    /// Whether the expression may be compiled.
    public static boolean isBounded(String regularExpression) {
        return new PatternSize(regularExpression).measure() <= LARGEST;
    }

    private long measure() {
        int at = 0;
        while (at < text.length() && size <= LARGEST) {
            at =
                    switch (text.charAt(at)) {
                        case '(' -> open(at);
                        case ')' -> close(at);
                        case '[' -> single(endOfClass(at));
                        case '\\' -> single(endOfEscape(at));
                        case '{' -> repeat(at);
                        default -> single(at + 1);
                    };
        }
        return size;
    }

    private int open(int at) {
        open.push(size);
        return at + 1;
    }

    private int close(int at) {
        last = open.isEmpty() ? 1 : size - open.pop() + 1;
        size++;
        return at + 1;
    }

    private int single(int end) {
        last = 1;
        size++;
        return end;
    }

    private int repeat(int at) {
        Matcher repeated = REPEATED.matcher(text).region(at, text.length());
        if (!repeated.lookingAt()) {
            return single(at + 1);
        }
        String most = repeated.group(2);
        String count = most == null || most.isEmpty() ? repeated.group(1) : most;
        long written = last * Math.max(1, Long.parseLong(count));
        size += written - last;
        last = written;
        return repeated.end();
    }

    private int endOfClass(int at) {
        int end = at + 2;
        while (end < text.length() && text.charAt(end) != ']') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private int endOfEscape(int at) {
        boolean named = text.startsWith("\\p{", at) || text.startsWith("\\P{", at);
        int brace = named ? text.indexOf('}', at) : -1;
        return brace < 0 ? at + 2 : brace + 1;
    }
}
