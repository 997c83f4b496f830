package fridge.taxi;

/** A row that is no ride; the message says what was found. It is an expected outcome, so it carries no stack. */
final class MalformedRowException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedRowException(String message) {
        super(message, null, false, false);
    }
}
