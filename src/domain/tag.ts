/**
 * Policy tags: labels that an official puts on an organization so that a target of the plan can count it. The plan names these
 * classes and defines none of them, so no tag is ever derived from a name or a statistical class.
 */
export const TAGS = [
  "科技创新",
  "产业发展",
  "工商服务",
  "社会服务",
  "社区社会组织",
  "社区社会组织联合会",
  "县级孵化基地",
  "镇街孵化基地",
  "社区孵化基地",
  "慈善组织",
] as const

export type Tag = (typeof TAGS)[number]

/** Other words that people type for a tag. */
export const TAG_ALIASES: Record<Tag, readonly string[]> = {
  科技创新: ["科技", "科创", "科技类", "科创类"],
  产业发展: ["产业", "产业类"],
  工商服务: ["工商", "工商类"],
  社会服务: ["社服", "社服类"],
  社区社会组织: ["社区组织", "社区类"],
  社区社会组织联合会: ["联合会", "社区联合会", "镇联合会", "街道联合会"],
  县级孵化基地: ["市级孵化基地", "县孵化基地", "市孵化基地", "县级基地", "市级基地"],
  镇街孵化基地: ["乡镇孵化基地", "街道孵化基地", "镇级孵化基地", "镇孵化基地", "乡孵化基地", "镇街基地", "乡镇基地"],
  社区孵化基地: ["村孵化基地", "村级孵化基地", "社区基地"],
  慈善组织: ["慈善", "慈善类"],
}

const byWord = new Map(
  TAGS.flatMap((tag) => [tag, `${tag}类`, ...TAG_ALIASES[tag]].map((word) => [word, tag] as const)),
)

/** The tag a word stands for (科创类 → 科技创新); undefined where it is none. */
export function findTag(text: string): Tag | undefined {
  return byWord.get(text.normalize("NFKC").replace(/[\s“”"'「」【】()（）]/g, ""))
}
