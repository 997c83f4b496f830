package fridge.align.tool;

import java.util.zip.ZipException;

/** An input that can't be used: what it is, and what a person can do. Printed on one line that the build's caller looks for. */
final class Refusal extends ZipException {
    private static final long serialVersionUID = 1;
    private static final String MARK = "refused: ";
    private static final String NEXT = " => ";

    Refusal(String what, String next) {
        super(what + NEXT + next);
    }

    String line() {
        return MARK + getMessage();
    }
}
