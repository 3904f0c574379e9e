package dev.lamina.plugins.transformers.forward.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import dev.lamina.plugins.transformers.forward.pack.Pack.Member;
import dev.lamina.plugins.transformers.forward.pack.Pack.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PackingTest {

  private static final PackCost COST = new PackCost(1e-3, 1e-4, 1e-7);
  private static final long ANY = Long.MAX_VALUE;

  /** Few ids, so that beginnings are shared; some prompts longer than a tile and a pack. */
  @Provide
  Arbitrary<List<int[]>> prompts() {
    Arbitrary<int[]> shortOnes =
        Arbitraries.integers().between(3, 5).array(int[].class).ofMinSize(1).ofMaxSize(8);
    Arbitrary<int[]> longOnes =
        Arbitraries.integers().between(3, 4).array(int[].class).ofMinSize(60).ofMaxSize(700);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(20, shortOnes), net.jqwik.api.Tuple.of(1, longOnes))
        .list()
        .ofMinSize(1)
        .ofMaxSize(80);
  }

  @Property(tries = 200)
  void everyPromptIsInOnePackAndItsPathSpellsIt(
      @ForAll("prompts") List<int[]> prompts, @ForAll Direction direction) {
    List<Integer> seen = new ArrayList<>();
    for (Pack pack : packs(prompts, direction)) {
      for (Member member : pack.members()) {
        seen.add(member.input().row());
        int[] ids = Arrays.stream(member.path()).map(node -> pack.ids()[node]).toArray();
        int[] depths = Arrays.stream(member.path()).map(node -> pack.depths()[node]).toArray();
        assertThat(ids).isEqualTo(member.input().ids());
        assertThat(depths).isEqualTo(IntStream.range(0, ids.length).toArray());
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, prompts.size()).boxed().toList());
  }

  @Property(tries = 200)
  void aTokenSeesItsOwnPromptAndNothingElse(
      @ForAll("prompts") List<int[]> prompts, @ForAll Direction direction) {
    for (Pack pack : packs(prompts, direction)) {
      for (Member member : pack.members()) {
        int[] path = member.path();
        for (int i = 0; i < path.length; i += 7) {
          int query = path[i];
          int[] expected = direction == Direction.CAUSAL ? Arrays.copyOf(path, i + 1) : path;
          assertThat(IntStream.range(0, pack.ids().length).filter(key -> pack.sees(query, key)))
              .containsExactlyInAnyOrder(Arrays.stream(expected).boxed().toArray(Integer[]::new));
        }
      }
    }
  }

  @Property(tries = 200)
  void tilesHaveAllNodesInOrderWithAllTheySee(
      @ForAll("prompts") List<int[]> prompts, @ForAll Direction direction) {
    for (Pack pack : packs(prompts, direction)) {
      List<Integer> queries = new ArrayList<>();
      for (Tile tile : pack.tiles()) {
        Set<Integer> keys = Arrays.stream(tile.keys()).boxed().collect(Collectors.toSet());
        assertThat(keys).as("no key twice").hasSameSizeAs(tile.keys());
        for (int query : tile.queries()) {
          queries.add(query);
          assertThat(keys)
              .containsAll(
                  IntStream.range(0, pack.ids().length)
                      .filter(key -> pack.sees(query, key))
                      .boxed()
                      .toList());
        }
      }
      assertThat(queries).isEqualTo(IntStream.range(0, pack.ids().length).boxed().toList());
    }
  }

  @Property(tries = 200)
  void aPackHasEachBeginningOnce(
      @ForAll("prompts") List<int[]> prompts, @ForAll Direction direction) {
    for (Pack pack : packs(prompts, direction)) {
      Set<List<Integer>> expected = new HashSet<>();
      for (Member member : pack.members()) {
        List<Integer> ids = Arrays.stream(member.input().ids()).boxed().toList();
        for (int length = 1; length <= ids.size(); length++) {
          List<Integer> beginning = ids.subList(0, length);
          expected.add(
              direction == Direction.CAUSAL ? beginning : concat(ids, List.of(-1, length)));
        }
      }
      assertThat(pack.ids()).hasSameSizeAs(expected);
    }
  }

  private static List<Integer> concat(List<Integer> first, List<Integer> second) {
    List<Integer> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  /** Against all ways to cut, which are 2^(n - 1). */
  @Property(tries = 50)
  void noOtherDivisionCostsLess(@ForAll("few") List<int[]> prompts) {
    PackCost cost = new PackCost(2e-3, 1e-3, 1e-5);
    Items items = Items.of(inputs(prompts), Direction.CAUSAL, ANY);
    double best =
        new Division(items, cost, ANY, ANY)
            .ranges().stream()
                .mapToDouble(range -> items.seconds(range.begin(), range.end(), cost))
                .sum();
    double least = Double.POSITIVE_INFINITY;
    for (int cuts = 0; cuts < 1 << (items.size() - 1); cuts++) {
      double sum = 0;
      int begin = 0;
      for (int end = 1; end <= items.size(); end++) {
        if (end == items.size() || (cuts >> (end - 1) & 1) == 1) {
          sum += cost.seconds(items.nodes(begin, end), items.pairs(begin, end));
          begin = end;
        }
      }
      least = Math.min(least, sum);
    }
    assertThat(best).isCloseTo(least, org.assertj.core.data.Offset.offset(1e-12));
  }

  @Provide
  Arbitrary<List<int[]>> few() {
    return Arbitraries.integers()
        .between(3, 5)
        .array(int[].class)
        .ofMinSize(1)
        .ofMaxSize(8)
        .list()
        .ofMinSize(1)
        .ofMaxSize(9);
  }

  @Test
  void behindWhatIsReadACausalModelRunsNothing() {
    ModelInput input = new ModelInput(0, new int[] {3, 4, 5, 6}, new int[] {1}, Pooling.MEAN);
    Items causal = Items.of(List.of(input), Direction.CAUSAL, ANY);
    Items bidirectional = Items.of(List.of(input), Direction.BIDIRECTIONAL, ANY);
    assertThat(causal.nodes(0, 1)).isEqualTo(2);
    assertThat(bidirectional.nodes(0, 1)).isEqualTo(4);
  }

  @Test
  void aPackGivesNoMoreRowsThanAskedForUnlessOneSequenceDoes() {
    List<int[]> prompts = new ArrayList<>();
    for (int last = 10; last < 60; last++) {
      prompts.add(new int[] {3, 4, last});
    }
    Items items = Items.of(inputs(prompts), Direction.CAUSAL, ANY);
    assertThat(new Division(items, COST, ANY, 9).ranges())
        .allMatch(range -> items.rows(range.begin(), range.end()) <= 9)
        .hasSizeGreaterThan(15);
    assertThat(new Division(items, COST, ANY, 1).ranges()).hasSize(50);
  }

  @Test
  void inputsThatRunTheSameTokensAreDividedByTheirRows() {
    List<ModelInput> inputs = new ArrayList<>();
    for (int row = 0; row < 1000; row++) {
      inputs.add(new ModelInput(row, new int[] {3, 4, row}, new int[] {0, 1}, Pooling.EACH));
    }
    Items items = Items.of(inputs, Direction.CAUSAL, 64);
    List<Division.Range> ranges = new Division(items, COST, ANY, 64).ranges();
    assertThat(ranges)
        .allMatch(range -> items.rows(range.begin(), range.end()) <= 64)
        .hasSizeLessThan(40);
    assertThat(ranges.stream().mapToLong(range -> items.rows(range.begin(), range.end())).sum())
        .isEqualTo(2000);
  }

  @Test
  void aLongBeginningIsSharedToo() {
    int[] examples = IntStream.range(3, 603).toArray();
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int[] ids = Arrays.copyOf(examples, 610);
      Arrays.fill(ids, 600, 610, 1000 + i);
      prompts.add(ids);
    }
    Items items = Items.of(inputs(prompts), Direction.CAUSAL, ANY);
    assertThat(
            new Division(items, COST, 512, ANY)
                .ranges().stream()
                    .mapToLong(range -> items.nodes(range.begin(), range.end()))
                    .sum())
        .isEqualTo(600 + 50 * 10);
  }

  private static List<Pack> packs(List<int[]> prompts, Direction direction) {
    Items items = Items.of(inputs(prompts), direction, ANY);
    return new Division(items, COST, 64, ANY)
        .ranges().stream()
            .map(range -> items.slice(range.begin(), range.end(), Pooling.EACH, COST))
            .map(slice -> slice.pack(direction, Positions.NONE))
            .toList();
  }

  private static List<ModelInput> inputs(List<int[]> prompts) {
    List<ModelInput> inputs = new ArrayList<>();
    for (int[] ids : prompts) {
      int[] all = IntStream.range(0, ids.length).toArray();
      inputs.add(new ModelInput(inputs.size(), ids, all, Pooling.EACH));
    }
    return inputs;
  }
}
