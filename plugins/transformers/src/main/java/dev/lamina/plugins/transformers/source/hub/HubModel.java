package dev.lamina.plugins.transformers.source.hub;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.source.hub.cache.RepositoryCache;
import dev.lamina.plugins.transformers.source.hub.http.HubException;
import java.util.regex.Pattern;

/**
 * What {@code hf:OWNER/NAME@REVISION} names.
 *
 * @param repository {@code OWNER/NAME}, or {@code NAME} alone for the hub's oldest models
 * @param revision a branch, tag or commit; {@code main} if none is given
 */
record HubModel(String repository, String revision) {

  static final String PREFIX = "hf:";

  private static final String MAIN = "main";
  private static final int LONGEST_REVISION = 250;

  /** As huggingface_hub has it (utils/_validators.py). */
  private static final Pattern REPOSITORY =
      Pattern.compile("(?:\\b[\\w.-]{1,96}\\b/)?\\b[\\w.-]{1,96}\\b");

  /** What git forbids in a reference (git-check-ref-format). */
  private static final Pattern NO_REVISION =
      Pattern.compile(
          "[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|//|@\\{|^[./-]|/\\.|[/.]$|\\.lock(/|$)");

  /**
   * Reads a source.
   *
   * @param source with or without the prefix
   * @throws HubException if it is malformed
   */
  static HubModel parse(String source) throws HubException {
    String text = source.startsWith(PREFIX) ? source.substring(PREFIX.length()) : source;
    int at = text.indexOf('@');
    String repository = at < 0 ? text : text.substring(0, at);
    String revision = at < 0 ? MAIN : text.substring(at + 1);
    if (!REPOSITORY.matcher(repository).matches()
        || repository.contains("--")
        || repository.contains("..")
        || repository.endsWith(".git")) {
      throw HubException.lasting(
          "%s does not name a model of the hub: it must be hf:OWNER/NAME or hf:OWNER/NAME@REVISION, as in hf:EleutherAI/pythia-70m@step1000"
              .formatted(Quoted.of(source)));
    }
    if (revision.isEmpty()
        || revision.length() > LONGEST_REVISION
        || NO_REVISION.matcher(revision).find()) {
      throw HubException.lasting(
          "%s does not name a revision after the @: it must be a branch, a tag or a commit"
              .formatted(Quoted.of(source)));
    }
    return new HubModel(repository, revision);
  }

  /** Short, for titles and file names: {@code pythia-70m@step1000}. */
  String name() {
    String name = repository.substring(repository.lastIndexOf('/') + 1);
    if (revision.equals(MAIN)) {
      return name;
    }
    boolean commit = RepositoryCache.isCommit(revision);
    return name + "@" + (commit ? revision.substring(0, 7) : revision.replace('/', '-'));
  }

  /** For messages: {@code 'gpt2'}, {@code 'EleutherAI/pythia-70m' at revision 'step1000'}. */
  String shown() {
    return Quoted.of(repository)
        + (revision.equals(MAIN) ? "" : " at revision " + Quoted.of(revision));
  }
}
