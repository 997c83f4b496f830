package fridge.taxi;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The splits that no reader has yet, as bytes of a checkpoint. */
final class PendingSplitsSerializer implements SimpleVersionedSerializer<List<FileSplit>> {
    @Override
    public int getVersion() {
        return FileSplitSerializer.VERSION;
    }

    @Override
    public byte[] serialize(List<FileSplit> splits) throws IOException {
        var out = new DataOutputSerializer(64);
        out.writeInt(splits.size());
        for (var split : splits) {
            FileSplitSerializer.write(split, out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public List<FileSplit> deserialize(int version, byte[] bytes) throws IOException {
        FileSplitSerializer.check(version);
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        var splits = new ArrayList<FileSplit>();
        for (var left = in.readInt(); left > 0; left--) {
            splits.add(FileSplitSerializer.read(in));
        }
        return splits;
    }
}
