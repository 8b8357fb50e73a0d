/** People's names: after a word that calls for one (联系人, 负责人, 我是), or standing beside a phone. */

/** Hundred families and more, by the letters that can start a name; some are everyday words, which is why a name alone needs a reason. */
const SURNAMES =
  "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公涂代青仝佟佘佴伯赏墨哈谯笪年爱阳商牟付肖闫覃岳帅缑亢况郈有琴归海晋楚法汝鄢尧兰占丛展敬藕逄苟矫郜惠哈冼原卿邝麦苑仵危么阿辜芦迟揭邸虢呙税禤昂言佐镇宾练漆但揣库庹召"
const COMPOUND =
  "欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|端木|轩辕|南宫|长孙|宇文|独孤|百里|东郭|西门|呼延|澹台|公冶|宗政|濮阳|淳于|单于|太叔|申屠|仲孙|钟离|闻人|赫连|鲜于|闾丘|司空|司寇|子车|颛孙|巫马|公西|漆雕|乐正|公良|拓跋|夹谷|宰父|谷梁|段干|百里|东门|南门|羊舌|微生|梁丘|左丘|第五|纳兰|完颜|叶赫|爱新觉罗|阿迪力|阿卜杜|买买提|热依|古丽"
const single = new Set(SURNAMES)
const compound = new Set(COMPOUND.split("|"))

const TITLES =
  "护士长|副会长|会长|副理事长|理事长|副秘书长|秘书长|秘书|主任|主席|书记|老师|师傅|队长|团长|社长|院长|园长|校长|经理|老板|总|医生|大夫|教授|律师|站长|所长|科长|局长|镇长|村长|支书|干事|会计|组长|班长|主管|专干|社工|同志|先生|女士|小姐|教练|姐|哥|婶|叔|姨|伯|嫂|爷|奶奶|爹|妈|总监|股长|委员|代表|干部|负责人|联系人|理事|监事"
const TITLE_AFTER = new RegExp(`^(?:${TITLES})`)
/** An office or a place of work: what follows is who sits there. */
const POST = /(?:站|所|局|股|科|办|部|处|中心|公司|村|社区|卫生院|学校)$/
const TITLE_END = new RegExp(`(?:${TITLES})[:\\s]*$`)
/** 陈老师: a surname and a title. */
const CALLED = new RegExp(`^(.{1,2})(?:${TITLES})$`)
/** What may stand between the word that calls for a name and the name. */
const BEFORE_NAME = new RegExp(
  `^(?:[\\s,:：(（\\u0001-]|我自己|是|为|叫|就是|都是|均为|均是|也是|找|姓名|名字|:|我们?的?|(?:本人|我自己|我)?[,\\s]?|(?:老|前|原|现任|现)?(?:${TITLES})(?!处|组|办|部)(?=[\\u4e00-\\u9fa5]{2}|[:\\s])|[)）:]|换成|改成|改为|一般|请|人)*`,
)
/** 村里的会计方大全: whose, which office, who. */
const WHOSE_OFFICE = new RegExp(
  `^[\\u4e00-\\u9fa5]{1,8}的(?:${TITLES})(?=[\\u4e00-\\u9fa5]{2,3}(?:[\\s,。;\\d\\n\\u0001]|$))`,
)
/** What follows an office without being anyone's name. */
const NO_ONE =
  /^(?:党委|党支部|支部书记|书记|干事|会计|出纳|应为|应该|写错|填错|打错|改为|改成|换成|变更|有误|办公|单位|会议|秘书|负责|联系|活动|电话|手机|人员|同志|自己|本人|他们|大家|全体|以及|协会|商会|社区|中心|培训|参加|名单|代表|带队|大会|述职|换届|一人|一名|两人)/
