import { job } from "#src/job.ts"

export const keepHouse = job({
  id: "keep-house",
  about: "每天清理到期的个人信息和记录",
  cron: "23 3 * * *",
  once: "day",
  async run({ clean }, now) {
    const touched = (await clean(now)).filter((one) => one.rows > 0)
    if (touched.length === 0) return "没有到期的。"
    return `清理了${touched.map((one) => `${one.rows}行（${one.rule}）`).join("，")}。`
  },
})
