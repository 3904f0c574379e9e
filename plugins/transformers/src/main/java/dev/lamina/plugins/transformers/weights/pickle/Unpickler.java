package dev.lamina.plugins.transformers.weights.pickle;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.pickle.Value.Listing;
import dev.lamina.plugins.transformers.weights.pickle.Value.Plain;
import dev.lamina.plugins.transformers.weights.pickle.Value.Storage;
import dev.lamina.plugins.transformers.weights.pickle.Value.Table;
import dev.lamina.plugins.transformers.weights.pickle.Value.Text;
import dev.lamina.plugins.transformers.weights.pickle.Value.Tuple;
import dev.lamina.plugins.transformers.weights.pickle.Value.Whole;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pickle's stack machine, for the operations that {@code torch.save} writes for tensors and
 * containers (protocols 2 to 5). It makes {@link Value}s and nothing else.
 *
 * @see <a href="https://docs.python.org/3/library/pickle.html">pickle</a>
 */
final class Unpickler {

  private final PickleBytes in;
  private final PickleStack stack = new PickleStack();
  private final Map<String, Storage> storages = new LinkedHashMap<>();

  Unpickler(PickleBytes in) {
    this.in = in;
  }

  /** The storages that the pickle refers to, by key. */
  Map<String, Storage> storages() {
    return storages;
  }

  /** Reads one pickle. */
  Value read() throws IOException, InvalidWeightsException {
    if (opcode() != Opcode.PROTO) {
      throw new InvalidWeightsException("its pickled objects do not begin with a protocol");
    }
    int protocol = in.next();
    if (protocol < 2 || protocol > 5) {
      throw new InvalidWeightsException(
          "it is pickled by protocol " + protocol + "; 2 to 5 are supported");
    }
    for (Opcode opcode = opcode(); opcode != Opcode.STOP; opcode = opcode()) {
      step(opcode);
    }
    return stack.pop();
  }

  private Opcode opcode() throws IOException, InvalidWeightsException {
    long at = in.position();
    int code = in.next();
    return Opcode.of(code)
        .orElseThrow(
            () ->
                new InvalidWeightsException(
                    "byte %d of the file, 0x%02x, is not an operation of pickle; the file is damaged"
                        .formatted(at, code)));
  }

  private void step(Opcode opcode) throws IOException, InvalidWeightsException {
    switch (opcode) {
      case FRAME -> in.bytes(Long.BYTES);
      case MARK -> stack.mark();
      case NONE -> stack.make(Plain.NONE);
      case NEWTRUE -> stack.make(Plain.TRUE);
      case NEWFALSE -> stack.make(Plain.FALSE);
      case BININT -> stack.make(whole(in.bytes(Integer.BYTES).getInt()));
      case BININT1 -> stack.make(whole(in.next()));
      case BININT2 -> stack.make(whole(in.bytes(Short.BYTES).getShort() & 0xffff));
      case LONG1 -> stack.make(new Whole(integer(in.bytes(in.next()))));
      case BINFLOAT -> {
        in.bytes(Double.BYTES);
        stack.make(Plain.REAL);
      }
      case BINUNICODE, BINSTRING -> stack.make(new Text(in.text(length())));
      case SHORT_BINUNICODE, SHORT_BINSTRING -> stack.make(new Text(in.text(in.next())));
      case EMPTY_LIST -> stack.make(new Listing());
      case EMPTY_TUPLE -> stack.make(new Tuple(List.of()));
      case EMPTY_DICT -> stack.make(new Table());
      case TUPLE -> stack.make(new Tuple(stack.popToMark()));
      case TUPLE1 -> stack.make(new Tuple(stack.pop(1)));
      case TUPLE2 -> stack.make(new Tuple(stack.pop(2)));
      case TUPLE3 -> stack.make(new Tuple(stack.pop(3)));
      case APPEND -> append(stack.pop(1));
      case APPENDS -> append(stack.popToMark());
      case SETITEM -> set(stack.pop(2));
      case SETITEMS -> set(stack.popToMark());
      case BINPUT -> stack.memoize(in.next());
      case LONG_BINPUT -> stack.memoize(in.bytes(Integer.BYTES).getInt());
      case MEMOIZE -> stack.memoize();
      case BINGET -> stack.push(stack.recall(in.next()));
      case LONG_BINGET -> stack.push(stack.recall(in.bytes(Integer.BYTES).getInt()));
      case GLOBAL -> stack.make(Functions.find(in.line(), in.line()));
      case INST -> {
        Functions.find(in.line(), in.line());
        throw refused(opcode);
      }
      case STACK_GLOBAL -> global();
      case REDUCE -> reduce();
      case BUILD -> build();
      case BINPERSID -> storage();
      default -> throw refused(opcode);
    }
  }

