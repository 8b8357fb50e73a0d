import type { NumberFound } from "./number.ts"

/** Heads counted: 50人, 五十来号人, 20名学生, 人数80; never households, firms or pounds. */

export type PeopleFound = {
  from: number
  to: number
  value: number
  approx: boolean
  high?: number
  /** Who: those it is for, those who do it, members, or not said. */
  who: "audience" | "staff" | "members" | "plain"
  /** 人数, 规模, 一共 said so. */
  named: boolean
  /** Counted in firms: 会员单位98家. */
  firms?: boolean
}

const AUDIENCE =
  "居民|群众|村民|老百姓|百姓|老人家?|老年人|长者|学生|小朋友|孩子|小孩|娃娃|儿童|大姐们?|乡亲们?|姑娘们?|伙伴们?|妈妈|爸爸|妈咪|爷爷|奶奶|青少年|观众|听众|学员|求职者|农户|农民|茶农|果农|种植户|养殖户|贫困户|脱贫户|游客|家长|家庭|患者|病人|残疾人|残友|妇女|选手|会员|职工|员工|市民|嘉宾和会员|受益人|军人|老兵|退役军人|女性|宝妈|家属|代表|参会代表|人员|人士|业主|商户|网友|客商|茶友|球友|跑友|队员|运动员|参赛者|参赛选手|青年|单身青年|青年男女|男女|粉丝|同学|师生|[一-龥]友|[一-龥]民|寿星|老板|娃|伢|小伢|大妈|大爷|婆婆|阿姨|姐妹|姐妹们|业主|股东|创业者|环卫工人?|工人|渔民|骑手|少年|老兵|贵宾|代表们|家庭成员|新人|[一-龥]{0,2}爱好者|教职工|来宾|宾客|客人|商户代表|小演员|队友"
const STAFF =
  "医生|大夫|医护人员|医护|医务人员|护士|专家|志愿者|义工|工作人员|老师|讲师|教师|教授|演员|评委|裁判|领导|嘉宾|主持人|社工|干部|党员|书法家|画家|理发师|律师|师傅|教练|技术员|民警|司机|服务人员|保安|主播|乐手|企业家|农技员"
const MEMBERS = "单位会员|个人会员|会员单位|会员|成员|队员|团员|理事|社员|从业人员|团队成员"
const ANYONE = `${AUDIENCE}|${STAFF}|${MEMBERS}`
const AFTER = new RegExp(
  `^(?:(?:多|来|余|几)?(?:\\s?(?:个|名|位|号|员))?(?:左右)?的?(${ANYONE})|\\s?(?:多|来|余|几)?(?:个|口|号|名|位)?(?:左右)?(人次|人(?!民|大代表|大|家|均|工|才|事|行|社局|生|文|口普查|体)|口(?!岸|红|味|岛|径|语|碑|号))|(座)(?![一-龥])|\\s?(?:多|来|余|几)?(名|位)(?!次|置|单|称|于|数))`,
)
const CUE =
  /(人数|规模|参加人数|参与人数|参会人数|到场人数|总人数|(?<![一-龥])人(?=还?是|就|有)|人员|人头|受益人数|参加的?|参与|参会|与会|到场|来了|去了|出席|观看|人流量?|客流量?|来人|来的|到的|去的(?:人|有)?|来的人?|(?:找工作|看病|听课|听|看|学|玩|围观)的人?|参加的人|总共|会员总数|会员人数|会员数量|会员数|会员[一-龥]{2}|会员|成员数|成员|队员|队员数|团员|总数|单位会员|个人会员|会员单位|会员企业|理事)(?:是|还是|为|有|的话|大概|大约|约|差不多|预计|预估|估计|总共|一共|共|合计|改成|改为|改到|变成|应该是|实际|改|由|从|写错了?|填错了?|错了|不对|也|都|加到|增加到|增至|减到|减至|提到|\u0001|:|-|\s|,(?=大|约|预)|在|近|将近|发展到|达到|达)*$/
