package dev.lamina.plugins.transformers.forward;

import dev.lamina.plugins.transformers.forward.pack.PackCost;
import dev.lamina.plugins.transformers.source.LaminaHome;
import dev.lamina.plugins.transformers.torch.Linear.Layout;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps measured speeds in LAMINA_HOME, a file each; deleting one has it measured again. */
public final class MeasuredSpeeds {

  private static final Logger LOG = LoggerFactory.getLogger(MeasuredSpeeds.class);

  private final LaminaHome home;

  public MeasuredSpeeds(LaminaHome home) {
    this.home = home;
  }

  /**
   * The speed of something that was measured before, or is now.
   *
   * @param what it is: the machine, the library, the block
   */
  public Speed of(String what, Supplier<Speed> measure) {
    Path file = home.folder().resolve("speeds").resolve(home.name(what) + ".properties");
    Optional<Speed> known = read(file, what);
    if (known.isPresent()) {
      return known.get();
    }
    Speed speed = measure.get();
    LOG.info("measured {} of {}", speed, what);
    write(file, what, speed);
    return speed;
  }

  private static Optional<Speed> read(Path file, String what) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Properties properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      return what.equals(properties.getProperty("of"))
          ? Optional.of(
              new Speed(
                  Layout.valueOf(text(properties, "linear")),
                  cost(properties, "beside"),
                  cost(properties, "block"),
                  number(properties, "weight")))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      LOG.info("{} cannot be read, so the speed is measured again", file, e);
      return Optional.empty();
    }
  }

  private static PackCost cost(Properties properties, String of) {
    return new PackCost(
        number(properties, of + ".fixed"),
        number(properties, of + ".node"),
        number(properties, of + ".pair"));
  }

  private static double number(Properties properties, String key) {
    return Double.parseDouble(text(properties, key));
  }

  private static String text(Properties properties, String key) {
    String text = properties.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return text;
  }

  private void write(Path file, String what, Speed speed) {
    String text =
        """
        # Seconds that Lamina measured; packs of prompts are cut by them, and forecasts made of them.
        of=%s
        linear=%s
        beside.fixed=%s
        beside.node=%s
        beside.pair=%s
        block.fixed=%s
        block.node=%s
        block.pair=%s
        weight=%s
        """
            .formatted(
                what,
                speed.linear(),
                speed.beside().fixed(),
                speed.beside().perNode(),
                speed.beside().perPair(),
                speed.block().fixed(),
                speed.block().perNode(),
                speed.block().perPair(),
                speed.secondsPerWeight());
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      home.write(file, channel -> LaminaHome.writeFully(channel, bytes));
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be written, so every run measures this machine's speed for a second; LAMINA_HOME names another folder",
          file,
          e);
    }
  }
}
