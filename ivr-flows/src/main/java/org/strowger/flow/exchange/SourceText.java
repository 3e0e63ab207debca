package org.strowger.flow.exchange;

import org.strowger.yaml.Position;

/// Text of an XML source, or the value of an attribute, which knows whether it was used.
final class SourceText implements SourcePart {
    private final Position at;
    private final String text;
    private boolean used;

    SourceText(Position at, String text) {
        this.at = at;
        this.text = text;
    }

    @Override
    public Position at() {
        return at;
    }

    String use() {
        used = true;
        return text;
    }

    boolean isLeftOver() {
        return !used && !text.isBlank();
    }

    boolean isUsed() {
        return used;
    }

    String text() {
        return text;
    }
}
