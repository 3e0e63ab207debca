package org.strowger.flow.check;

import org.strowger.yaml.Problem.Severity;

/// What kinds of mistakes are told, in the order of their codes.
public enum LintCode {
    L00(Severity.ERROR, "the file is not of the form that the language has"),
    L01(Severity.ERROR, "a name that nothing has: node, flow, calendar, queue, skill, agent, box"),
    L02(Severity.ERROR, "no way leads to the node"),
    L03(Severity.ERROR, "a dead end: nothing says how the call goes on"),
    L04(Severity.ERROR, "an endless loop without a key pressed, a wait in line or a data dip"),
    L05(Severity.ERROR, "a prompt that one of the flow's languages lacks"),
    L06(Severity.ERROR, "a recording that is empty, or not mono at 8 kHz"),
    L07(Severity.WARNING, "a choice of which the menu's words do not tell"),
    L08(Severity.WARNING, "a choice that takes the key which ends entries"),
    L09(Severity.WARNING, "a choice that begins with another, so that callers wait"),
    L10(Severity.WARNING, "extensions that begin with the key of a choice"),
    L11(Severity.ERROR, "a data dip without timeout, or of which nothing says what if it fails"),
    L12(Severity.WARNING, "more than 30 seconds in which the caller hears nothing"),
    L13(Severity.ERROR, "an expression with a wrong name or type"),
    L14(Severity.WARNING, "a variable that may have no value yet where it is read"),
    L15(Severity.ERROR, "a calendar with an unknown zone, an overlap or no open day"),
    L16(Severity.WARNING, "a queue that some callers might never leave"),
    L17(Severity.ERROR, "a secret that gets out"),
    L18(Severity.ERROR, "flows within flows without end, or too deep"),
    L19(Severity.WARNING, "a recording that no flow uses"),
    L20(Severity.ERROR, "a menu without choices; an unquoted # hides them");

    private final Severity severity;
    private final String title;

    LintCode(Severity severity, String title) {
        this.severity = severity;
        this.title = title;
    }

    /// How bad it is at worst.
    public Severity severity() {
        return severity;
    }

    /// What it means, on one line.
    public String title() {
        return title;
    }
}
