# What DJL lacks as an NDArray operation. This is the source of a TorchScript module, in the form that
# TorchScript archives hold it. n is the number of nodes of a pack. An empty tensor stands for one that is absent.
class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  # [...] -> the least and the greatest element, NaN if one is
  def range(self: __torch__.Kernels,
    x: Tensor) -> Tensor:
    least, greatest, = torch.aminmax(torch.flatten(x))
    return torch.stack([least, greatest])
  # ids [n], table [rows, width] -> [n, width]
  def embedding(self: __torch__.Kernels,
    table: Tensor,
    ids: Tensor) -> Tensor:
    return torch.embedding(table, ids)
  # x [n, inputs], w [outputs, inputs], b [outputs] -> [n, outputs]
  def linear(self: __torch__.Kernels,
    x: Tensor,
    w: Tensor,
    b: Tensor) -> Tensor:
    if torch.eq(torch.numel(b), 0):
      y = torch.linear(x, w)
    else:
      y = torch.linear(x, w, b)
    return y
  # x [...] -> x factor
  def scale(self: __torch__.Kernels,
    x: Tensor,
    factor: float) -> Tensor:
    return torch.mul(x, factor)
  # x [...] -> cap tanh(x / cap)
  def softcap(self: __torch__.Kernels,
    x: Tensor,
    cap: float) -> Tensor:
    return torch.mul(torch.tanh(torch.div(x, cap)), cap)
  # x [...] -> no number larger than the bound in size
  def clip(self: __torch__.Kernels,
    x: Tensor,
    bound: float) -> Tensor:
    return torch.clamp(x, torch.neg(bound), bound)
  # x [...] -> f(x)
  def activation(self: __torch__.Kernels,
    x: Tensor,
    kind: str) -> Tensor:
    if torch.eq(kind, "gelu"):
      y = torch.gelu(x, approximate="none")
    elif torch.eq(kind, "gelu_tanh"):
      y = torch.gelu(x, approximate="tanh")
    elif torch.eq(kind, "quick_gelu"):
      y = torch.mul(x, torch.sigmoid(torch.mul(x, 1.702)))
    elif torch.eq(kind, "relu"):
      y = torch.relu(x)
    else:
      y = torch.silu(x)
    return y
  # x [..., width], w and b [width] or [heads, width] -> (x - mean) / sqrt(variance + eps) w + b
  def layer_norm(self: __torch__.Kernels,
    x: Tensor,
    w: Tensor,
    b: Tensor,
    eps: float) -> Tensor:
    width = [torch.size(x, -1)]
    if torch.gt(torch.dim(w), 1):
      y = torch.mul(torch.layer_norm(x, width, None, None, eps), w)
      if torch.gt(torch.numel(b), 0):
        z = torch.add(y, b)
      else:
        z = y
    elif torch.eq(torch.numel(w), 0):
      z = torch.layer_norm(x, width, None, None, eps)
    elif torch.eq(torch.numel(b), 0):
      z = torch.layer_norm(x, width, w, None, eps)
    else:
      z = torch.layer_norm(x, width, w, b, eps)
    return z
  # x [..., width], w [width] or [heads, width] -> x / sqrt(mean(x^2) + eps) w
  def rms_norm(self: __torch__.Kernels,
    x: Tensor,
    w: Tensor,
    eps: float) -> Tensor:
    y = torch.mul(x, torch.rsqrt(torch.add(torch.mean(torch.mul(x, x), [-1], True), eps)))
    if torch.gt(torch.numel(w), 0):
      z = torch.mul(y, w)
    else:
      z = y
    return z
  # x [n, heads d_head] -> [n, heads, d_head]
  def heads(self: __torch__.Kernels,
    x: Tensor,
    d_head: int) -> Tensor:
    return torch.reshape(x, [torch.size(x, 0), -1, d_head])
  # x [n, heads, d_head], cosines and sines [n, dims / 2] -> the same, of each head the first dims numbers turned:
  # a, b -> a cos - b sin, b cos + a sin
  def rotary(self: __torch__.Kernels,
    x: Tensor,
    cosines: Tensor,
    sines: Tensor,
    neighbours: bool) -> Tensor:
    half = torch.size(cosines, 1)
    dims = torch.mul(half, 2)
    c = torch.unsqueeze(cosines, 1)
    s = torch.unsqueeze(sines, 1)
    if neighbours:
      a = torch.slice(x, 2, 0, dims, 2)
      b = torch.slice(x, 2, 1, dims, 2)
    else:
      a = torch.slice(x, 2, 0, half, 1)
      b = torch.slice(x, 2, half, dims, 1)
    left = torch.sub(torch.mul(a, c), torch.mul(b, s))
    right = torch.add(torch.mul(b, c), torch.mul(a, s))
    if neighbours:
      turned = torch.flatten(torch.stack([left, right], -1), 2)
    else:
      turned = torch.cat([left, right], 2)
    if torch.lt(dims, torch.size(x, 2)):
      y = torch.cat([turned, torch.slice(x, 2, dims, torch.size(x, 2), 1)], 2)
    else:
      y = turned
    return y
  # x [n, kv_heads, d_head] -> [heads, n, d_head], each key-value head for the heads that read it
  def by_head(self: __torch__.Kernels,
    x: Tensor,
    heads: int) -> Tensor:
    group = torch.floordiv(heads, torch.size(x, 1))
    if torch.gt(group, 1):
      y = torch.repeat_interleave(x, group, 1)
    else:
      y = x
    return torch.transpose(y, 0, 1)
  # q [n, heads, d_head], k and v [n, kv_heads, d_head]; of each tile the rows of k and v that it looks at, and what is
  # added to its scores, [1 or heads, queries, keys] -> the heads' outputs, [n, heads d_head]
  def attention(self: __torch__.Kernels,
    q: Tensor,
    k: Tensor,
    v: Tensor,
    keys: List[Tensor],
    masks: List[Tensor],
    scale: float,
    softcap: float) -> Tensor:
    heads = torch.size(q, 1)
    begin = 0
    outputs = annotate(List[Tensor], [])
    for tile in range(torch.len(keys)):
      mask = masks[tile]
      end = torch.add(begin, torch.size(mask, 1))
      queries = torch.slice(q, 0, begin, end, 1)
      seen = torch.index_select(k, 0, keys[tile])
      values = (self).by_head(torch.index_select(v, 0, keys[tile]), heads, )
      if torch.gt(softcap, 0.):
        scores = (self).scores(queries, seen, mask, scale, softcap, )
        z = torch.matmul(torch.softmax(scores, -1), values)
      else:
        a = torch.unsqueeze(torch.transpose(queries, 0, 1), 0)
        b = torch.unsqueeze((self).by_head(seen, heads, ), 0)
        c = torch.unsqueeze(values, 0)
        mixed = torch.scaled_dot_product_attention(a, b, c, torch.unsqueeze(mask, 0), 0., False, scale=scale)
        z = torch.select(mixed, 0, 0)
      _0 = torch.append(outputs, torch.flatten(torch.transpose(z, 0, 1), 1))
      begin = end
    return torch.cat(outputs, 0)
  # q [queries, heads, d_head], k [keys, kv_heads, d_head], mask [1 or heads, queries, keys], softcap 0 for none ->
  # what the softmax is taken of, [heads, queries, keys]
  def scores(self: __torch__.Kernels,
    q: Tensor,
    k: Tensor,
    mask: Tensor,
    scale: float,
    softcap: float) -> Tensor:
    keys = (self).by_head(k, torch.size(q, 1), )
    products = torch.mul(torch.matmul(torch.transpose(q, 0, 1), torch.transpose(keys, 1, 2)), scale)
    if torch.gt(softcap, 0.):
      capped = (self).softcap(products, softcap, )
    else:
      capped = products
    return torch.add(capped, mask)
  # scores -> how much each query looks at each key, [heads, queries, keys]
  def pattern(self: __torch__.Kernels,
    scores: Tensor) -> Tensor:
    return torch.softmax(scores, -1)
  # x [heads, queries, keys of a prompt] -> [queries, heads keys], filled up behind each head's keys
  def by_query(self: __torch__.Kernels,
    x: Tensor,
    keys: int,
    fill: float) -> Tensor:
    more = torch.sub(keys, torch.size(x, 2))
    return torch.flatten(torch.constant_pad_nd(torch.transpose(x, 0, 1), [0, more], fill), 1)
  # x [n, ...] -> the rows of some nodes
  def rows(self: __torch__.Kernels,
    x: Tensor,
    nodes: Tensor) -> Tensor:
    return torch.index_select(x, 0, nodes)
  # all [rows, layers, width], x [some rows, width] -> the place in all where x is now
  def write(self: __torch__.Kernels,
    all: Tensor,
    row: int,
    layer: int,
    x: Tensor) -> Tensor:
    end = torch.add(row, torch.size(x, 0))
    return torch.copy_(torch.select(torch.slice(all, 0, row, end, 1), 1, layer), x)
  # x [n, width], tokens [count], starts [rows] -> means (mode 1) or maxima (2), [rows, width]
  def pool(self: __torch__.Kernels,
    x: Tensor,
    tokens: Tensor,
    starts: Tensor,
    mode: int) -> Tensor:
    pooled, _1, _2, _3, = torch.embedding_bag(x, tokens, starts, False, mode)
    return pooled
