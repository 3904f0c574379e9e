import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Fetches the pinned Maven once, checks it against its SHA-512 and prints its folder. */
class FetchMaven {

  private static final String VERSION = "3.9.11";
  private static final String SHA512 =
      "03e2d65d4483a3396980629f260e25cac0d8b6f7f2791e4dc20bc83f9514db8d0f05b0479e699a5f34679250c49c8e52e961262ded468a20de0be254d8207076";
  private static final String APACHE_ARCHIVE =
      "https://archive.apache.org/dist/maven/maven-3/%s/binaries/apache-maven-%s-bin.zip";
  private static final String IN_REPOSITORY =
      "%s/org/apache/maven/apache-maven/%s/apache-maven-%s-bin.zip";

  public static void main(String[] arguments) throws Exception {
    Path distributions = Path.of(System.getProperty("user.home"), ".m2", "wrapper", "dists");
    Path home = distributions.resolve("lamina-maven-" + VERSION);
    if (!Files.isDirectory(home)) {
      Files.createDirectories(distributions);
      System.err.println("Fetching Maven " + VERSION + " (once) ...");
      try {
        unpack(fetch(), distributions, home);
      } catch (IOException e) {
        System.err.println("mvnw: cannot fetch Maven: " + e);
        System.err.println("mvnw: check the network, or install Maven 3.8 or newer");
        System.exit(1);
      }
    }
    System.out.println(home);
  }

  private static byte[] fetch() throws Exception {
    String repository = System.getenv("MVNW_REPOURL");
    String address =
        repository == null
            ? APACHE_ARCHIVE.formatted(VERSION, VERSION)
            : IN_REPOSITORY.formatted(repository, VERSION, VERSION);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(30))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofMinutes(10)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("HTTP " + response.statusCode() + " from " + address);
    }
    byte[] digest = MessageDigest.getInstance("SHA-512").digest(response.body());
    if (!HexFormat.of().formatHex(digest).equals(SHA512)) {
      throw new IOException("what came from " + address + " is not Maven " + VERSION);
    }
    return response.body();
  }

  private static void unpack(byte[] zip, Path distributions, Path home) throws IOException {
    Path temporary = Files.createTempDirectory(distributions, ".unpacking");
    try (ZipInputStream entries = new ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        unpack(entry, entries, temporary);
      }
    }
    try (Stream<Path> top = Files.list(temporary)) {
      Files.move(top.findFirst().orElseThrow(), home, StandardCopyOption.ATOMIC_MOVE);
    } catch (java.nio.file.DirectoryNotEmptyException | java.nio.file.FileAlreadyExistsException e) {
      // another process was first
    }
    Files.deleteIfExists(temporary);
  }

  private static void unpack(ZipEntry entry, InputStream content, Path folder) throws IOException {
    Path path = folder.resolve(entry.getName()).normalize();
    if (!path.startsWith(folder)) {
      throw new IOException("the archive has an entry outside its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    Files.copy(content, path);
    if (path.getFileName().toString().equals("mvn")
        && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      path.toFile().setExecutable(true);
    }
  }
}
