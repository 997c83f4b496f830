import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;

/** Longs, doubles and floats at all eight offsets, as Flink itself writes and reads them, often enough to be compiled. */
public final class Probe {
    private static final int ROUNDS = 1500;
    private static final long LONG = 0x0123456789ABCDEFL;
    private static final double DOUBLE = -Math.PI;
    private static final float FLOAT = (float) Math.E;

    public static void main(String[] arguments) throws Exception {
        var heap = MemorySegmentFactory.wrap(new byte[64]);
        var offHeap = MemorySegmentFactory.allocateUnpooledOffHeapMemory(64);
        for (int round = 0; round < ROUNDS; round++) {
            for (int offset = 0; offset < 8; offset++) {
                serializer(offset);
                segment("heap", heap, offset);
                segment("off-heap", offHeap, offset);
            }
        }
        System.out.println("all offsets live");
    }

    private static void serializer(int offset) throws Exception {
        var out = new DataOutputSerializer(64);
        out.write(new byte[offset]);
        out.writeLong(LONG);
        out.writeDouble(DOUBLE);
        out.writeFloat(FLOAT);
        var in = new DataInputDeserializer(out.getCopyOfBuffer());
        in.skipBytes(offset);
        check("serializer", offset, in.readLong() == LONG && in.readDouble() == DOUBLE && in.readFloat() == FLOAT);
    }

    private static void segment(String kind, MemorySegment segment, int offset) {
        segment.putLong(offset, LONG);
        check(kind + " long", offset, segment.getLong(offset) == LONG);
        segment.putLongBigEndian(offset, LONG);
        check(kind + " first byte of a big-endian long", offset, segment.get(offset) == 0x01);
        check(kind + " big-endian long", offset, segment.getLongBigEndian(offset) == LONG);
        segment.putLongLittleEndian(offset, LONG);
        check(kind + " first byte of a little-endian long", offset, segment.get(offset) == (byte) 0xEF);
        check(kind + " little-endian long", offset, segment.getLongLittleEndian(offset) == LONG);
        segment.putDouble(offset, DOUBLE);
        check(kind + " double", offset, segment.getDouble(offset) == DOUBLE);
        segment.putDoubleBigEndian(offset, DOUBLE);
        check(kind + " big-endian double", offset, segment.getDoubleBigEndian(offset) == DOUBLE);
        segment.putFloat(offset, FLOAT);
        check(kind + " float", offset, segment.getFloat(offset) == FLOAT);
    }

    private static void check(String what, int offset, boolean holds) {
        if (!holds) {
            throw new AssertionError(what + " at offset " + offset);
        }
    }
}
