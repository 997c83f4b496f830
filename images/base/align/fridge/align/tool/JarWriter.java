package fridge.align.tool;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a jar entry by entry (APPNOTE 4.3), packed here or before; names are UTF-8, sizes stand in front, times are one. */
final class JarWriter {
    private static final int UTF8 = 0x800;
    private static final int VERSION = 20;

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private final int dosTime;
    private int count;

    JarWriter(int dosTime) {
        this.dosTime = dosTime;
    }

    static PackedJar.Packed pack(byte[] bytes, boolean stored) {
        var crc = new CRC32();
        crc.update(bytes);
        return new PackedJar.Packed(stored ? 0 : 8, (int) crc.getValue(), bytes.length, stored ? bytes : deflate(bytes));
    }

    private static byte[] deflate(byte[] bytes) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            var result = new ByteArrayOutputStream(bytes.length / 2 + 16);
            var buffer = new byte[8192];
            while (!deflater.finished()) {
                result.write(buffer, 0, deflater.deflate(buffer));
            }
            return result.toByteArray();
        } finally {
            deflater.end();
        }
    }

    void add(String name, PackedJar.Packed packed) {
        var path = name.getBytes(StandardCharsets.UTF_8);
        int at = content.size();
        var common = little(26).putShort((short) VERSION).putShort((short) UTF8).putShort((short) packed.method()).putInt(dosTime)
                .putInt(packed.crc()).putInt(packed.bytes().length).putInt(packed.size()).putShort((short) path.length).putShort((short) 0).array();
        content.writeBytes(little(4).putInt(0x04034b50).array());
        content.writeBytes(common);
        content.writeBytes(path);
        content.writeBytes(packed.bytes());
        directory.writeBytes(little(6).putInt(0x02014b50).putShort((short) VERSION).array());
        directory.writeBytes(common);
        directory.writeBytes(little(14).putInt(0).putShort((short) 0).putInt(0).putInt(at).array());
        directory.writeBytes(path);
        count++;
    }

    byte[] finish() {
        int at = content.size();
        content.writeBytes(directory.toByteArray());
        content.writeBytes(little(22).putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count)
                .putInt(directory.size()).putInt(at).putShort((short) 0).array());
        return content.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
