package dev.lamina.engine.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The state of the git repository that a folder is in, as far as git tells it. */
final class GitState {

  private static final long PATIENCE_SECONDS = 2;

  private final Path folder;

  GitState(Path folder) {
    this.folder = folder;
  }

  /** That of the folder that Lamina was started in. */
  static Map<String, String> here() {
    return new GitState(Path.of("").toAbsolutePath()).read();
  }

  /** {@code commit}, {@code branch}, {@code dirty} and {@code repoURL}; empty outside git. */
  Map<String, String> read() {
    Map<String, String> state = new LinkedHashMap<>();
    git("rev-parse", "HEAD").ifPresent(commit -> state.put("commit", commit));
    if (!state.isEmpty()) {
      git("rev-parse", "--abbrev-ref", "HEAD").ifPresent(branch -> state.put("branch", branch));
      git("status", "--porcelain", "--untracked-files=no")
          .ifPresent(changes -> state.put("dirty", Boolean.toString(!changes.isEmpty())));
      git("config", "--get", "remote.origin.url")
          .ifPresent(url -> state.put("repoURL", withoutCredentials(url)));
    }
    return state;
  }

  private static Process stop(Process git) {
    return git.destroyForcibly();
  }

  private static String withoutCredentials(String url) {
    return url.replaceFirst("://[^/@]*@", "://");
  }

  private Optional<String> git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      git.getOutputStream().close();
      git.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(late -> stop(git));
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? Optional.of(said.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no git here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
