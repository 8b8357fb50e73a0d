import { plain } from "./plain.ts"

/** What the intent model sees of a message: pieces of one to three letters, and the kinds of words that stand in it. */

const HOMOPHONES: [RegExp, string][] = [
  [/被案|背案|备按|备安/g, "备案"],
  [/年捡|年剪|念检/g, "年检"],
  [/登计|灯记|登基(?!仪)/g, "登记"],
  [/注策|住册/g, "注册"],
  [/抱名|报各名|爆名|保名/g, "报名"],
  [/总节|总洁|宗结/g, "总结"],
  [/培讯|陪训|培顺/g, "培训"],
  [/结素|结朿/g, "结束"],
  [/活洞|活到(?=备|报)|或动/g, "活动"],
  [/深核|神核|申核/g, "审核"],
  [/连系|联西/g, "联系"],
  [/取肖|去消|取销/g, "取消"],
  [/冇得|没得|莫得|木有/g, "没有"],
  [/冇/g, "没"],
  [/哒|咧|嘞|噻|撒(?!谎)/g, "了"],
  [/么事|么子|么样|啥子|么/g, "什么"],
  [/几多/g, "多少"],
  [/晓得/g, "知道"],
  [/搞|弄|整(?!改)/g, "办"],
  [/克(?=听|培|上|不|了|$)/g, "去"],
]
const FILLERS =
  /呃+|嗯+|那个(?=那个|我|我们|就)|就是说|(?:一|1)?哈(?=$|[,。子])|请问|麻烦(?:您|你)?|谢谢(?:您|你)?(?=$|[。!])/g

/** Words of one kind; what matters is that one of them is there. */
const KINDS: Record<string, RegExp> = {
  org: /协会|商会|学会|研究会|联合会|促进会|基金会|民非|社团|社会组织|社会团体|合唱(?:队|团)|舞蹈队|广场舞队|老年大学|俱乐部|互助会|义工联|志愿(?:者)?(?:服务)?队|我们(?:单位|队|中心|社区|机构|团)|组织(?!部|了|个|会员|志愿)|服务中心|乡贤会|理事会|学校|幼儿园|养老院/,
  event:
    /活动|义诊|比赛|大赛|竞赛|赛|展销|博览|对接会|路演|晚会|演出|汇演|慰问|走访|捐|义卖|义剪|植树|招聘会|年会|大会|论坛|仪式|宣传|骑行|徒步|登山|献血|庙会|灯会|联谊|茶话会|音乐会|志愿服务|清扫|看望|考察|研讨|座谈|推介|集市|运动会|游园|画展|观影/,
  training: /培训|班(?!子|组|级)|课|讲座|听讲|学习|名额|参训|上课|社工|公开课|辅导|授课/,
  join: /报名|参加|报(?:一|两|三|1|2|3|几|个|上|下)|名额|算我|加我|留个|占|我去|我来|要去|想去|派/,
  quit: /取消|退|不去|去不|不来|来不|请假|不参加|不上|不学|让出|放弃|作废|撤/,
  stop: /算了|不填|不办|不报|不登|不要|不用|停|终止|退出|放弃|结束|关掉|删|作废|取消|改天|下次|不需要|不做/,
  list: /有(?:什么|哪些|啥|没有)|哪些|哪个|列|看看|列表|安排|近期|最近|还有/,
  status: /进度|审(?!计)|批(?!评)|通过|过了|受理|结果|状态|退回|驳回|到哪|办好|动静|回复|消息/,
  mine: /我的|我们的|我报|我们报|我交|我提交|我登|我填|我备|我申/,
  ask: /吗|什么|呢|\?|怎么|咋|啥|多少|几(?!个人)|哪|能不能|可以|要不要|是不是|有没有|如何|不$|没$|多久/,
  done: /了(?!吗|没)|完|结束|已经?|上次|昨天|前天|上周|刚/,
  coming: /要|想|打算|准备|下周|明天|后天|周[一二三四五六日末]|计划|拟|即将|下个?月|礼拜/,
  result: /总结|成果|结果|成效|效果|情况|来了|卖了?|花了|成交|达成|实到|服务了|销售|签约|汇报|照片|签到/,
  register: /登记|注册|入库|加入|录入|录|成立|建档|入驻|报到|备个底|挂|新增|新办/,
  file: /报备|备案|申报|报(?:个|一|给|下|上)|申请|上报|先报|登(?:一?下|个|记)/,
  policy:
    /政策|规定|条件|要求|标准|评估|等级|[1-5]a|年检|年报|会费|抵税|抵扣|免税|税|章程|换届|法人|孵化|补贴|补助|奖励|资金|购买服务|指标|文件|条例|办法|流程|程序|手续|材料|优惠|扶持|注销|募捐|公益创投|异常名录|慈善组织|党建|审计|收费|保障|任务|方案|强制/,
  contact: /电话|手机|号码|联系|微信|邮箱|负责人|秘书|会长|地址|资料|信息/,
  change: /换|变更|更新|更换|改成|改为|变了|搬|接手|接替|停用|不干|退休|离职|新号/,
  wrong: /错|不对|有误|改一?下|改(?!天|日|进)|不是.*是|更正|修改|写反|少写|多写|应该是/,
  field: /人数|时间|地点|预算|经费|日期|名称|类型|标题|主题|金额|会员数|代码|刚才|刚刚|前面|上面/,
  help: /帮助|怎么用|功能|说明|教|指南|菜单|会什么|能干|能做|能办|怎么操作|不会|使用|干什么|不懂|命令|提示|引导/,
  human: /人工|真人|客服|工作人员|活人|管事|接线|值班|投诉|举报|反映|领导|机器人|找(?:个|你们)?人|打电话|电话多少|有人/,
  greet: /你好|您好|在吗|在不|早上好|上午好|下午好|晚上好|中午好|早安|晚安|哈喽|嗨|^hi|hello|^早|快乐|辛苦|打扰/,
  back: /上一|返回|前一|上个|回到|后退|倒回|退一|回退|往回|往前|前面|回去|上步|上级/,
  decide: /通过|同意|批准|驳回|退回|打回|核准|准予|不予|拒绝|放行|待审|待办|审核|审批|撤销|打标签|标记/,
  tally:
    /进度|进展|完成|指标|目标|达标|统计|汇总|占比|覆盖|多少家|几家|台账|报表|导出|增长|比例|差多少|明细|数据|周报|月报|落后/,
  announce: /发布|通知|开(?:一期|班|课|个班|设|放)|新开|发(?:个|到|一)|推送|招生|公告|接龙|上架|排课|群里|办一期|加开/,
  number: /0/,
  code: /§|[a-z]{2}0/,
  phone: /☎/,
  clock: /[0一二三四五六七八九十]点|[上下]午|晚上/,
  sum: /[0一二三四五六七八九十百千万]元|[0一二三四五六七八九十百千万]块|预算|经费|开支|会费|资金|费用?[0一二三四五六七八九]/,
  thanks: /谢|好的|收到|知道了|明白|再见|ok/,
  chat: /天气|笑话|唱|歌|吃|饭|聊|你(?:是谁|几岁|叫什么)|热|冷|雨|机器人|好看|名字|爱|玩|电影|游戏|股|油价/,
  elsewhere: /低保|社保|医保|身份证|结婚|离婚|驾照|房|养老金|公交|快递|残疾|高龄|户口|公积金|学区|殡葬/,
}
const KIND_LIST = Object.entries(KINDS)

