package fridge.taxi;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** A split as bytes of a checkpoint. */
final class FileSplitSerializer implements SimpleVersionedSerializer<FileSplit> {
    static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(FileSplit split) throws IOException {
        var out = new DataOutputSerializer(64);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public FileSplit deserialize(int version, byte[] bytes) throws IOException {
        check(version);
        return read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    static void check(int version) throws IOException {
        if (version != VERSION) {
            throw new IOException("The checkpoint holds positions of version " + version + "; this job reads " + VERSION + ".");
        }
    }

    static void write(FileSplit split, DataOutput out) throws IOException {
        out.writeUTF(split.file());
        out.writeInt(split.index());
        out.writeLong(split.lap());
        out.writeInt(split.row());
        out.writeLong(split.sequence());
    }

    static FileSplit read(DataInput in) throws IOException {
        return new FileSplit(in.readUTF(), in.readInt(), in.readLong(), in.readInt(), in.readLong());
    }
}
