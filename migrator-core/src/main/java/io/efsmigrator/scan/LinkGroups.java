package io.efsmigrator.scan;

import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides for each group of names that share an inode which one carries the data and which ones are
 * linked to it.
 *
 * <p>A name that is already right in the target carries; without one the first by path does. A name
 * that shares the carrier's inode in the target needs nothing, so an unchanged tree is no work. When
 * the carrier is copied anew it gets a new inode (what has other names is never written through), and
 * so does the group: all others are linked again. The same when the target's inode has names beyond
 * the group.
 */
final class LinkGroups {

  private final ScanOptions options;
  private final PassFiles files;

  LinkGroups(ScanOptions options, PassFiles files) {
    this.options = options;
    this.files = files;
  }

  /** Puts into the manifest what a group needs; its names come in order. */
  void resolve(List<LinkName> group) throws IOException {
    LinkName carrier = carrier(group);
    List<LinkName> others = new ArrayList<>(group);
    others.remove(carrier);
    long sharing = 1 + others.stream().filter(name -> shares(name, carrier)).count();
    boolean sharedBeyond = carrier.targetInode() != 0 && carrier.targetLinkCount() != sharing;
    switch (options.mode()) {
      case PREPARE -> prepare(carrier, others, sharedBeyond);
      case PROVE -> prove(carrier, others, sharedBeyond);
      // Each name was looked at by itself, and none was handed over.
      case FIND_LATE -> {}
    }
  }

  private void prepare(LinkName carrier, List<LinkName> others, boolean sharedBeyond)
      throws IOException {
    boolean anew = carrier.verdict() == Difference.Verdict.COPY || sharedBeyond;
    ManifestEntry entry = carrier.entry();
    if (anew) {
      files.toCopy(entry);
    } else if (carrier.verdict() == Difference.Verdict.ATTRIBUTES) {
      files.toCopy(ManifestEntry.of(Kind.ATTRIBUTES, entry.path(), entry.metadata()));
    } else if (options.unchanged() == UnchangedFiles.LISTED && entry.kind() == Kind.FILE) {
      files.toCopy(ManifestEntry.of(Kind.UNCHANGED, entry.path(), entry.metadata()));
    }
    for (LinkName name : others) {
      if (anew || !shares(name, carrier)) {
        files.toLink(
            ManifestEntry.hardLink(name.entry().path(), name.entry().metadata(), entry.path()));
      }
    }
  }

  private void prove(LinkName carrier, List<LinkName> others, boolean sharedBeyond)
      throws IOException {
    if (sharedBeyond) {
      files.report(broken(carrier, "the target's inode is not shared by exactly the names that"
          + " share it in the source"));
    }
    for (LinkName name : others) {
      // A missing name has been reported as missing.
      if (name.targetInode() != 0 && !shares(name, carrier)) {
        files.report(broken(name, "not the same inode as " + carrier.entry().path()));
      }
    }
  }

  private static Problem broken(LinkName name, String detail) {
    return new Problem(name.entry().path(), Difference.SHARED.word(), null, 1, detail);
  }

  private static LinkName carrier(List<LinkName> group) {
    LinkName best = group.getFirst();
    for (LinkName name : group) {
      if (name.verdict().compareTo(best.verdict()) < 0) {
        best = name;
      }
    }
    return best;
  }

  private static boolean shares(LinkName name, LinkName carrier) {
    return carrier.targetInode() != 0 && name.targetInode() == carrier.targetInode();
  }
}
