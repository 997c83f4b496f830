package fridge.align;

import java.nio.ByteOrder;
import sun.misc.Unsafe;

/**
 * Plain 64-bit and floating-point memory access that is correct at every address.
 *
 * <p>ARMv7's LDRD, STRD, VLDR and VSTR fault unless the address is a multiple of four. Off the heap the JVM itself asks for
 * more: its Unsafe accesses 64 bits there by LDREXD and STREXD, which want a multiple of eight (seen with OpenJDK 17: at a
 * multiple of four the heap lives and the address form dies, in the interpreter too). LDR and STR take any address. So a
 * 64-bit access at anything but a multiple of eight, and a float at anything but a multiple of four, is split into 32-bit
 * ones. Objects lie at multiples of eight: the offset alone decides. Where the processor needs no help the condition is a
 * constant, and the compiler removes it.
 *
 * <p>The compilers also join an int access with the conversion of its bits to or from a float into one VLDR or VSTR, at
 * whatever address the int had (seen with C1; C2 has the rule for both directions). So the conversions pass through here
 * too, with an exclusive or that keeps them apart.
 *
 * <p>The names and parameters are those of {@link Unsafe} with the receiver in front, so that a call is rewritten without
 * touching the stack.
 */
public final class Aligned {
    private static final boolean SPLIT = Boolean.parseBoolean(
            System.getProperty("fridge.align.split", Boolean.toString("arm".equals(System.getProperty("os.arch")))));
    private static final boolean BIG = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    /** Always 0; not final, so that no compiler knows. */
    private static int zero;

    private Aligned() {}

    private static boolean whole(long address) {
        return !SPLIT || (address & 7) == 0;
    }

    private static boolean wholeFloat(long address) {
        return !SPLIT || (address & 3) == 0;
    }

    private static long join(int first, int second) {
        return BIG ? ((long) first << 32) | (second & 0xFFFFFFFFL) : ((long) second << 32) | (first & 0xFFFFFFFFL);
    }

    private static int first(long value) {
        return (int) (BIG ? value >>> 32 : value);
    }

    private static int second(long value) {
        return (int) (BIG ? value : value >>> 32);
    }

    public static long getLong(Unsafe unsafe, Object base, long offset) {
        return whole(offset)
                ? unsafe.getLong(base, offset)
                : join(unsafe.getInt(base, offset), unsafe.getInt(base, offset + 4));
    }

    public static void putLong(Unsafe unsafe, Object base, long offset, long value) {
        if (whole(offset)) {
            unsafe.putLong(base, offset, value);
        } else {
            unsafe.putInt(base, offset, first(value));
            unsafe.putInt(base, offset + 4, second(value));
        }
    }

    public static double getDouble(Unsafe unsafe, Object base, long offset) {
        return whole(offset)
                ? unsafe.getDouble(base, offset)
                : Double.longBitsToDouble(getLong(unsafe, base, offset));
    }

    public static void putDouble(Unsafe unsafe, Object base, long offset, double value) {
        if (whole(offset)) {
            unsafe.putDouble(base, offset, value);
        } else {
            putLong(unsafe, base, offset, Double.doubleToRawLongBits(value));
        }
    }

    public static float getFloat(Unsafe unsafe, Object base, long offset) {
        return wholeFloat(offset) ? unsafe.getFloat(base, offset) : intBitsToFloat(unsafe.getInt(base, offset));
    }

    public static void putFloat(Unsafe unsafe, Object base, long offset, float value) {
        if (wholeFloat(offset)) {
            unsafe.putFloat(base, offset, value);
        } else {
            unsafe.putInt(base, offset, floatToRawIntBits(value));
        }
    }

    public static long getLong(Unsafe unsafe, long address) {
        return getLong(unsafe, null, address);
    }

    public static void putLong(Unsafe unsafe, long address, long value) {
        putLong(unsafe, null, address, value);
    }

    public static double getDouble(Unsafe unsafe, long address) {
        return getDouble(unsafe, null, address);
    }

    public static void putDouble(Unsafe unsafe, long address, double value) {
        putDouble(unsafe, null, address, value);
    }

    public static float getFloat(Unsafe unsafe, long address) {
        return getFloat(unsafe, null, address);
    }

    public static void putFloat(Unsafe unsafe, long address, float value) {
        putFloat(unsafe, null, address, value);
    }

    public static float intBitsToFloat(int bits) {
        return Float.intBitsToFloat(SPLIT ? bits ^ zero : bits);
    }

    public static int floatToRawIntBits(float value) {
        int bits = Float.floatToRawIntBits(value);
        return SPLIT ? bits ^ zero : bits;
    }

    public static int floatToIntBits(float value) {
        int bits = Float.floatToIntBits(value);
        return SPLIT ? bits ^ zero : bits;
    }
}
