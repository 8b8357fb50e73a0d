/**
 * What an activity is, as people choose it when filing one. A closed list, since the plan's counted tasks name these kinds
 * (三(二) 博览会、展销会、对接会、竞赛、路演; 三(三) 交流研学; 二(三)7 结对帮扶); what fits nowhere is 其他 and counts for no task.
 */
export const ACTIVITY_TYPES = [
  "义诊",
  "培训",
  "对接会",
  "展销会",
  "博览会",
  "竞赛",
  "路演",
  "结对帮扶",
  "就业服务",
  "公益慈善",
  "交流研学",
  "其他",
] as const

export type ActivityType = (typeof ACTIVITY_TYPES)[number]