/** The message as the model reads it: one spelling for homophones and local words, phones as ☎, credit codes as §, other numbers as 0. */
function flatten(text: string): string {
  let words = plain(text).slice(0, 200)
  for (const [pattern, to] of HOMOPHONES) words = words.replace(pattern, to)
  return words
    .replace(FILLERS, "")
    .replace(/5[123]\d{6}[0-9a-z]{8,10}/g, "§")
    .replace(/(?<!\d)1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)/g, "☎")
    .replace(/\d+/g, "0")
    .replace(/[\s,。;、!~.:"“”'()\-—…·]+/g, "")
    .slice(0, 120)
}

/** Every feature of a message, each once. */
export function featuresOf(text: string, role: string): string[] {
  const words = flatten(text)
  const features = new Set<string>()
  const framed = `^${words}$`
  for (let at = 0; at < framed.length; at++) {
    for (let size = 1; size <= 3; size++) {
      if (at + size > framed.length) break
      const piece = framed.slice(at, at + size)
      if (piece !== "^" && piece !== "$") features.add(piece)
    }
  }
  const kinds: string[] = []
  for (const [name, pattern] of KIND_LIST) if (pattern.test(words)) kinds.push(name)
  for (const one of kinds) {
    features.add(`k:${one}`)
    features.add(`k:${one}/${role}`)
    for (const other of kinds) if (one < other) features.add(`k:${one}+${other}`)
  }
  features.add(`role:${role}`)
  features.add(
    `long:${words.length <= 2 ? 1 : words.length <= 4 ? 2 : words.length <= 8 ? 3 : words.length <= 16 ? 4 : words.length <= 32 ? 5 : 6}`,
  )
  return [...features]
}
