package io.efsmigrator.efs;

import java.util.List;

/** The access points of file systems; every failure is an {@link EfsException}. */
public interface AccessPoints {

  /** All of one file system, in every state, in no order. */
  List<AccessPoint> accessPoints(FileSystemId fileSystem);

  /**
   * Orders an access point; it is not available yet when this returns.
   *
   * @throws EfsException of kind ALREADY_EXISTS if the token has made one before: look for the token
   *     among {@link #accessPoints}
   */
  AccessPoint createAccessPoint(NewAccessPoint order);
}
