package org.strowger.flow.release;

import static org.strowger.yaml.Quoted.quoted;

import java.util.Optional;
import java.util.regex.Pattern;

/// The form of a file's path in a release: `prompts/en-GB/welcome.wav`.
///
/// Names are ASCII letters, digits, `.`, `_` and `-`, parted by `/`, and none begins with a dot. So
/// a path never leads out of its folder and means the same file on every system.
public final class ReleasePath {
    static final int LONGEST = 200;

    private static final String NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]*";
    private static final Pattern FORM = Pattern.compile(NAME + "(?:/" + NAME + ")*");

    private ReleasePath() {}

    /// What is wrong with a path, in words; empty when nothing is.
    public static Optional<String> whatIsWrongWith(String path) {
        if (path.length() > LONGEST) {
            return Optional.of("a path of more than " + LONGEST + " characters: " + quoted(path));
        }
        if (!FORM.matcher(path).matches()) {
            return Optional.of(
                    "a path expects names of A-Z a-z 0-9 . _ - parted by /, none of which begins"
                            + " with a dot, found "
                            + quoted(path));
        }
        return Optional.empty();
    }
}
