package dev.lamina.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns records and arrays into lists, so that {@code equals} compares them by content: numbers by
 * their bits, NaN being equal to itself.
 */
final class ByContent {

  private ByContent() {}

  static Object of(Object value) {
    if (value instanceof Record) {
      List<Object> parts = new ArrayList<>(List.of(value.getClass().getSimpleName()));
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        parts.add(of(component(component, value)));
      }
      return parts;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ByContent::of).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      map.forEach((key, of) -> entries.put(key, of(of)));
      return entries;
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(ByContent::of);
    }
    if (value.getClass().isArray()) {
      List<Object> elements = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        elements.add(of(Array.get(value, i)));
      }
      return elements;
    }
    return value;
  }

  private static Object component(RecordComponent component, Object value) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