  private InvalidWeightsException refused(Opcode opcode) {
    return new InvalidWeightsException(
        "the file uses the pickle operation %s before byte %d, which tensors and containers do not need"
            .formatted(opcode, in.position()));
  }

  private static Whole whole(int number) {
    return new Whole(BigInteger.valueOf(number));
  }

  /** Two's complement of any length. */
  private static BigInteger integer(ByteBuffer littleEndian) {
    byte[] bigEndian = new byte[littleEndian.remaining()];
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      bigEndian[i] = littleEndian.get();
    }
    return bigEndian.length == 0 ? BigInteger.ZERO : new BigInteger(bigEndian);
  }

  private long length() throws IOException, InvalidWeightsException {
    return Integer.toUnsignedLong(in.bytes(Integer.BYTES).getInt());
  }

  private void global() throws InvalidWeightsException {
    List<Value> names = stack.pop(2);
    if (!(names.get(0) instanceof Text module && names.get(1) instanceof Text name)) {
      throw new InvalidWeightsException("the file names a function by something other than a text");
    }
    stack.make(Functions.find(module.text(), name.text()));
  }

  private void reduce() throws InvalidWeightsException {
    List<Value> call = stack.pop(2);
    if (!(call.get(1) instanceof Tuple arguments)) {
      throw new InvalidWeightsException("the file calls a function without a tuple of arguments");
    }
    for (Value argument : arguments.items()) {
      // one list may be the argument of many calls, each of which walks through it
      stack.spend(argument instanceof Listing list ? list.items().size() : 1);
    }
    stack.make(Functions.call(call.get(0), arguments.items()));
  }

  /** An OrderedDict's attributes, {@code _metadata}, say nothing about its tensors. */
  private void build() throws InvalidWeightsException {
    List<Value> state = stack.pop(2);
    if (!(state.get(0) instanceof Table && state.get(1) instanceof Table)) {
      throw new InvalidWeightsException(
          "the file sets the state of " + state.get(0).kind() + ", which is not a container");
    }
    stack.push(state.get(0));
  }

  private void storage() throws InvalidWeightsException {
    Storage storage = Functions.storage(stack.pop());
    Storage known = storages.putIfAbsent(storage.key(), storage);
    if (known != null && !known.equals(storage)) {
      throw new InvalidWeightsException(
          "storage %s is %d numbers of %s here and %d of %s there"
              .formatted(
                  Quoted.of(storage.key()),
                  known.elements(),
                  known.type(),
                  storage.elements(),
                  storage.type()));
    }
    stack.make(storage);
  }

  private void append(List<Value> items) throws InvalidWeightsException {
    if (!(stack.top() instanceof Listing list)) {
      throw new InvalidWeightsException("the file appends to " + stack.top().kind());
    }
    list.items().addAll(items);
  }

  private void set(List<Value> items) throws InvalidWeightsException {
    if (!(stack.top() instanceof Table table) || items.size() % 2 != 0) {
      throw new InvalidWeightsException("the file sets items of " + stack.top().kind());
    }
    for (int i = 0; i < items.size(); i += 2) {
      Functions.put(table, items.get(i), items.get(i + 1));
    }
  }
}
