package io.efsmigrator;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveOnlyFinalFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.efsmigrator.archive.DeleteArchived;
import io.efsmigrator.efs.SourceRemoval;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.Removal;
import io.efsmigrator.stage.Stage;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullMarked;

/** The rooms of core, and who may enter which. */
@AnalyzeClasses(packages = "io.efsmigrator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  private static final String OURS = "io.efsmigrator..";
  private static final String POSIX = "io.efsmigrator.posix";
  private static final String MANIFEST = "io.efsmigrator.manifest";
  private static final String EFS = "io.efsmigrator.efs";
  private static final String CLUSTER = "io.efsmigrator.cluster";
  private static final String[] DATA_PLANE = {POSIX, MANIFEST, "io.efsmigrator.scan",
    "io.efsmigrator.copy", "io.efsmigrator.verify", "io.efsmigrator.archive"};
  private static final String[] CONTROL_PLANE = {EFS, CLUSTER, "io.efsmigrator.plan",
    "io.efsmigrator.stage"};

  @ArchTest
  static final ArchRule coreIsPlainJava = classes().should()
      .onlyDependOnClassesThat(resideInAnyPackage(OURS, "java.io..", "java.lang..", "java.math..",
          "java.nio..", "java.security..", "java.time..", "java.util..", "org.jspecify..",
          "org.slf4j..", "org.apache.avro..", "com.github.luben.zstd..")
          // A path's bytes are read from its URI; core opens no connection.
          .or(type(URI.class)))
      .because("stages and copier run in tests in milliseconds, and no framework's move of"
          + " packages reaches them (ADR 1)");

  @ArchTest
  static final ArchRule dataPlaneDoesNotSeeTheControlPlane = noClasses().that()
      .resideInAnyPackage(DATA_PLANE).should().dependOnClassesThat()
      .resideInAnyPackage(CONTROL_PLANE)
      .because("the copier sees two directories and is testable on any disk; the planes meet in"
          + " stage and in app.job (ADR 1)");

  @ArchTest
  static final ArchRule posixStandsAlone = only(POSIX)
      .because("system calls know nothing of a migration (ADR 4)");

  @ArchTest
  static final ArchRule efsStandsAlone = only(EFS)
      .because("the words of the EFS API need none of ours (ADR 1)");

  @ArchTest
  static final ArchRule clusterKnowsEfsNames = only(CLUSTER, EFS)
      .because("a node's endpoint is the DNS name of a file system; more it need not know (ADR 1)");

  @ArchTest
  static final ArchRule manifestStandsOnPosix = only(MANIFEST, POSIX)
      .because("the data rooms meet only in the manifest (ADR 3)");

  @ArchTest
  static final ArchRule scanMeetsOthersInTheManifest = only("io.efsmigrator.scan", MANIFEST, POSIX)
      .because("what scan found reaches copy as files that survive a crash (ADR 3)");

  @ArchTest
  static final ArchRule copyMeetsOthersInTheManifest = only("io.efsmigrator.copy", MANIFEST, POSIX)
      .because("what copy did reaches verify as a ledger that survives a crash (ADR 3)");

  @ArchTest
  static final ArchRule verifyMeetsOthersInTheManifest = only("io.efsmigrator.verify", MANIFEST,
      POSIX)
      .because("verify must not share the copier's mistakes (ADR 4)");

  @ArchTest
  static final ArchRule archiveMeetsOthersInTheManifest = only("io.efsmigrator.archive", MANIFEST,
      POSIX)
      .because("an archive needs a source and a store, and neither a target nor a plan (ADR 14)");

  @ArchTest
  static final ArchRule planHoldsValuesOnly = only("io.efsmigrator.plan", EFS, CLUSTER,
      "io.efsmigrator.copy")
      .because("a plan is what was asked for, not how it is done (ADR 2)");

  @ArchTest
  static final ArchRule roomsFormNoCycle = slices().matching("io.efsmigrator.(*)..").should()
      .beFreeOfCycles().because("a room can be read without the ones that use it (ADR 1)");

  @ArchTest
  static final ArchRule stagesKeepNothing = classes().that().implement(Stage.class)
      .should(haveOnlyFinalFields())
      .because("a stage is called again from the top after a crash: what it remembered is gone"
          + " (ADR 2)");

  @ArchTest
  static final ArchRule stagesHaveATest = classes().that().implement(Stage.class)
      .should(haveATestOfTheirName())
      .because("each stage acts on somebody's telephone system (ADR 2)");

  @ArchTest
  static final ArchRule stagesNeverSleep = noClasses().that()
      .resideInAPackage("io.efsmigrator.stage").should().callMethod(Thread.class, "sleep",
          long.class)
      .orShould().dependOnClassesThat().belongToAnyOf(LockSupport.class)
      .because(
          "waiting is an answer: the caller holds the clock, the stop and the deadline (ADR 2)");

  @ArchTest
  static final ArchRule timeComesIn = noClasses().should().callMethod(Instant.class, "now")
      .orShould().callMethod(System.class, "currentTimeMillis")
      .orShould().callMethod(Clock.class, "systemUTC")
      .orShould().callMethod(Clock.class, "systemDefaultZone")
      .because("a test must be able to say what time it is (ADR 5)");

  @ArchTest
  static final ArchRule onlyRemovalUnlinks = noClasses().that().doNotBelongToAnyOf(Removal.class)
      .should().callMethod(Directory.class, "unlink", Name.class)
      .orShould()
      .callMethod(Directory.class, "removeDirectory", Name.class)
      .because("entries of a tree are taken away in one place, which asks first (ADR 7)");

  @ArchTest
  static final ArchRule onlyNamedClassesRemove = classes().that().areAssignableTo(Removal.class)
      .should().onlyBeAccessed().byClassesThat(nameMatching("io.efsmigrator.(posix.Removal"
          + "|scan.DirectoryMaker|copy.FinishOne|copy.Sentinel|copy.TargetRoom"
          + "|archive.DeleteArchived)"))
      .because("the target loses what the delete policy names, what stands in the way of an entry,"
          + " and our own mark; the source loses what is archived; nothing else (ADR 7, 9, 14)");

  @ArchTest
  static final ArchRule archivedRecordingsLoseNamesOnly = noClasses().that()
      .belongToAnyOf(DeleteArchived.class).should()
      .callMethodWhere(target(owner(type(Removal.class)))
          .and(target(nameMatching("tree|entry"))))
      .because("a source never loses a directory, whatever has taken a recording's name (ADR 14)");

  @ArchTest
  static final ArchRule onlyDeleteArchivedTakesFilesFromASource = noClasses()
      .that(DescribedPredicate.not(type(DeleteArchived.class))).should()
      .callMethod(Removal.class, "file", Directory.class, Name.class)
      .because("one class takes recordings away, and asks everything again first (ADR 14)");

  @ArchTest
  static final ArchRule onlyWorkFilesAreDeletedByPath = noClasses().that(
      DescribedPredicate.not(
          nameMatching(
              "io.efsmigrator.(manifest.Segments|manifest.RecordSort|scan.PassFiles|verify.Sha256Sums"
                  + "|archive.UploadNotes)")))
      .should().callMethodWhere(target(nameStartingWith("delete"))
          .and(target(owner(type(Files.class).or(type(File.class))))))
      .because(
          "files of the state folder only: a path can lead through a link into a tree (ADR 7)");

  @ArchTest
  static final ArchRule onlyDeleteSourceDeletesAtAws = classes().that()
      .areAssignableTo(SourceRemoval.class).should().onlyBeAccessed()
      .byClassesThat(nameMatching("io.efsmigrator.(efs.SourceRemoval|stage.DeleteSource)"))
      .because("one class deletes a file system, and it asks everything again first (ADR 13)");

  @ArchTest
  static final ArchRule nothingElseDeletesAFileSystem = methods().that()
      .areDeclaredInClassesThat(DescribedPredicate.not(
          nameMatching("io.efsmigrator.(efs.SourceRemoval|stage.DeleteSource)")))
      .should()
      .haveNameNotMatching("(?i).*delete(FileSystem|MountTarget|Source).*")
      .because("no second way may look like the first (ADR 13)");

  @ArchTest
  static final ArchRule portsStaySmall = classes().that().areInterfaces().and()
      .resideInAnyPackage(CONTROL_PLANE).should(haveAtMostSevenMethods())
      .because("whoever writes a fake or an adapter has to hold all of it in mind (ADR 5)");

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

  private static ArchRule only(String room, String... others) {
    DescribedPredicate<JavaClass> foreign = resideInAPackage(OURS)
        .and(DescribedPredicate.not(resideInAnyPackage(others)))
        .and(DescribedPredicate.not(resideInAPackage(room)));
    return noClasses().that().resideInAPackage(room).should().dependOnClassesThat(foreign);
  }

  private static ArchCondition<JavaClass> haveATestOfTheirName() {
    return new ArchCondition<>("have a test of their name") {
      @Override
      public void check(JavaClass stage, ConditionEvents events) {
        String test = stage.getName() + "Tests";
        try {
          Class.forName(test, false, ArchitectureTests.class.getClassLoader());
        } catch (ClassNotFoundException e) {
          events.add(SimpleConditionEvent.violated(stage, "there is no " + test));
        }
      }
    };
  }

  private static ArchCondition<JavaClass> haveAtMostSevenMethods() {
    return new ArchCondition<>("have at most 7 methods") {
      @Override
      public void check(JavaClass port, ConditionEvents events) {
        if (port.getMethods().size() > 7) {
          events.add(SimpleConditionEvent.violated(port,
              port.getName() + " has " + port.getMethods().size()));
        }
      }
    };
  }
}
