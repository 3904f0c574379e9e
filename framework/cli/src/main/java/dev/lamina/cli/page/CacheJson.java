package dev.lamina.cli.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.engine.store.upkeep.Inventory;
import dev.lamina.engine.store.upkeep.ModelCopy;
import dev.lamina.engine.store.upkeep.StoredCollection;
import dev.lamina.engine.store.upkeep.StoredFile;
import java.util.List;
import java.util.stream.Stream;

/** What is stored, as JSON; sizes in bytes. */
public final class CacheJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CacheJson() {}

  public static String write(Inventory inventory, List<ModelCopy> models) {
    ObjectNode page = JSON.createObjectNode();
    ArrayNode collections = page.putArray("collections");
    for (StoredCollection stored : inventory.collections()) {
      ObjectNode node = collections.addObject();
      node.put("model", stored.model());
      node.put("component", stored.component());
      node.put("positions", stored.positions());
      node.put("dtype", stored.dtype());
      stored.layers().forEach(node.putArray("layers")::add);
      node.put("prompts", stored.prompts());
      node.put("bytes", stored.size());
      node.put("last_used", stored.lastUsed().toString());
      node.put("folder", stored.folder());
    }
    page.put("bytes", inventory.size());
    page.put(
        "useless_bytes",
        Stream.of(inventory.useless(), inventory.unreadable())
            .flatMap(List::stream)
            .mapToLong(StoredFile::size)
            .sum());
    ArrayNode copies = page.putArray("models");
    for (ModelCopy model : models) {
      copies
          .addObject()
          .put("name", model.name())
          .put("folder", model.folder().toString())
          .put("bytes", model.size());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(page);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
