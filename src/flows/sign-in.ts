import { isoOf, sayMoment } from "#domain/calendar.ts"
import { type Me, officialRegion } from "#domain/person.ts"
import { reply } from "#engine/reply.ts"

const reviews = (me: Me) => officialRegion(me) !== undefined

/** 登录: a one-time link to the overview. */
export const signIn = reply("sign-in", {
  about: "打开网页总览",
  words: ["登录", "登陆", "网页"],
  private: true,
  visible: reviews,
  refuse: (me) => (reviews(me) ? undefined : "网页总览是给民政局工作人员用的。"),
  run: () => ({ say: "", command: { name: "signIn", input: {} } }),
  done: (result: { url: string; until: Date }, { facts }) =>
    `点这里打开总览，只能用一次，${sayMoment(isoOf(result.until), facts.now)}前有效，请不要转发：\n${result.url}`,
})
