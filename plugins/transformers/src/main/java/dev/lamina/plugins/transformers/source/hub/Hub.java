package dev.lamina.plugins.transformers.source.hub;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Environment;
import dev.lamina.api.service.Progress;
import dev.lamina.plugins.transformers.source.hub.cache.RepositoryCache;
import dev.lamina.plugins.transformers.source.hub.http.HubException;
import dev.lamina.plugins.transformers.source.hub.http.Patience;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Hugging Face's hub, as the environment variables of Python's huggingface_hub describe it. Models
 * come into Python's own cache; those that are there are taken from it.
 */
public final class Hub {

  private static final int MOST_SHOWN = 5;

  private final HubSettings settings;
  private final Progress progress;
  private final Patience patience;

  public Hub(Environment environment, Progress progress) {
    this(environment, progress, Patience.USUAL);
  }

  Hub(Environment environment, Progress progress, Patience patience) {
    this.settings = new HubSettings(environment);
    this.progress = progress;
    this.patience = patience;
  }

  /** Whether a source names a model of the hub. */
  public static boolean isModel(String source) {
    return source.startsWith(HubModel.PREFIX);
  }

  /**
   * The files of a model, fetched if they are not there.
   *
   * @param source {@code hf:OWNER/NAME} or {@code hf:OWNER/NAME@REVISION}
   * @throws InvalidModelException if they cannot be had; the problem was reported at {@code source}
   */
  public Snapshot fetch(String source, Problems problems) throws InvalidModelException {
    try {
      HubModel model = HubModel.parse(source);
      Path folder = settings.cache();
      RepositoryCache cache = new RepositoryCache(folder, model.repository(), settings.links());
      String commit = commit(model, cache, folder, problems);
      return new Snapshot(
          model.name(),
          HubModel.PREFIX + model.repository() + "@" + commit,
          cache.snapshot(commit));
    } catch (HubException e) {
      problems.error("source", e.sentence());
      throw new InvalidModelException();
    }
  }

  private String commit(HubModel model, RepositoryCache cache, Path folder, Problems problems)
      throws HubException {
    try {
      CachedModel cached = CachedModel.of(model, cache);
      Optional<String> complete = cached.complete();
      boolean whole = complete.isPresent() && cached.sure();
      if (whole && RepositoryCache.isCommit(model.revision())) {
        return complete.get(); // a commit never changes
      }
      if (!settings.isOffline()) {
        return fetched(model, cache, complete, problems);
      }
      if (complete.isPresent() && !whole) {
        problems.warning(
            "source",
            "model %s is in the cache without %s; if it has one, its tokens may differ: run once without --offline"
                .formatted(model.shown(), Selection.TOKENIZER_SETTINGS));
      }
      return complete.orElseThrow(() -> offline(model, cached, cache));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Asks the hub; while it cannot be asked, what the cache has is better than nothing. */
  private String fetched(
      HubModel model, RepositoryCache cache, Optional<String> complete, Problems problems)
      throws HubException, IOException {
    ModelFetch fetch = new ModelFetch(model, cache, settings.client(patience), progress);
    Listing listing;
    try {
      listing = fetch.list(complete.isPresent() ? patience.once() : patience.begin());
    } catch (HubException e) {
      if (complete.isEmpty() || e.kind() == HubException.Kind.NO_SUCH_REVISION) {
        throw e;
      }
      String commit = complete.get();
      problems.warning(
          "source",
          "%s; until then commit %s of model %s is used, which is in the cache"
              .formatted(e.sentence(), commit.substring(0, 7), model.shown()));
      return commit;
    }
    fetch.files(listing);
    return listing.commit();
  }

  private static HubException offline(HubModel model, CachedModel cached, RepositoryCache cache) {
    String why = "and Lamina is offline (--offline or HF_HUB_OFFLINE)";
    String what = "run once without that, or copy the folder from a machine that has the model";
    List<String> lacking = cached.lacking();
    if (lacking.isEmpty()) {
      return HubException.lasting(
          "model %s is not in the cache (%s), %s: %s"
              .formatted(model.shown(), cache.folder(), why, what));
    }
    String shown = Quoted.few(lacking.stream().map(Quoted::bare).toList(), MOST_SHOWN);
    return HubException.lasting(
        "model %s is in the cache (%s) without %s, %s: %s"
            .formatted(model.shown(), cache.folder(), shown, why, what));
  }

  private static HubException unusable(Path folder, IOException failure) {
    String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (failure instanceof InterruptedIOException) {
      return HubException.lasting("fetching was interrupted");
    }
    return HubException.lasting(
        reason.contains("no space")
                || reason.contains("not enough space")
                || reason.contains("quota")
            ? "the disk that holds the cache %s is full: free some space, or set HF_HUB_CACHE to a folder on another disk; what has come is kept"
                .formatted(folder)
            : "the cache %s cannot be used (%s): set HF_HUB_CACHE to a folder that you can write to"
                .formatted(folder, Quoted.bare(failure)));
  }
}
