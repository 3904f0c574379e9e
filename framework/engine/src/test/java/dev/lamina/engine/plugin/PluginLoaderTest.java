package dev.lamina.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.problem.Problem;
import dev.lamina.engine.problem.ProblemList;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLoaderTest {

  private static final String SERVICE = "META-INF/services/dev.lamina.api.plugin.Plugin";
  private static final String PLUGIN =
      """
      package one;
      public final class OnePlugin implements dev.lamina.api.plugin.Plugin {
        public record Config(@dev.lamina.api.config.Default("2") int k) {}
        public static final class One implements dev.lamina.api.analysis.Analysis {
          @jakarta.inject.Inject One(Config config) {}
          public void analyze(
              dev.lamina.api.analysis.Study study, dev.lamina.api.analysis.Findings findings) {}
        }
        public void register(dev.lamina.api.plugin.Components components) {
          components.analysis("one", One.class, Config.class);
        }
      }
      """;

  @TempDir Path folder;
  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectories(folder.resolve("plugins"));
  }

  @Test
  void aJarInTheFolderBringsItsComponents() throws IOException {
    jar("one.jar", compile("one/OnePlugin", PLUGIN), "one.OnePlugin # the only one\n");

    Registered component = load().find(Kind.ANALYSIS, "one").orElseThrow();
    assertThat(component.config().names()).containsExactly("k");
    assertThat(component.origin().toString()).isEqualTo(plugins + "/one.jar");
  }

  @Test
  void aPluginMayHaveItsLibrariesBesideIt() throws IOException {
    Path classes = compile("lib/Library", "package lib; public class Library {}");
    String using = PLUGIN.replace("One(Config config) {}", "One(Config config, lib.Library l) {}");
    compile("one/OnePlugin", using);
    Files.createDirectories(plugins.resolve("one"));
    jar("one/one.jar", classes.resolve("one"), "one.OnePlugin\n");
    jar("one/library.jar", classes.resolve("lib"), "");

    assertThat(load().find(Kind.ANALYSIS, "one")).isPresent();
  }

  @Test
  void aJarThatCannotBeLoadedIsNamedWithTheReason() throws IOException {
    Path classes = compile("lib/Library", "package lib; public class Library {}");
    compile("one/OnePlugin", PLUGIN);
    jar("a-no-service.jar", classes, "");
    jar("b-no-class.jar", classes, "two.TwoPlugin\n");
    jar("c-no-plugin.jar", classes, "lib.Library\n");
    Files.writeString(plugins.resolve("d-broken.jar"), "not a zip");
    Path newer = Files.createDirectories(folder.resolve("newer/one"));
    byte[] bytes = Files.readAllBytes(classes.resolve("one/OnePlugin.class"));
    bytes[7] = 70; // class file version 70 is Java 26
    Files.write(newer.resolve("OnePlugin.class"), bytes);
    jar("e-newer.jar", newer.getParent(), "one.OnePlugin\n");
    compile(
        "two/TwoPlugin",
        PLUGIN
            .replace("package one", "package two")
            .replace("OnePlugin", "TwoPlugin")
            .replace(
                "public void register",
                "lib.Library library = new lib.Library(); public void register"));
    jar("f-no-library.jar", classes.resolve("two"), "two.TwoPlugin\n");

    assertThat(messages())
        .containsExactly(
            "a-no-service.jar: error: this is not a plugin: it has no "
                + SERVICE
                + " that names one",
            "b-no-class.jar: error: its service file names two.TwoPlugin, a class that it does not"
                + " have",
            "c-no-plugin.jar: error: its service file names lib.Library, which is not a Plugin",
            "d-broken.jar: error: d-broken.jar is not a jar that can be read: zip END header not"
                + " found",
            "e-newer.jar: error: one.OnePlugin cannot be loaded: it needs Java 26 and this is Java "
                + Runtime.version().feature(),
            "f-no-library.jar: error: two.TwoPlugin cannot be loaded: the class lib.Library is"
                + " missing; put the jar and its libraries into a folder of their own");
  }

  @Test
  void twoComponentsOfOneNameAreNamedWithTheirJars() throws IOException {
    Path classes = compile("one/OnePlugin", PLUGIN);
    jar("a.jar", classes, "one.OnePlugin\n");
    jar("b.jar", classes, "one.OnePlugin\n");

    assertThat(messages())
        .containsExactly(
            "b.jar: error: the analysis 'one' cannot be used: there is one of this name in a.jar"
                + " too; remove one of them");
  }

  @Test
  void aComponentThatIsNotOneIsRefused() throws IOException {
    jar(
        "a.jar",
        compile("one/OnePlugin", PLUGIN.replace("@jakarta.inject.Inject ", "")),
        "one.OnePlugin\n");
    jar("b.jar", compile("one/OnePlugin", PLUGIN.replace("\"one\"", "\"One\"")), "one.OnePlugin\n");
    jar("c.jar", compile("one/OnePlugin", PLUGIN.replace("int k", "Object k")), "one.OnePlugin\n");
    jar("d.jar", compile("one/OnePlugin", PLUGIN.replace("int k", "int id")), "one.OnePlugin\n");

    assertThat(messages())
        .satisfiesExactly(
            message ->
                assertThat(message)
                    .isEqualTo(
                        "a.jar: error: the analysis 'one' cannot be used: one.OnePlugin$One must be"
                            + " a class with one constructor annotated @Inject"),
            message ->
                assertThat(message)
                    .isEqualTo(
                        "b.jar: error: the analysis 'One' cannot be used: a name must be lower case"
                            + " words joined by hyphens"),
            message ->
                assertThat(message)
                    .startsWith(
                        "c.jar: error: the analysis 'one' cannot be used: the key 'k' of"
                            + " one.OnePlugin$Config: the type java.lang.Object is not one"),
            message ->
                assertThat(message)
                    .isEqualTo(
                        "d.jar: error: the analysis 'one' cannot be used: its configuration has a"
                            + " key 'id', which is Lamina's own"));
  }

  @Test
  void aFolderThatIsMissingIsSaid() {
    ProblemList problems = new ProblemList();
    PluginLoader.load(Optional.of(Path.of("no/such")), problems);

    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .containsExactly("command line: error: --plugins 'no/such' is not a folder");
  }

  private Registry load() {
    ProblemList problems = new ProblemList();
    Registry registry = PluginLoader.load(Optional.of(plugins), problems);
    assertThat(problems.sorted()).isEmpty();
    return registry;
  }

  private List<String> messages() {
    ProblemList problems = new ProblemList();
    PluginLoader.load(Optional.of(plugins), problems);
    return problems.sorted().stream()
        .map(problem -> problem.toString().replace(plugins + "/", ""))
        .toList();
  }

  /** Compiles a class beside those compiled before; returns where all of them are. */
  private Path compile(String name, String source) throws IOException {
    Path classes = folder.resolve("classes");
    Path file = folder.resolve("source/" + name + ".java");
    Files.createDirectories(file.getParent());
    Files.createDirectories(classes);
    Files.writeString(file, source);
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none"));
    arguments.addAll(List.of("-cp", classes + ":" + System.getProperty("java.class.path")));
    arguments.add(file.toString());
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).isZero();
    return classes;
  }

  /** Makes a jar of the classes below a folder, which may be a package below the root. */
  private void jar(String name, Path classes, String service) throws IOException {
    Path root = classes.startsWith(folder.resolve("classes")) ? folder.resolve("classes") : classes;
    try (OutputStream out = Files.newOutputStream(plugins.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      if (!service.isEmpty()) {
        zip.putNextEntry(new ZipEntry(SERVICE));
        zip.write(service.getBytes(StandardCharsets.UTF_8));
      }
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(root.relativize(file).toString()));
        zip.write(Files.readAllBytes(file));
      }
    }
  }
}
