package org.strowger.flow;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.strowger.flow.expression.PatternSize;

/// A regular expression that keys must match as a whole.
///
/// It is RE2's kind, which takes time in proportion to the keys whatever it says.
public final class KeyPattern {
    private static final int LONGEST = 200;

    private final Pattern pattern;

    private KeyPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /// Empty when the text is no such expression, longer than 200 characters, or grows beyond
    /// bounds when its repetitions are written out.
    static Optional<KeyPattern> of(String text) {
        if (text.length() > LONGEST || !PatternSize.isBounded(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new KeyPattern(Pattern.compile(text)));
        } catch (PatternSyntaxException notOne) {
            return Optional.empty();
        }
    }

    boolean matches(String keys) {
        return pattern.matches(keys);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPattern that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