const TOTAL = /(?:人数|规模|总共|一共|共计|合计|总计|共|参加|参与|与会|参会|预计|到场|出席|来了|总的)[^,。;\n\d]{0,6}$/
const OTHER_UNIT =
  /^ ?(?:多|来|余|几)?(?:个(?!人|会员|成员|队员)|户|家|组|对|支|队(?!长|员|伍|友)|桌|拨|元|块|万元|斤|公斤|吨|亩|本|册|场(?!地|馆|租)|次|天|小时|分钟|期|支|辆|套|件|箱|瓶|盒|桌|张|副|只|头|棵|点|月|年|日|岁|级|楼|层|%|公里|里|米|届|类|种|项|条|台|号|份|:|\.\d)/
const PER = /(?:每个?(?:天|场|次|期|人|户|家|单位|村|组|队|社区|校|班|镇|乡|协会|组织|企业)?|各)$/

const CAME = /(?:^|[^过起下出上回往再就都后会到带拿叫请邀外由])(?:能|会|要|预计|大概|估计)?来(?:了|大概|差不多|约)?$/
/** 男女各25, 男生女生各40: twice as many. */
const BOTH_SEXES =
  /男(?:生|士|方|青年|嘉宾|同志)?[、,和与]?女(?:生|士|方|青年|嘉宾|同志)?(?:单身|青年|会员|[一-龥]{2})?各(?:有|来|限|约|大概|招|报)?/g

/** 男生20女生30: both together. */
const BY_SEX =
  /男(?:生|士|方|嘉宾|青年)?\s?(\d{1,4})(?:个|名|位|人)?[、,和\s]?女(?:生|士|方|嘉宾|青年)?\s?(\d{1,4})(?:个|名|位|人)?(?![\d岁])/g

const NOUN_WITH_LINK = new RegExp(`(${ANYONE})(?:有|一共|总共|共|约|大概|大约|差不多|估计|预计|来了|教|算|\\s)*$`)
const NOUN_BEFORE = new RegExp(`(${ANYONE})(?:有|共|约|大概|大约|差不多|来了|预计|估计|\\s|是|:)*$`)
const WHO: readonly [PeopleFound["who"], RegExp][] = [
  ["members", new RegExp(`^(?:${MEMBERS})$`)],
  ["staff", new RegExp(`^(?:${STAFF})$`)],
  ["audience", new RegExp(`^(?:${AUDIENCE})$`)],
]

