package dev.lamina.cli.page;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import dev.lamina.cli.text.Amounts;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.store.upkeep.Inventory;
import dev.lamina.engine.store.upkeep.ModelCopy;
import dev.lamina.engine.store.upkeep.StoredCollection;
import dev.lamina.engine.store.upkeep.StoredFile;
import dev.lamina.engine.store.upkeep.Verification;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Words what {@code lamina cache} has found or done. */
public record CachePage(PrintStream out, PrintStream err, Path runs) {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
  private static final String ROW = "%-24s %-12s %-10s %-8s %-10s %9s %10s  %s%n";

  public void list(Inventory inventory, List<ModelCopy> models) {
    if (inventory.collections().isEmpty()) {
      err.println("no activations are stored in " + runs);
    } else {
      out.printf(
          ROW,
          "MODEL",
          "COMPONENT",
          "POSITIONS",
          "DTYPE",
          "LAYERS",
          "PROMPTS",
          "SIZE",
          "LAST USED");
    }
    for (StoredCollection stored : inventory.collections()) {
      out.printf(
          Locale.ROOT,
          ROW,
          stored.model(),
          stored.component(),
          stored.positions(),
          stored.dtype(),
          layers(stored.layers()),
          String.format(Locale.ROOT, "%,d", stored.prompts()),
          Amounts.bytes(stored.size()),
          WHEN.format(stored.lastUsed()));
    }
    if (inventory.size() > 0) {
      out.println("total " + Amounts.bytes(inventory.size()));
    }
    long useless = size(inventory.useless()) + size(inventory.unreadable());
    if (useless > 0) {
      out.println(
          "of them damaged, of older versions or left by processes that died: "
              + Amounts.bytes(useless)
              + " (lamina cache prune)");
    }
    for (ModelCopy model : models) {
      out.println("model %s  %s".formatted(Amounts.bytes(model.size()), model.folder()));
    }
  }

  /** {@code 0-5,11}. */
  private static String layers(List<Integer> layers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < layers.size(); ) {
      int last = i;
      while (last + 1 < layers.size() && layers.get(last + 1) == layers.get(last) + 1) {
        last++;
      }
      text.append(text.isEmpty() ? "" : ",").append(layers.get(i));
      text.append(last > i ? "-" + layers.get(last) : "");
      i = last + 1;
    }
    return text.toString();
  }

  public void verified(Verification verification) {
    verification
        .damaged()
        .forEach(
            finding ->
                out.println(
                    finding.path() + ": damaged: " + finding.reason() + "; " + finding.outcome()));
    out.printf(
        Locale.ROOT,
        "%,d files, %s, are as they were written; %,d are damaged%n",
        verification.whole().size(),
        Amounts.bytes(size(verification.whole())),
        verification.damaged().size());
  }

  /** Rejects the name of a model of which nothing is stored. */
  public void requireModel(String name, Inventory inventory) {
    List<String> models =
        inventory.collections().stream().map(StoredCollection::model).distinct().toList();
    if (!models.contains(name)) {
      throw new InvalidSpecException(
          Location.COMMAND_LINE,
          "nothing of a model %s is stored%s (see: lamina cache)"
              .formatted(Quoted.of(name), NearNames.hint(name, models)));
    }
  }

  public void wouldPrune(List<StoredFile> files) {
    files.forEach(file -> line("would delete", file));
    out.printf(
        Locale.ROOT, "would delete %,d files, %s%n", files.size(), Amounts.bytes(size(files)));
  }

  public void pruned(List<StoredFile> files) {
    files.forEach(file -> line("deleted", file));
    out.printf(
        Locale.ROOT, "deleted %,d files, %s freed%n", files.size(), Amounts.bytes(size(files)));
  }

  private void line(String what, StoredFile file) {
    out.println(
        "%s %s  %s, last used %s"
            .formatted(
                what, file.path(), Amounts.bytes(file.size()), WHEN.format(file.lastUsed())));
  }

  private static long size(List<StoredFile> files) {
    return files.stream().mapToLong(StoredFile::size).sum();
  }
}
