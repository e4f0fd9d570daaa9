package io.efsmigrator.app;

import io.efsmigrator.app.state.JdbcApprovals;
import io.efsmigrator.app.state.JdbcCutoverRecord;
import io.efsmigrator.app.state.JdbcFindings;
import io.efsmigrator.app.state.JdbcObligations;
import io.efsmigrator.app.state.Migrations;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.stage.ApproveCutover;
import io.efsmigrator.stage.AwaitMountTargets;
import io.efsmigrator.stage.CreateFileSystem;
import io.efsmigrator.stage.CutoverRecord;
import io.efsmigrator.stage.Findings;
import io.efsmigrator.stage.GuideStage;
import io.efsmigrator.stage.LowerThroughput;
import io.efsmigrator.stage.MountFileSystems;
import io.efsmigrator.stage.Obligations;
import io.efsmigrator.stage.Preflight;
import io.efsmigrator.stage.Quiesce;
import io.efsmigrator.stage.RaiseThroughput;
import io.efsmigrator.stage.SetNormal;
import io.efsmigrator.stage.Stage;
import io.efsmigrator.stage.SwitchBackup;
import io.efsmigrator.stage.SwitchPrimary;
import io.efsmigrator.stage.UpgradeBackup;
import io.efsmigrator.stage.UpgradePrimary;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;

/** Which class carries out which stage, with what it needs. */
final class Stages {

  private Stages() {}

  static Map<GuideStage, Stage> of(World world, DataSource state, CopyGuard guard, Clock clock) {
    Findings findings = new JdbcFindings(state);
    Obligations obligations = new JdbcObligations(state);
    CutoverRecord record = new JdbcCutoverRecord(state);
    var efs = world.fileSystems();
    var cluster = world.cluster();
    Map<GuideStage, Stage> stages = new EnumMap<>(GuideStage.class);
    stages.put(GuideStage.PREFLIGHT,
        new Preflight(world.questions(clock), cluster, world.mounts(), record, findings));
    stages.put(GuideStage.CREATE_FILE_SYSTEM,
        new CreateFileSystem(efs, world.settings(), world.settings(), findings));
    stages.put(GuideStage.AWAIT_MOUNT_TARGETS,
        new AwaitMountTargets(efs, world.network(), cluster, findings, clock));
    stages.put(GuideStage.RAISE_THROUGHPUT,
        new RaiseThroughput(efs, obligations, findings, clock));
    stages.put(GuideStage.UPGRADE_PRIMARY, new UpgradePrimary(cluster, cluster));
    stages.put(GuideStage.MOUNT_TARGET, new MountFileSystems(cluster, world.mounts(), efs,
        new ClaimTarget(new Migrations(state), guard)));
    stages.put(GuideStage.APPROVE_CUTOVER, new ApproveCutover(new JdbcApprovals(state)));
    stages.put(GuideStage.QUIESCE, new Quiesce(cluster, cluster, efs));
    stages.put(GuideStage.SWITCH_PRIMARY, new SwitchPrimary(cluster, cluster, efs, record));
    stages.put(GuideStage.UPGRADE_BACKUP, new UpgradeBackup(cluster, cluster));
    stages.put(GuideStage.SWITCH_BACKUP, new SwitchBackup(cluster, cluster, efs, record));
    stages.put(GuideStage.SET_NORMAL, SetNormal.onTarget(cluster, cluster, efs));
    stages.put(GuideStage.LOWER_THROUGHPUT,
        new LowerThroughput(efs, obligations, findings, clock));
    stages.replaceAll((_, stage) -> world.here(stage));
    return stages;
  }
}
