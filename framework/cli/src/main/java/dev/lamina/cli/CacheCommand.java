package dev.lamina.cli;

import dev.lamina.cli.page.CacheJson;
import dev.lamina.cli.page.CachePage;
import dev.lamina.cli.text.Ages;
import dev.lamina.cli.text.Sizes;
import dev.lamina.engine.store.upkeep.Inventory;
import dev.lamina.engine.store.upkeep.ModelCopy;
import dev.lamina.engine.store.upkeep.Pruning;
import dev.lamina.engine.store.upkeep.StoredFile;
import dev.lamina.engine.store.upkeep.Verification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lamina cache}: stored activations. Other processes may use them meanwhile. */
@Command(
    name = "cache",
    description = "Lists, verifies and prunes stored activations.",
    sortOptions = false)
final class CacheCommand implements Callable<Integer> {

  @ParentCommand private LaminaCommand lamina;

  @Option(names = "--json", description = "Print the list as JSON.")
  private boolean json;

  /** Without a further command: the list. */
  @Override
  public Integer call() throws IOException {
    return list(json);
  }

  @Command(
      name = "list",
      description = "Lists what is stored, by model and component, and the built-in models' files.",
      sortOptions = false)
  int list(@Option(names = "--json", description = "Print it as JSON.") boolean asJson)
      throws IOException {
    Inventory inventory = Inventory.of(lamina.runs());
    List<ModelCopy> models = ModelCopy.all(System.getenv());
    if (json || asJson) {
      lamina.terminal().out().println(CacheJson.write(inventory, models));
    } else {
      page().list(inventory, models);
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "verify",
      description =
          "Reads every stored file and holds it against its hash; damaged ones are set aside, and"
              + " computed again when a run needs them. Exit code 1 if there are any.",
      sortOptions = false)
  int verify() throws IOException {
    Verification verification = Verification.of(lamina.runs());
    page().verified(verification);
    return verification.damaged().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  @Command(
      name = "prune",
      description =
          "Deletes stored activations that fit all options that are given, the least recently used"
              + " first, and what no run reads: damaged files, those of older versions, temporary"
              + " ones of processes that died, a day ago or longer. They are computed again when a"
              + " run needs them.",
      sortOptions = false)
  int prune(
      @Option(
              names = "--older-than",
              paramLabel = "AGE",
              converter = Ages.class,
              description = "Only what no run has read for so long: 30d, 12h, 45m.")
          Optional<Duration> age,
      @Option(
              names = "--keep",
              paramLabel = "SIZE",
              converter = Sizes.class,
              description = "Only until no more than SIZE is stored: 10GiB, 500MiB.")
          Optional<Long> keep,
      @Option(
              names = "--model",
              paramLabel = "NAME",
              description = "Only of one model, as 'lamina cache' names it.")
          Optional<String> model,
      @Option(names = "--dry-run", description = "Delete nothing, say what would be.")
          boolean dryRun)
      throws IOException {
    Pruning pruning = new Pruning(age, keep, model);
    Inventory inventory = Inventory.of(lamina.runs());
    model.ifPresent(name -> page().requireModel(name, inventory));
    List<StoredFile> chosen = pruning.choose(inventory, Instant.now());
    if (dryRun) {
      page().wouldPrune(chosen);
    } else {
      page().pruned(Pruning.remove(chosen));
    }
    if (pruning.isEmpty()) {
      lamina
          .terminal()
          .err()
          .println("no --older-than, --keep or --model: activations that can be read were kept");
    }
    return ExitCode.DONE;
  }

  private CachePage page() {
    return new CachePage(lamina.terminal().out(), lamina.terminal().err(), lamina.runs());
  }
}