export function peopleIn(text: string, numbers: readonly NumberFound[]): PeopleFound[] {
  const found: PeopleFound[] = []
  for (const number of numbers) {
    if (number.ordinal || !Number.isInteger(number.value)) continue
    const before = text.slice(Math.max(0, number.from - 14), number.from)
    const rest = text.slice(number.to, number.to + 14)
    const local = before.replace(/^.*[。;\n]/s, "")
    const after = AFTER.exec(rest)
    const cue = CUE.exec(local)
    // 少打一位: a digit, not a head
    if (/[少多缺错漏差](?:打|写|填|输|了)*$/.test(local) && /^ ?位/.test(rest)) continue
    // 一共, 一起: no number
    if (/^[一]$/.test(text.slice(number.from, number.to)) && /^[共起些样直般定同路]/.test(rest)) continue
    // 初三师生: the third year of school
    if (/[初高大]$/.test(local) && number.value <= 6 && after?.[1] !== undefined) continue
    if (/(?:每个?(?:单位|村|社区|家|人|户|组织|镇|组|队)?|各)(?:限|派|来|报|出)?$/.test(local)) continue
    // 费用人均260,总共5720: the whole of the sum, not of the people
    if (
      after === null &&
      /(?:总共|一共)[^,]{0,3}$/.test(local) &&
      (number.value >= 1000 || /(?:费|元|块|人均|预算|经费)[^。\n]{0,14}$/.test(local))
    )
      continue
    // 人数再减10个 变成40: by how much, then what it comes to
    if (/人数[^。\n\d]{0,6}[减加增多少](?:少|加|了)?$/.test(local)) continue
    const now = /人数[^。\n]{0,14}(?:变成|变为|成了|改成|改为)$/.test(local)
    // 来28个
    const come = CAME.test(local) && /^个(?:$|[,。;\s])/.test(rest)
    const firms = cue !== null && /会员|成员/.test(cue[1]!) && /^\s?(?:个|多|来|余)?(?:家|单位|企业|户)/.test(rest)
    if (
      after === null &&
      !firms &&
      !come &&
      !now &&
      !(
        cue !== null &&
        (!OTHER_UNIT.test(rest) || /^\s?[多来]?个(?:$|[,。;\s请的吧左上])/.test(rest)) &&
        !/^\d/.test(rest)
      )
    ) {
      // 演员七十来个, 到场五十来个, 师生一百二: people named before a bare number
      const nounBefore = NOUN_WITH_LINK.exec(local)
      const ends = /^ ?(?:$|[,。;\n、\u0001])/.test(rest)
      const counted = /^ ?(?:多|来|余|几)?(?:个|号(?:$|[,。;\s]))/.test(rest)
      // 妇女两癌筛查: a word that begins with a number
      if (
        number.value < 10 &&
        /[一二两三四五六七八九]$/.test(text.slice(number.from, number.to)) &&
        /^[一-龥]/.test(rest) &&
        !/^(?:[个位名人号多来余几]|左右)/.test(rest)
      )
        continue
      if (nounBefore === null || !(ends || counted || !OTHER_UNIT.test(rest))) continue
    }
    if (after?.[2]?.startsWith("口") === true && !/人/.test(after[0])) continue
    const nounBefore = NOUN_BEFORE.exec(local)
    const noun = after?.[1] ?? nounBefore?.[1] ?? ""
    const who = WHO.find(([, words]) => words.test(noun))?.[0] ?? "plain"
    const lead = nounBefore !== null && after?.[1] === undefined && !/\s/.test(nounBefore[0]) ? nounBefore[0].length : 0
    const tail = after !== null ? after[0].length : (/^\s?(?:多|来|余|几)?(?:个|名|位|家)?/.exec(rest)?.[0].length ?? 0)
    found.push({
      from: number.from - lead,
      to: number.to + tail,
      value: number.value,
      approx: number.approx,
      who,
      named: cue !== null || now || TOTAL.test(local),
      ...(number.high === undefined ? {} : { high: number.high }),
      ...(firms ? { firms } : {}),
    })
  }
  for (const both of text.matchAll(BOTH_SEXES)) {
    const number = numbers.find((one) => one.from === both.index + both[0].length)
    if (number === undefined || number.ordinal || !Number.isInteger(number.value)) continue
    const to = number.to + (/^\s?(?:个人|人|个|名|位)/.exec(text.slice(number.to))?.[0].length ?? 0)
    found.push({ from: both.index, to, value: number.value * 2, approx: number.approx, who: "audience", named: true })
  }
  for (const sum of text.matchAll(BY_SEX)) {
    const [men, women] = [Number(sum[1]), Number(sum[2])]
    found.push({
      from: sum.index,
      to: sum.index + sum[0].length,
      value: men + women,
      approx: false,
      who: "audience",
      named: true,
    })
  }
  return found.filter((one) => !PER.test(text.slice(Math.max(0, one.from - 4), one.from)))
}

/** How many an activity is for: the count that was named so, else those it is for, else the largest. */
export function attendance(people: readonly PeopleFound[], text: string): PeopleFound | undefined {
  const weight = (one: PeopleFound) =>
    (one.named ? 4 : 0) +
    (/(?:总共|一共|共计|合计|总计)(?:有|是|约|大概)?$/.test(text.slice(Math.max(0, one.from - 5), one.from)) ? 3 : 0) +
    (one.who === "audience" || one.who === "members" ? 2 : one.who === "staff" ? -3 : 1) -
    (/^(?:,|\s)?(?:不算|除外|另算|不包括)/.test(text.slice(one.to)) ? 9 : 0)
  return [...people].sort((a, b) => weight(b) - weight(a) || b.value - a.value)[0]
}
