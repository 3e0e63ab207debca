package org.strowger.engine.contact;

/// Text of a bounded size.
final class Texts {
    private Texts() {}

    /// What is longer is cut; a character of two halves is not cut in two.
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, splits ? longest - 1 : longest);
    }
}
