package org.strowger.flow.release;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.strowger.yaml.ContentHash;
import org.strowger.yaml.YamlDocument;

/// One person's edit of a draft: the text they want, and which text they had before them.
///
/// Nobody locks a draft. Who saves first is saved; who saves second learns what has changed, and
/// nothing of either is lost.
///
/// @param basedOn the hash of the draft that the edit began from
/// @param text the whole text as edited
public record DraftEdit(String basedOn, String text) {
    /// The most characters a draft may have.
    public static final int LONGEST = YamlDocument.LONGEST;

    /// Saves the edit, unless the draft has moved on since.
    ///
    /// @param current the draft as it is
    /// @param base the text that the edit began from, where it is still known; only with it can two
    ///   edits be merged. A text that is not the one `basedOn` names is not used
    public DraftSaving saveOver(Draft current, Optional<String> base) {
        if (text.length() > LONGEST) {
            return new DraftSaving.Refused(DraftSaving.Reason.TOO_LONG);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return new DraftSaving.Refused(DraftSaving.Reason.NOT_UNICODE);
        }
        if (current.hash().equals(basedOn) || current.text().equals(text)) {
            return new DraftSaving.Saved(new Draft(text));
        }
        return conflict(current, base.filter(known -> ContentHash.of(known).equals(basedOn)));
    }

    private DraftSaving.Conflict conflict(Draft current, Optional<String> base) {
        return new DraftSaving.Conflict(
                basedOn,
                current.hash(),
                new Draft(text).hash(),
                LineDiff.between(current.text(), text).lines(),
                base.flatMap(known -> LineMerge.merged(known, current.text(), text)));
    }
}
