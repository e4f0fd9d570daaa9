package io.efsmigrator.app.sandbox.endpoint;

import java.util.List;

/**
 * Which operation a method and a path mean.
 *
 * <p>Read top to bottom: a fixed path stands before the pattern that would swallow it.
 */
final class EfsRouter {

  private static final String ANY = "*";

  @FunctionalInterface
  interface Operation {
    EfsAnswer answer(EfsRequest request);
  }

  record Route(String method, List<String> path, String name, Operation operation) {

    private boolean leadsTo(EfsRequest request) {
      if (!method.equals(request.method()) || path.size() != request.segments().size()) {
        return false;
      }
      for (int index = 0; index < path.size(); index++) {
        if (!path.get(index).equals(ANY)
            && !path.get(index).equals(request.segments().get(index))) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Route> routes;

  EfsRouter(FileSystemOperations files, MountTargetOperations mounts, SettingsOperations settings,
      TagOperations tags, AccessPointOperations points) {
    routes = List.of(
        route("POST file-systems", "CreateFileSystem", files::create),
        route("GET file-systems", "DescribeFileSystems", files::describe),
        route("GET file-systems/replication-configurations", "DescribeReplicationConfigurations",
            settings::describeReplication),
        route("PUT file-systems/*", "UpdateFileSystem", files::update),
        route("DELETE file-systems/*", "DeleteFileSystem", files::delete),
        route("GET file-systems/*/lifecycle-configuration", "DescribeLifecycleConfiguration",
            settings::describeLifecycle),
        route("PUT file-systems/*/lifecycle-configuration", "PutLifecycleConfiguration",
            settings::putLifecycle),
        route("GET file-systems/*/backup-policy", "DescribeBackupPolicy", settings::describeBackup),
        route("PUT file-systems/*/backup-policy", "PutBackupPolicy", settings::putBackup),
        route("GET file-systems/*/policy", "DescribeFileSystemPolicy", settings::describePolicy),
        route("PUT file-systems/*/policy", "PutFileSystemPolicy", settings::putPolicy),
        route("POST access-points", "CreateAccessPoint", points::create),
        route("GET access-points", "DescribeAccessPoints", points::describe),
        route("POST mount-targets", "CreateMountTarget", mounts::create),
        route("GET mount-targets", "DescribeMountTargets", mounts::describe),
        route("DELETE mount-targets/*", "DeleteMountTarget", mounts::delete),
        route("GET mount-targets/*/security-groups", "DescribeMountTargetSecurityGroups",
            mounts::describeSecurityGroups),
        route("PUT mount-targets/*/security-groups", "ModifyMountTargetSecurityGroups",
            mounts::modifySecurityGroups),
        route("POST resource-tags/*", "TagResource", tags::tag),
        route("DELETE resource-tags/*", "UntagResource", tags::untag),
        route("GET resource-tags/*", "ListTagsForResource", tags::list));
  }

  private static Route route(String pattern, String name, Operation operation) {
    int space = pattern.indexOf(' ');
    List<String> path = List.of(pattern.substring(space + 1).split("/", -1));
    return new Route(pattern.substring(0, space), path, name, operation);
  }

  Route find(EfsRequest request) {
    for (Route route : routes) {
      if (route.leadsTo(request)) {
        return route;
      }
    }
    throw new EfsError(404, "UnknownOperationException",
        "Nothing here answers " + request.method() + " " + String.join("/", request.segments()));
  }
}
