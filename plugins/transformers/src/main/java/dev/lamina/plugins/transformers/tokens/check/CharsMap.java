package dev.lamina.plugins.transformers.tokens.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * Sentencepiece's precompiled character map: the size of a double-array trie in bytes, the trie
 * (little-endian 32-bit units), then the replacements, each ended by a zero byte. The trie's leaves
 * say where a replacement begins. The native library follows it without checking.
 *
 * @see <a href="https://github.com/s-yata/darts-clone">the units of the trie</a>
 */
final class CharsMap {

  private static final int HAS_LEAF = 1 << 8;
  private static final int LABEL = 0x800000ff;
  private static final int EXTENDED_OFFSET = 1 << 9;

  private final int[] units;
  private final byte[] replacements;

  private CharsMap(int[] units, byte[] replacements) {
    this.units = units;
    this.replacements = replacements;
  }

  /** Whether every walk through the map ends inside it. */
  static boolean isSound(byte[] bytes) {
    ByteBuffer map = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (map.remaining() < Integer.BYTES) {
      return false;
    }
    int length = map.getInt();
    if (length < Integer.BYTES || length % Integer.BYTES != 0 || length > map.remaining()) {
      return false;
    }
    int[] units = new int[length / Integer.BYTES];
    map.asIntBuffer().get(units);
    map.position(map.position() + length);
    byte[] replacements = new byte[map.remaining()];
    map.get(replacements);
    return isUtf8(replacements) && new CharsMap(units, replacements).isClosed();
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private boolean isClosed() {
    Deque<Integer> open = new ArrayDeque<>();
    BitSet seen = new BitSet();
    if (!visit(offset(units[0]), open, seen)) {
      return false;
    }
    while (!open.isEmpty()) {
      int node = open.pop();
      for (int label = 1; label < 256; label++) {
        int child = node ^ label;
        if (child >= units.length) {
          return false;
        }
        if ((units[child] & LABEL) == label && !visitChild(child, open, seen)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean visitChild(int child, Deque<Integer> open, BitSet seen) {
    int node = child ^ offset(units[child]);
    if ((units[child] & HAS_LEAF) != 0 && (node >= units.length || !isReplacement(units[node]))) {
      return false;
    }
    return visit(node, open, seen);
  }

  private boolean visit(int node, Deque<Integer> open, BitSet seen) {
    if (node < 0 || node >= units.length) {
      return false;
    }
    if (!seen.get(node)) {
      seen.set(node);
      open.push(node);
    }
    return true;
  }

  /** A replacement begins inside, and at the beginning of a character. */
  private boolean isReplacement(int leaf) {
    int begin = leaf & Integer.MAX_VALUE;
    return begin < replacements.length && (replacements[begin] & 0xc0) != 0x80;
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & EXTENDED_OFFSET) >>> 6);
  }
}
