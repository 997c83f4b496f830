package fridge.align.tool;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Whether bytes hold one of some texts. An image's jars have 300 MB of classes and are read twice, so it looks at pairs of bytes that lie as far
 * apart as the shortest text allows, and closer only where a pair is one of the texts' (Wu and Manber, A fast algorithm for multi-pattern searching, 1994).
 */
final class AnyOf {
    private final byte[][] texts;
    private final int stride;
    private final boolean[] pairs = new boolean[1 << 16];

    /** @param texts in ASCII, each of two letters or more */
    AnyOf(String... texts) {
        this.texts = Stream.of(texts).map(text -> text.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
        stride = Stream.of(texts).mapToInt(String::length).min().orElseThrow() - 1;
        for (var text : this.texts) {
            for (int at = 0; at < stride; at++) {
                pairs[pair(text, at)] = true;
            }
        }
    }

    boolean isIn(byte[] bytes) {
        for (int at = 0; at < bytes.length - 1; at += stride) {
            if (pairs[pair(bytes, at)] && beginsIn(bytes, Math.max(0, at - stride + 1), at)) {
                return true;
            }
        }
        return false;
    }

    private boolean beginsIn(byte[] bytes, int first, int last) {
        for (int at = first; at <= last; at++) {
            for (var text : texts) {
                if (isAt(bytes, at, text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int begin, byte[] text) {
        if (begin + text.length > bytes.length) {
            return false;
        }
        for (int at = 0; at < text.length; at++) {
            if (bytes[begin + at] != text[at]) {
                return false;
            }
        }
        return true;
    }

    private static int pair(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
