package org.strowger.flow.exchange;

import org.strowger.yaml.Position;

/// A part of an XML source: an element, or text between elements.
sealed interface SourcePart permits SourceElement, SourceText {
    Position at();
}
