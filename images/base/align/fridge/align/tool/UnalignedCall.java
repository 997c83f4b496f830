package fridge.align.tool;

import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/** Which calls need the helper, and what they become. */
final class UnalignedCall {
    static final String HELPER = "fridge/align/Aligned";

    private static final String UNSAFE = "sun/misc/Unsafe";
    private static final String INTERNAL = "jdk/internal/misc/Unsafe";
    private static final Set<String> PLAIN =
            Set.of("getLong", "putLong", "getDouble", "putDouble", "getFloat", "putFloat");
    private static final String FLOAT = "java/lang/Float";
    private static final Set<String> CONVERSIONS = Set.of("intBitsToFloat", "floatToRawIntBits", "floatToIntBits");
    private static final Set<String> ATOMIC = Set.of(
            "getLongVolatile", "putLongVolatile", "putOrderedLong", "compareAndSwapLong", "getAndAddLong",
            "getAndSetLong", "getDoubleVolatile", "putDoubleVolatile", "getFloatVolatile", "putFloatVolatile");

    private UnalignedCall() {}

    static boolean matches(String owner, String name) {
        return owner.equals(UNSAFE) && PLAIN.contains(name) || isConversion(owner, name);
    }

    /** A compiler may join it with the int access beside it. */
    static boolean isConversion(String owner, String name) {
        return owner.equals(FLOAT) && CONVERSIONS.contains(name);
    }

    /** Out of the rewriter's reach (only the JDK may call it): a scan names it. */
    static boolean isInternal(String owner, String name) {
        return owner.equals(INTERNAL) && PLAIN.contains(name);
    }

    /**
     * Counted, never rewritten: an atomic access can't be split without losing what it is for. Callers use it on fields
     * and array elements, which the JVM aligns.
     */
    static boolean isAtomic(String owner, String name) {
        return owner.equals(UNSAFE) && ATOMIC.contains(name);
    }

    /** The receiver of an instance call comes first; a conversion has none. */
    static String descriptor(String owner, String original) {
        return owner.equals(UNSAFE) ? "(L" + UNSAFE + ";" + original.substring(1) : original;
    }

    /** A method reference such as {@code UNSAFE::getLong}. */
    static Handle rewrite(Handle handle) {
        return new Handle(Opcodes.H_INVOKESTATIC, HELPER, handle.getName(), descriptor(handle.getOwner(), handle.getDesc()), false);
    }
}
