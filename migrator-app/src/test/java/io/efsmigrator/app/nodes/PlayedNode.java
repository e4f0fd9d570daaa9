package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.NodeName;
import java.io.IOException;
import java.util.List;

/** A node that is a directory of this machine, whose programs keep their accounts in it. */
interface PlayedNode {

  /** As the plan names it. */
  NodeName name();

  /** The lines of one of its files, none where there is no such file. */
  List<String> lines(String file) throws IOException;
}