/** Letters that hold a sentence together and hardly ever stand in a name. */
const NOT_IN_NAME =
  /去$|[了的是不在吗呢吧啊呀我你他她它们这那和跟与及或把被让给请到换没有个号点元块人,。;:、!?()（）"'“”\s\d\n\-/a-z]/
/** 农技站, 方家村: where someone is to be found. */
const WORKPLACE = /.{2}(?:[站所局厅镇村]|协会|商会|学会|中心|社区|公司|学校)$/
/** 农技站 覃勇: a workplace, a blank, and who it is. */
const WORKS_AT =
  /^[\u4e00-\u9fa5]{2,8}(?:站|所|局|办|部|科|股|院|校|村|社区|会|社|队|中心|公司|委|馆|园)[ ,](?=[\u4e00-\u9fa5]{2,4}(?:[\s,。;\d\n\u0001]|$))/
/** Words that may follow a name without a pause. */
const AFTER_NAME =
  /^(?:的?(?:联系)?(?:电话|手机|号码|电联|微信|联系方式)|联系|电话|手机|联络|座机|负责|带队|领队|预算|经费|费用|花费|资金|人数|时间|地点|地址|活动|参加|参与|预计|大概|大约|会员|队员|成员|注册|开办|原始|信用|代码|统一|名称|类型|身份|现在|以后|我们|我是|麻烦|谢谢|请|一共|共|总共|在|打|拨|是|就|的|和|跟|同|及|与|、|吧|啊|哈|呀|哦|了|也|都|参会|去|来|报|两|三|一|二|四|五|六|七|八|九|幺|来报|改成|换成|改为|代|代替|替|要|想|说|,|兼|任|申请|登记|备案|办公|邮箱|规模|主题|备注|住)/
const STOP = /[\u0001\s,。;:、!?()（）\d\n/|+a-z\-"“”]/

/** 龙在天, 柳如是: a whole run of three letters of which one holds sentences together, but not as its start would. */
export function runsAlone(run: string): boolean {
  return (
    run.length === 3 &&
    single.has(run[0]!) &&
    !/^[在和与是有时应向于从都]|[了的吗呢吧啊呀我你他她它去来到个号点元块被把请打]/.test(run) &&
    /[在和与是有不]/.test(run.slice(1)) &&
    !/^(?:时间|周[一二三四五六日]|方便|有空|平时|金额)/.test(run)
  )
}

export type NameFound = { from: number; to: number; value: string }

/** Whether the letters look like a full name: a known surname and one to three letters more. */
export function looksLikeName(text: string): boolean {
  if (text.length < 2 || text.length > 4 || NOT_IN_NAME.test(text) || WORKPLACE.test(text)) return false
  if (compound.has(text.slice(0, 2))) return text.length >= 3
  return single.has(text[0]!) && text.length <= 3
}

/** 陈老师, 老龚, 周婶, 小李: a person, though not by the full name. */
export function looksLikeCalled(text: string): boolean {
  if (/^(?:老师|老板|老总|老人|老乡|小区|小学|小组|小时|小孩|老年|老家|小程序)/.test(text)) return false
  if (/^[老小阿][\u4e00-\u9fa5]$/.test(text)) return single.has(text[1]!)
  const title = CALLED.exec(text)
  return title !== null && (single.has(title[1]![0]!) || compound.has(title[1]!))
}

/** The name that starts at a position where one is expected (after 联系人是…). */
export function nameAt(text: string, at: number, certain: boolean): NameFound | undefined {
  let from = at
  const lead = BEFORE_NAME.exec(text.slice(from))
  if (lead !== null) from += lead[0].length
  // 我是会长展昭: after an office a name is certain
  if (lead !== null && TITLE_END.test(lead[0])) certain = true
  // 卫健股的小阎
  const whose =
    /^[\u4e00-\u9fa5]{1,8}的(?=[\u4e00-\u9fa5]{2,4}(?:[\s,。;\d\n\u0001]|$))(?!电话|手机|号码|联系|微信)/.exec(
      text.slice(from, from + 14),
    )
  if (whose !== null) from += whose[0].length
  // 村里的会计方大全
  const seat = WHOSE_OFFICE.exec(text.slice(from, from + 16))
  if (whose === null && seat !== null) from += seat[0].length
  const works = WORKS_AT.exec(text.slice(from, from + 16))
  if (works !== null && !looksLikeCalled(works[0].slice(0, -1))) from += works[0].length
  const rest = text.slice(from, from + 8)
  let stop = rest.search(STOP)
  if (stop < 0) stop = rest.length
  const run = rest.slice(0, stop)
  if (run.length < 1) return undefined
  // 钮大爷钮国栋: called so, and then by the full name
  for (const size of [3, 2])
    if (run[0] === run[size] && looksLikeCalled(run.slice(0, size)) && looksLikeName(rest.slice(size, stop)))
      return { from: from + size, to: from + stop, value: rest.slice(size, stop) }
  // 陈老师, 老龚, 李主任 电话
  for (let length = Math.min(4, run.length); length >= 2; length--) {
    const head = run.slice(0, length)
    if (
      looksLikeCalled(head) &&
      (length === run.length || AFTER_NAME.test(text.slice(from + length))) &&
      !(length === 2 && looksLikeName(run.slice(0, 3)) && run.length === 3 && !/^[老小]/.test(head))
    )
      return { from, to: from + length, value: head }
  }
  if (runsAlone(run)) return { from, to: from + 3, value: run }
  const two = compound.has(run.slice(0, 2)) && run.length > 2
  const longest = two ? 4 : 3
  let first: NameFound | undefined
  for (let length = two ? 3 : 2; length <= Math.min(longest, run.length); length++) {
    const head = run.slice(0, length)
    if (
      !(
        (looksLikeName(head) && !NO_ONE.test(head)) ||
        (certain && !NOT_IN_NAME.test(head) && !NO_ONE.test(head) && length === run.length)
      )
    )
      continue
    const after = text.slice(from + length)
    const ends = length === run.length || AFTER_NAME.test(after) || TITLE_AFTER.test(after)
    if (ends && first === undefined) {
      first = { from, to: from + length, value: head }
      // 张小 in 张小丽电话: take the longest that still ends well
    } else if (ends) first = { from, to: from + length, value: head }
  }
  // 替会长牛群来登记: 来 is what he does
  if (
    first !== undefined &&
    /^..[来报]$/.test(first.value) &&
    /[\u4e00-\u9fa5]/.test(text[first.to] ?? "") &&
    looksLikeName(first.value.slice(0, 2))
  )
    first = { from: first.from, to: first.to - 1, value: first.value.slice(0, 2) }
  if (first !== undefined) return first
  // 社区小姚, 物业老周: whose, then who
  for (const size of [3, 2]) {
    const tail = run.slice(-size)
    if (
      (certain || POST.test(run.slice(0, -size))) &&
      run.length > size &&
      run.length <= size + 5 &&
      looksLikeCalled(tail) &&
      (size === 3 || /^[老小阿]/.test(tail))
    )
      return { from: from + run.length - size, to: from + run.length, value: tail }
  }
  if (certain && run.length >= 2 && run.length <= 4 && !NOT_IN_NAME.test(run) && !NO_ONE.test(run))
    return { from, to: from + run.length, value: run }
  if (!certain) return undefined
  const guess = run.slice(0, longest)
  return looksLikeName(guess) && run.length <= longest + 1 ? { from, to: from + guess.length, value: guess } : undefined
}
