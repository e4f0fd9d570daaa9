package io.efsmigrator.scan;

import io.efsmigrator.posix.Name;
import java.util.Arrays;

/**
 * The names of one directory, in the order of its listing, found again by hash.
 *
 * <p>All names lie in one array: a directory of a million entries takes some forty megabytes, a third
 * of what as many {@link Name}s in a hash set take.
 */
final class NameTable {

  private byte[] bytes = new byte[256];
  private int[] ends = new int[16];
  private int[] slots = new int[32];
  private int size;

  void add(Name name) {
    byte[] added = name.bytes();
    int start = size == 0 ? 0 : ends[size - 1];
    int end = Math.addExact(start, added.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, Math.multiplyExact(bytes.length, 2)));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
    }
    System.arraycopy(added, 0, bytes, start, added.length);
    ends[size] = end;
    size++;
    if (size * 2 > slots.length) {
      slots = new int[slots.length * 2];
      for (int i = 0; i < size; i++) {
        insert(i);
      }
    } else {
      insert(size - 1);
    }
  }

  /** Forgets all names, for a listing that begins anew. */
  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  int size() {
    return size;
  }

  Name name(int index) {
    return Name.of(Arrays.copyOfRange(bytes, start(index), ends[index]));
  }

  /** The index of a name, or -1. */
  int find(Name name) {
    byte[] wanted = name.bytes();
    int slot = slot(wanted, 0, wanted.length);
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      if (Arrays.equals(bytes, start(index), ends[index], wanted, 0, wanted.length)) {
        return index;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /** A slot holds the index plus one, so that zero means empty. */
  private void insert(int index) {
    int slot = slot(bytes, start(index), ends[index]);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = index + 1;
  }

  private int slot(byte[] from, int start, int end) {
    int hash = 1;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + from[i];
    }
    // Names that count up differ in their last bytes only; spread them.
    hash *= 0x9e3779b9;
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  }
}
