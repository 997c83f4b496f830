import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import sun.misc.Unsafe;

/** Every kind of call that the rewriter must find; compiled, rewritten, then run. */
public final class Fixture {
    private interface Reader {
        long read(Object base, long offset);
    }

    private static final Unsafe UNSAFE = unsafe();
    private static final long BASE = Unsafe.ARRAY_BYTE_BASE_OFFSET;

    private volatile long field;

    public static void run() {
        var bytes = new byte[32];
        long memory = UNSAFE.allocateMemory(32);
        for (int offset = 0; offset < 8; offset++) {
            UNSAFE.putLong(bytes, BASE + offset, 0x0102030405060708L + offset);
            require(UNSAFE.getLong(bytes, BASE + offset) == 0x0102030405060708L + offset);
            Reader reference = UNSAFE::getLong;
            require(reference.read(bytes, BASE + offset) == 0x0102030405060708L + offset);
            UNSAFE.putDouble(bytes, BASE + offset, -0.0);
            require(1 / UNSAFE.getDouble(bytes, BASE + offset) == Double.NEGATIVE_INFINITY);
            UNSAFE.putFloat(bytes, BASE + offset, Float.MIN_VALUE);
            require(UNSAFE.getFloat(bytes, BASE + offset) == Float.MIN_VALUE);
            UNSAFE.putLong(memory + offset, Long.MIN_VALUE);
            require(UNSAFE.getLong(memory + offset) == Long.MIN_VALUE);
            ToLongFunction<Long> address = UNSAFE::getLong;
            require(address.applyAsLong(memory + offset) == Long.MIN_VALUE);
            UNSAFE.putDouble(memory + offset, Double.MAX_VALUE);
            require(UNSAFE.getDouble(memory + offset) == Double.MAX_VALUE);
            UNSAFE.putFloat(memory + offset, Float.NaN);
            require(Float.isNaN(UNSAFE.getFloat(memory + offset)));
        }
        UNSAFE.freeMemory(memory);
        ToDoubleFunction<Integer> bits = Float::intBitsToFloat;
        require(bits.applyAsDouble(Float.floatToRawIntBits(1.5f)) == 1.5);
        require(Float.floatToIntBits(Float.intBitsToFloat(7)) == 7);
    }

    public boolean atomic() throws Exception {
        long offset = UNSAFE.objectFieldOffset(Fixture.class.getDeclaredField("field"));
        return UNSAFE.compareAndSwapLong(this, offset, 0, 1);
    }

    private static Unsafe unsafe() {
        try {
            var field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }
}
