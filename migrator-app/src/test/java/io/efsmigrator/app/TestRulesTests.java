package io.efsmigrator.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.documents.CommandsRun;
import java.io.PrintWriter;

/** How tests of this project are written. */
@AnalyzeClasses(packages = "io.efsmigrator", importOptions = ImportOption.OnlyIncludeTests.class)
class TestRulesTests {

  @ArchTest
  static final ArchRule noMocks = noClasses().should().dependOnClassesThat()
      .resideInAnyPackage("org.mockito..",
          "org.springframework.test.context.bean.override.mockito..")
      .because("a fake that passes the contract test of its port cannot drift from it (ADR 5)");

  @ArchTest
  static final ArchRule commandsAreRecorded = noClasses().that()
      .doNotHaveFullyQualifiedName(CommandsRun.class.getName()).should()
      .callMethod(Cli.class, "run", PrintWriter.class, PrintWriter.class, String[].class)
      .because("CommandsRun writes down what was run, to be compared with the documents");
}
