package org.strowger.flow.speech;

/// Which form of a noun goes with a count (Unicode UTS 35, part 3, "Language Plural Rules").
public enum PluralClass {
    ZERO("zero"),
    ONE("one"),
    TWO("two"),
    FEW("few"),
    MANY("many"),
    OTHER("other");

    private final String keyword;

    PluralClass(String keyword) {
        this.keyword = keyword;
    }

    /// The name that CLDR and flow files give it.
    public String keyword() {
        return keyword;
    }
}
