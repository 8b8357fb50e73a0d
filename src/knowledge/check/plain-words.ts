/** Words that say nothing of their own: they may join what is quoted without being quoted themselves. */
export const PLAIN_WORDS: ReadonlySet<string> = new Set(
  `的 了 是 在 有 就 也 还 和 与 及 并 以 为 由 向 给 对 把 从 到 让 去 请 这 那 您 你 它 其 会 来 里 中 着 时 等 或 即 指 按 找 交 办 做 个 这个 那个 这些 那些 这样 这里 这项
  就是 也就是 也就是说 就是说 简单说 总的来说 简单来说 一般 主要 具体 内容 包括 关于 对于 按照 根据 依照 文件 规定 原文 提到 写明 写着 写的 说的 意思 以及 和 还有 另外 此外 其中 分别 比如 例如
  如果 的话 时候 办理 进行 开展 这件事 方面 情况 您的 您要 您可 大家 我们 要 需要 需 要求 这是 作为 用于 用来 为了 便于 方便`
    .split(/\s+/)
    .filter((one) => one !== ""),
)

/** Characters that count, bound, deny or allow: alone they are never taken from elsewhere in the quotes. */
export const WEIGHTY = new Set(
  "一二三四五六七八九十百千万亿两半双几数多余倍翻成零〇不未无没免禁勿莫拒可能须应必只仅除但每均都全皆各前后内外上下左右初底末年月日天时周季省市县区镇乡村",
)
