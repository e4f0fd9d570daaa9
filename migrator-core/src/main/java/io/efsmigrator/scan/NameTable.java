package io.efsmigrator.scan;

import io.efsmigrator.posix.Name;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The names of one directory, in the order of its listing, found again by hash.
 *
 * <p>The only thing here that grows with a tree, because a directory is compared whole. A name takes
 * its bytes and one for its length, 4 to 8 for its place, and once one is looked for 6 to 11 for the
 * hash: a million names of 20 bytes are some 35 megabytes, where {@link Name}s in a hash set take 120.
 * The names lie in pages, because one array that doubles takes three times the room while it does.
 *
 * <p>Filled and searched by one thread; once that is over, many may read.
 */
final class NameTable {

  private static final int FIRST_PAGE_BYTES = 256;
  private static final int OFFSET_BITS = 20;
  private static final int MAX_PAGE_BYTES = 1 << OFFSET_BITS;
  private static final int MAX_PAGES = 1 << (Integer.SIZE - OFFSET_BITS);
  private static final int FIRST_NAMES = 16;

  private final List<byte[]> pages = new ArrayList<>();
  private int inLastPage;
  private int[] places = new int[FIRST_NAMES];
  /** Empty until a name is looked for: into a directory that is new in the target, none is. */
  private int[] slots = {};
  private int size;

  void add(Name name) {
    byte[] added = name.bytes();
    if (pages.isEmpty() || inLastPage + 1 + added.length > pages.getLast().length) {
      if (pages.size() == MAX_PAGES) {
        throw new IllegalStateException("a directory has more names than four gigabytes hold");
      }
      long soFar = pages.stream().mapToLong(page -> page.length).sum();
      pages.add(new byte[Math.clamp(soFar, FIRST_PAGE_BYTES, MAX_PAGE_BYTES)]);
      inLastPage = 0;
    }
    byte[] page = pages.getLast();
    page[inLastPage] = (byte) added.length;
    System.arraycopy(added, 0, page, inLastPage + 1, added.length);
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
    }
    places[size] = (pages.size() - 1) << OFFSET_BITS | inLastPage;
    inLastPage += 1 + added.length;
    size++;
    if (slots.length > 0) {
      index(size - 1);
    }
  }

  /** Forgets all names, for a listing that begins anew. */
  void clear() {
    pages.clear();
    inLastPage = 0;
    slots = new int[0];
    size = 0;
  }

  int size() {
    return size;
  }

  Name name(int index) {
    byte[] page = page(index);
    int start = start(index);
    return Name.of(Arrays.copyOfRange(page, start, start + length(page, start)));
  }

  /** The index of a name, or -1. */
  int find(Name name) {
    if (slots.length == 0) {
      rebuild(Math.max(size, FIRST_NAMES));
    }
    byte[] wanted = name.bytes();
    int slot = slot(wanted, 0, wanted.length);
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      byte[] page = page(index);
      int start = start(index);
      if (Arrays.equals(page, start, start + length(page, start), wanted, 0, wanted.length)) {
        return index;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  private byte[] page(int index) {
    return pages.get(places[index] >>> OFFSET_BITS);
  }

  /** Where the bytes of a name begin in its page; its length stands before them. */
  private int start(int index) {
    return (places[index] & (MAX_PAGE_BYTES - 1)) + 1;
  }

  private static int length(byte[] page, int start) {
    return Byte.toUnsignedInt(page[start - 1]);
  }

  private void index(int index) {
    // Three quarters full is when a search by steps of one begins to take long.
    if (size > slots.length / 4 * 3) {
      rebuild(size);
    } else {
      insert(index);
    }
  }

  /** Makes slots for at least so many names, and puts in all there are. */
  private void rebuild(int names) {
    int wanted = FIRST_NAMES * 2;
    while (wanted / 4 * 3 < names) {
      wanted = Math.multiplyExact(wanted, 2);
    }
    slots = new int[wanted];
    for (int i = 0; i < size; i++) {
      insert(i);
    }
  }

  /** A slot holds the index plus one, so that zero means empty. */
  private void insert(int index) {
    byte[] page = page(index);
    int start = start(index);
    int slot = slot(page, start, start + length(page, start));
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
