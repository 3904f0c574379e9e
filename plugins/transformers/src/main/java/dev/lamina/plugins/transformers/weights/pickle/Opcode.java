package dev.lamina.plugins.transformers.weights.pickle;

import java.util.Optional;

/**
 * The operations of pickle's stack machine, with the names that Python's pickletools gives them.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">their meaning</a>
 */
enum Opcode {
  PROTO(0x80),
  FRAME(0x95),
  STOP('.'),
  MARK('('),
  NONE('N'),
  NEWTRUE(0x88),
  NEWFALSE(0x89),
  BININT('J'),
  BININT1('K'),
  BININT2('M'),
  LONG1(0x8a),
  BINFLOAT('G'),
  BINUNICODE('X'),
  SHORT_BINUNICODE(0x8c),
  BINSTRING('T'),
  SHORT_BINSTRING('U'),
  EMPTY_LIST(']'),
  APPEND('a'),
  APPENDS('e'),
  EMPTY_TUPLE(')'),
  TUPLE('t'),
  TUPLE1(0x85),
  TUPLE2(0x86),
  TUPLE3(0x87),
  EMPTY_DICT('}'),
  SETITEM('s'),
  SETITEMS('u'),
  BINGET('h'),
  LONG_BINGET('j'),
  BINPUT('q'),
  LONG_BINPUT('r'),
  MEMOIZE(0x94),
  GLOBAL('c'),
  STACK_GLOBAL(0x93),
  REDUCE('R'),
  BUILD('b'),
  BINPERSID('Q'),
  // the rest exists, but torch.save does not write it for tensors and containers
  INST('i'),
  OBJ('o'),
  NEWOBJ(0x81),
  NEWOBJ_EX(0x92),
  PERSID('P'),
  EXT1(0x82),
  EXT2(0x83),
  EXT4(0x84),
  POP('0'),
  POP_MARK('1'),
  DUP('2'),
  INT('I'),
  LONG('L'),
  LONG4(0x8b),
  FLOAT('F'),
  STRING('S'),
  UNICODE('V'),
  BINUNICODE8(0x8d),
  BINBYTES('B'),
  SHORT_BINBYTES('C'),
  BINBYTES8(0x8e),
  BYTEARRAY8(0x96),
  NEXT_BUFFER(0x97),
  READONLY_BUFFER(0x98),
  LIST('l'),
  DICT('d'),
  EMPTY_SET(0x8f),
  ADDITEMS(0x90),
  FROZENSET(0x91),
  GET('g'),
  PUT('p');

  private static final Opcode[] ALL = values();

  private final int code;

  Opcode(int code) {
    this.code = code;
  }

  /** The operation that a byte stands for. */
  static Optional<Opcode> of(int code) {
    for (Opcode opcode : ALL) {
      if (opcode.code == code) {
        return Optional.of(opcode);
      }
    }
    return Optional.empty();
  }
}
