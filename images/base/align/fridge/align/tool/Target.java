package fridge.align.tool;

import java.util.Locale;

/** The processor that an image is for, as far as native libraries inside jars are concerned. */
enum Target {
    ARM(40, 1),
    ARM64(183, 2),
    AMD64(62, 2);

    private final int machine;
    private final int bits;

    Target(int machine, int bits) {
        this.machine = machine;
        this.bits = bits;
    }

    static Target of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    static boolean isLibrary(String entry) {
        return entry.matches(".*\\.(so(\\.\\d+)*|dll|dylib|jnilib)");
    }

    /** Debian's C library loads it: not Android's, and on ARM not one of the soft-float ABI (EF_ARM_ABI_FLOAT_SOFT of e_flags). */
    boolean loads(String entry, byte[] file) {
        return isOfMachine(file) && !entry.contains("android") && !(this == ARM && (file[37] & 0x02) != 0);
    }

    /** A little-endian ELF file of this machine and word size (e_ident, e_machine). */
    boolean isOfMachine(byte[] file) {
        return file.length > 51
                && file[0] == 0x7F && file[1] == 'E' && file[2] == 'L' && file[3] == 'F'
                && file[4] == bits && file[5] == 1
                && (file[18] & 0xFF | (file[19] & 0xFF) << 8) == machine;
    }
}
