package dev.lamina.experiments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may depend on whom. */
class ArchitectureTest {

  /** At least so many classes must have been seen, so that no rule passes on nothing. */
  private static final Map<String, Integer> LEAST_CLASSES =
      Map.ofEntries(
          Map.entry("dev.lamina.api", 60),
          Map.entry("dev.lamina.safetensors", 8),
          Map.entry("dev.lamina.engine", 80),
          Map.entry("dev.lamina.cli", 15),
          Map.entry("dev.lamina.testkit", 6),
          Map.entry("dev.lamina.plugins.datasets", 10),
          Map.entry("dev.lamina.plugins.transformers", 15),
          Map.entry("dev.lamina.plugins.statistics", 10),
          Map.entry("dev.lamina.plugins.probes", 5),
          Map.entry("dev.lamina.plugins.manifold", 5),
          Map.entry("dev.lamina.plugins.figures", 10),
          Map.entry("dev.lamina.plugins.mlflow", 10));

  private static JavaClasses lamina;

  @BeforeAll
  static void read() {
    lamina =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.lamina");
  }

  @Test
  void everyModuleWasSeen() {
    LEAST_CLASSES.forEach(
        (module, least) ->
            assertThat(
                    lamina.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.equals(module) || name.startsWith(module + ".")))
                .as(module)
                .hasSizeGreaterThanOrEqualTo(least));
  }

  @Test
  void theApiNeedsTheJdkAndTwoAnnotationLibrariesAlone() {
    classes()
        .that()
        .resideInAPackage("dev.lamina.api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "jakarta.inject..", "dev.lamina.api..")
        .check(lamina);
  }

  @Test
  void aPluginSeesTheApiAndNeitherEngineNorCommandLineNorGuice() {
    noClasses()
        .that()
        .resideInAPackage("dev.lamina.plugins..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.lamina.engine..",
            "dev.lamina.cli..",
            "dev.lamina.testkit..",
            "com.google.inject..")
        .check(lamina);
  }

  @Test
  void noPluginSeesAnother() {
    slices().matching("dev.lamina.plugins.(*)..").should().notDependOnEachOther().check(lamina);
  }

  @Test
  void nothingInTheFrameworkKnowsAPlugin() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.lamina.api..", "dev.lamina.engine..", "dev.lamina.cli..", "dev.lamina.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.lamina.plugins..")
        .check(lamina);
  }

  @Test
  void theEngineDoesNotKnowTheCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("dev.lamina.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.lamina.cli..", "picocli..")
        .check(lamina);
  }

  @ParameterizedTest
  @CsvSource({
    "com.google.inject.., dev.lamina.engine.wiring..",
    "org.yaml.snakeyaml.., dev.lamina.engine.spec..",
    "picocli.., dev.lamina.cli..",
    "ai.djl.., dev.lamina.plugins.transformers..",
    "org.jfree.., dev.lamina.plugins.figures..",
    "org.mlflow.., dev.lamina.plugins.mlflow.."
  })
  void aLibraryIsImportedInOnePlace(String library, String place) {
    noClasses()
        .that()
        .resideOutsideOfPackage(place)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(lamina);
  }

  @Test
  void thePackagesOfTheEngineHaveNoCycles() {
    slices().matching("dev.lamina.engine.(*)..").should().beFreeOfCycles().check(lamina);
  }
}
