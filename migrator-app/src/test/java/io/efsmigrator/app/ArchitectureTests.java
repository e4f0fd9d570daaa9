package io.efsmigrator.app;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.efsmigrator.app.aws.EfsSourceRemoval;
import io.efsmigrator.efs.SourceRemoval;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Removal;
import java.io.File;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.core.SdkClient;

/** The rooms of the application, and who may enter which; only the root package wires. */
@AnalyzeClasses(packages = "io.efsmigrator.app", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  private static final String APP = "io.efsmigrator.app..";
  private static final String AWS_SDK = "software.amazon.awssdk..";
  private static final String[] ADAPTERS = {"io.efsmigrator.app.aws..",
    "io.efsmigrator.app.nodes..", "io.efsmigrator.app.mounts..", "io.efsmigrator.app.sandbox.."};

  @ArchTest
  static final ArchRule awsStaysInItsRoom = noClasses().that()
      .resideOutsideOfPackage("io.efsmigrator.app.aws..").should().dependOnClassesThat()
      .resideInAPackage(AWS_SDK)
      .because("one room translates; the sandbox too speaks the wire protocol itself, or a mistake"
          + " of the SDK's would be on both sides (ADR 1)");

  @ArchTest
  static final ArchRule awsSeesCoreOnly = seesOfTheApp("aws")
      .because("adapters translate between core and one technology (ADR 1)");

  @ArchTest
  static final ArchRule nodesSeeCoreOnly = seesOfTheApp("nodes")
      .because("adapters translate between core and one technology (ADR 1)");

  @ArchTest
  static final ArchRule mountsSeeCoreOnly = seesOfTheApp("mounts")
      .because("adapters translate between core and one technology (ADR 1)");

  @ArchTest
  static final ArchRule stateSeesCoreOnly = seesOfTheApp("state")
      .because("the tables answer core's ports, whoever runs (ADR 1)");

  @ArchTest
  static final ArchRule sandboxSeesOutcomesOnly = seesOfTheApp("sandbox", "outcome")
      .because("the sandbox stands for the world outside, which knows nothing of us (ADR 1)");

  @ArchTest
  static final ArchRule historySeesOutcomesOnly = seesOfTheApp("history", "outcome")
      .because("reading the history must never be able to harm a run (ADR 3)");

  @ArchTest
  static final ArchRule configSeesOutcomesOnly = seesOfTheApp("config", "outcome")
      .because("a configuration is read without a look at the world (ADR 1)");

  @ArchTest
  static final ArchRule jobsSeeNoAdapter = noClasses().that()
      .resideInAPackage("io.efsmigrator.app.job..").should().dependOnClassesThat()
      .resideInAnyPackage(ADAPTERS)
      .orShould().dependOnClassesThat().resideInAnyPackage("io.efsmigrator.app.cli..")
      .because("a job runs stages and passes; which world they act on is wired outside (ADR 2)");

  @ArchTest
  static final ArchRule commandsSeeNoAdapterAndNoBatch = noClasses().that()
      .resideInAPackage("io.efsmigrator.app.cli..").should().dependOnClassesThat()
      .resideInAnyPackage("io.efsmigrator.app.aws..", "io.efsmigrator.app.nodes..",
          "io.efsmigrator.app.mounts..", "io.efsmigrator.app.job..", "org.springframework.batch..")
      .because("help, version and usage errors come before anything is started (ADR 1)");

  @ArchTest
  static final ArchRule picocliStaysAtTheDoor = noClasses().that()
      .resideOutsideOfPackages("io.efsmigrator.app", "io.efsmigrator.app.cli..").should()
      .dependOnClassesThat().resideInAPackage("picocli..")
      .because("nothing behind the command line knows that there is one (ADR 1)");

  @ArchTest
  static final ArchRule roomsFormNoCycle = slices().matching("io.efsmigrator.app.(*)..").should()
      .beFreeOfCycles()
      .because("a room can be read without the ones that use it (ADR 1)");

  @ArchTest
  static final ArchRule onlyOneAdapterDeletesAtAws = noClasses()
      .that(DescribedPredicate.not(type(EfsSourceRemoval.class))).should()
      .callMethodWhere(target(nameStartingWith("delete"))
          .and(target(owner(assignableTo(SdkClient.class)))))
      .because("what is deleted at AWS is the source of a migration, by one adapter (ADR 13)");

  @ArchTest
  static final ArchRule onlyDecommissionHoldsThatAdapter = classes().that()
      .areAssignableTo(EfsSourceRemoval.class).should().onlyBeAccessed()
      .byClassesThat(nameMatching("io.efsmigrator.app.(Decommission|aws.EfsSourceRemoval)"))
      .because("no other command may come near a delete (ADR 13)");

  @ArchTest
  static final ArchRule onlyTheStageOrdersDeletes = noClasses().should()
      .callMethodWhere(target(owner(assignableTo(SourceRemoval.class)))
          .and(target(nameMatching("delete(MountTarget|FileSystem)"))))
      .because("core's DeleteSource asks everything again before it orders (ADR 13)");

  @ArchTest
  static final ArchRule noTreeLosesEntriesFromHere = noClasses().should()
      .dependOnClassesThat().belongToAnyOf(Removal.class)
      .orShould().callMethodWhere(target(nameMatching("unlink|removeDirectory"))
          .and(target(owner(type(Directory.class)))))
      .because("what is removed from a tree is removed by core's rules (ADR 7)");

  @ArchTest
  static final ArchRule onlyOwnFilesAreDeletedByPath = noClasses()
      .that(DescribedPredicate.not(nameMatching(
          "io.efsmigrator.app.(history.(OwnerServer|Announcement|Snapshot)|report.ReportFile|sandbox.endpoint.SsmInvocation|mounts.KernelMounts)")))
      .should().callMethodWhere(target(nameStartingWith("delete"))
          .and(target(owner(type(Files.class).or(type(File.class))))))
      .because("only announcements, snapshots and captured output are thrown away; a path can"
          + " lead through a link into a tree (ADR 7)");

  @ArchTest
  static final ArchRule namesSayWhatTheyAre = noClasses().should().haveSimpleNameEndingWith("Impl")
      .orShould().haveSimpleNameEndingWith("Manager").orShould().haveSimpleNameEndingWith("Helper")
      .orShould().haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("Utils")
      .orShould().haveSimpleNameStartingWith("Common").orShould()
      .resideInAnyPackage("..support..", "..util..", "..common..")
      .because("such a name is a place where anything fits (docs/CONTRIBUTING.md)");

  @ArchTest
  static void everyRoomSaysWhatItIs(JavaClasses all) throws ClassNotFoundException {
    Set<String> packages = new TreeSet<>();
    all.forEach(each -> packages.add(each.getPackageName()));
    for (String name : packages) {
      assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
          .as("@NullMarked on " + name).isTrue();
    }
  }

  private static ArchRule seesOfTheApp(String room, String... others) {
    String own = "io.efsmigrator.app." + room + "..";
    DescribedPredicate<JavaClass> foreign = resideInAPackage(APP)
        .and(DescribedPredicate.not(resideInAPackage(own)));
    for (String other : others) {
      foreign = foreign.and(
          DescribedPredicate.not(resideInAnyPackage("io.efsmigrator.app." + other + "..")));
    }
    return noClasses().that().resideInAPackage(own).should().dependOnClassesThat(foreign);
  }
}
