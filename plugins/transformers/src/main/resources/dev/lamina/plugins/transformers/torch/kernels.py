# What DJL lacks as an NDArray operation. This is the source of a TorchScript module, in the form that
# TorchScript archives hold it. n is the number of tokens of all sequences, one after the other; sequences
# of a call have equal length. An empty tensor stands for one that is absent.
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
  # x [n, heads d_head] -> [sequences, length, heads, d_head]
  def heads(self: __torch__.Kernels,
    x: Tensor,
    sequences: int,
    d_head: int) -> Tensor:
    heads = torch.floordiv(torch.size(x, 1), d_head)
    return torch.reshape(x, [sequences, -1, heads, d_head])
  # x [sequences, length, heads, d_head], cosines and sines [length, dims / 2] -> the same, of each head the first
  # dims numbers turned: a, b -> a cos - b sin, b cos + a sin
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
      a = torch.slice(x, 3, 0, dims, 2)
      b = torch.slice(x, 3, 1, dims, 2)
    else:
      a = torch.slice(x, 3, 0, half, 1)
      b = torch.slice(x, 3, half, dims, 1)
    left = torch.sub(torch.mul(a, c), torch.mul(b, s))
    right = torch.add(torch.mul(b, c), torch.mul(a, s))
    if neighbours:
      turned = torch.flatten(torch.stack([left, right], -1), 3)
    else:
      turned = torch.cat([left, right], 3)
    if torch.lt(dims, torch.size(x, 3)):
      y = torch.cat([turned, torch.slice(x, 3, dims, torch.size(x, 3), 1)], 3)
    else:
      y = turned
    return y
  # places [length]: 0, 1, 2 ... -> 0 where a token sees a key, at most reach away and if causal not behind it, else
  # unseen, [1, length, length]
  def mask(self: __torch__.Kernels,
    places: Tensor,
    reach: int,
    causal: bool,
    unseen: float) -> Tensor:
    back = torch.sub(torch.unsqueeze(places, 1), torch.unsqueeze(places, 0))
    far = torch.gt(torch.abs(back), reach)
    if causal:
      hidden = torch.logical_or(far, torch.lt(back, 0))
    else:
      hidden = far
    return torch.unsqueeze(torch.masked_fill(torch.zeros_like(back), hidden, unseen), 0)
  # k or v [sequences, length, kv_heads, d_head] -> [sequences, heads, length, d_head]
  def each_head(self: __torch__.Kernels,
    x: Tensor,
    heads: int) -> Tensor:
    group = torch.floordiv(heads, torch.size(x, 2))
    if torch.gt(group, 1):
      y = torch.repeat_interleave(x, group, 2)
    else:
      y = x
    return torch.transpose(y, 1, 2)
  # q [sequences, length, heads, d_head], k and v [sequences, length, kv_heads, d_head], mask [1 or heads, length,
  # length] to be added -> the heads' outputs, [n, heads d_head]
  def attention(self: __torch__.Kernels,
    q: Tensor,
    k: Tensor,
    v: Tensor,
    mask: Tensor,
    causal: bool,
    scale: float) -> Tensor:
    heads = torch.size(q, 2)
    queries = torch.transpose(q, 1, 2)
    keys = (self).each_head(k, heads, )
    values = (self).each_head(v, heads, )
    if torch.eq(torch.numel(mask), 0):
      z = torch.scaled_dot_product_attention(queries, keys, values, None, 0., causal, scale=scale)
    else:
      z = torch.scaled_dot_product_attention(queries, keys, values, mask, 0., False, scale=scale)
    return torch.flatten(torch.flatten(torch.transpose(z, 1, 2), 2), 0, 1)
  # as attention, with softcap 0 for none -> what the softmax is taken of, [sequences, heads, length, length]
  def scores(self: __torch__.Kernels,
    q: Tensor,
    k: Tensor,
    mask: Tensor,
    scale: float,
    softcap: float) -> Tensor:
    queries = torch.transpose(q, 1, 2)
    keys = (self).each_head(k, torch.size(q, 2), )
    products = torch.mul(torch.matmul(queries, torch.transpose(keys, 2, 3)), scale)
    if torch.gt(softcap, 0.):
      capped = (self).softcap(products, softcap, )
    else:
      capped = products
    if torch.eq(torch.numel(mask), 0):
      y = capped
    else:
      y = torch.add(capped, mask)
    return y
  # scores -> how much each token looks at each key, [sequences, heads, length, length]
  def pattern(self: __torch__.Kernels,
    scores: Tensor) -> Tensor:
    return torch.softmax(scores, -1)
  # pattern [sequences, heads, length, length], v [sequences, length, kv_heads, d_head] -> [n, heads d_head]
  def mix(self: __torch__.Kernels,
    pattern: Tensor,
    v: Tensor) -> Tensor:
    values = (self).each_head(v, torch.size(pattern, 1), )
    z = torch.matmul(pattern, values)
    return torch.flatten(torch.flatten(torch.transpose(z, 1, 2), 2), 0, 1)
  # x [sequences, heads, length, length] -> [n, heads keys], filled up behind each head's keys
  def by_token(self: __torch__.Kernels,
    x: Tensor,
    keys: int,
    fill: float) -> Tensor:
    more = torch.sub(keys, torch.size(x, 3))
    padded = torch.constant_pad_nd(torch.transpose(x, 1, 2), [0, more], fill)
    return torch.flatten(torch.flatten(padded, 2), 0, 1)
  # x [n, width], tokens [count], starts [rows] -> means (mode 1) or maxima (2), [rows, width]
  def pool(self: __torch__.Kernels,
    x: Tensor,
    tokens: Tensor,
    starts: Tensor,
    mode: int) -> Tensor:
    pooled, _1, _2, _3, = torch.embedding_bag(x, tokens, starts, False, mode)
    return pooled
