import type { NumberFound } from "./number.ts"

/** Sums of money, and what each is: spent, put up, given away, or asked of each head. */

export type MoneyFound = {
  from: number
  to: number
  value: number
  approx: boolean
  /** spent: 预算, 经费, 花了. fund: 注册资金, 原始基金. given: 捐款, 奖金, 卖了. each: 每人, 人均. plain: nothing says. */
  role: "spent" | "fund" | "given" | "each" | "plain"
  /** 预算, 经费, 一共: the whole, not one item of it. */
  total: boolean
  /** 元, 块 or ¥ was said. */
  unit: boolean
  /** Where the thing that was paid for begins: 信纸邮票420. */
  itemFrom?: number
}

const UNIT = /^\s?(?:元整|元|块钱|块|圆整|圆|人民币|rmb|大洋|钱(?!包))(?:人民币)?(?:整)?(?:左右|上下|以内|的样子)?/
const SIGN = /[¥￥$]\s?$/
const LINK =
  "(?:是|为|有|大概|大约|约|差不多|预计|估计|总共|一共|共|合计|加起来|合起来|拢共|统共|全部|就|要|得|需要|需|才|只|控制在|不超过|在|定在|改成|改为|改到|变成|应该是|大写|到位|打算|计划|出|,|:|\\(|\\)|\\s|了|掉|近|将近|接近|上|到|的|写错了?|填错了?|错了|不对|超了|超支了?|不够|低了|高了|多了|少了|个|也|都|加到|增加到|增至|减到|减至|提到|压到|那栏|这栏|一栏|那里|改|由|从|先|写|填|报|按|的话|-|\u0001)*"
const CANON = new RegExp(
  `(?:预算|经费|总费用|总投入|总开支|总花费|总成本|费用|资金|总共|一共|合计|共计|总计|(?<![一-龥])共)${LINK}$`,
)
const SPENT = new RegExp(
  `(?:预算|经费|费用|花费|花销|开销|开支|支出|成本|花了?|用了|用掉|耗资|要用|投入|开支|总费用|钱数|总额|拨款|活动资金|活动费|资金|资金预算|预支|实际|控制在|场租|车费|花钱|出资|自筹|耗费|用钱|[一-龥]{1,3}费|租金|劳务|[一-龥]{0,3}钱|物资|材料|道具|设备|服装|音响|服化道|场地|礼品|奖品|保险|水电|餐饮|伙食|横幅|展架)${LINK}$`,
)
/** Things that are paid for by the sum, hardly ever counted by the piece: 戏金两万一, 布料500, 茶歇1980. */
const ITEMS =
  "[一-龥]{0,2}(?<!奖|基|资|本|善|助学|慰问)金|[一-龥](?:纸|具|补给|(?<![作展商产])品)|贴纸|胶带|[房场车船门片班月地年路棚]租|[车船机邮门]票|面料|布料|颜料|饮料|馅料|辅料|食料|原料|资料费|材料|物料|药材|药材布料|药品|食材|器材|教材|布置|搭建|茶歇|点心|糕点|蛋糕|果盘|水果|糖果|瓜果|零食|茶水|饮用水|矿泉水|姜汤|粥米|面粉|米面油?|粮油|肉菜|酒水|酒席|便饭|盒饭|快餐|中餐|午餐|晚餐|早餐|工作餐|简餐|聚餐|会餐|吃饭|吃住|食宿|住宿|礼物|礼金|伴手礼|纪念品|小奖品|奖牌|奖杯|证书|锦旗|鲜花|花篮|花圈|菊花|蜡烛|纸墨|笔墨|墨汁|红纸|彩纸|彩灯|灯笼|灯光|灯饰|舞美|舞台|背景板|展板|喷绘|海报|印刷|打印|复印|制作|服饰|妆造|化妆|租赁|租车|包车|大巴|用车|油钱|加油|拍摄|摄影|摄像|录像|投流|推广|快递|邮寄|耗材|工具|家具|道具|玩具|文具|样品|补给|医药箱|急救包|彩排|排练|音箱|话筒|帐篷|棚子|桌椅|租金|卡座|宣传品|消毒液|清洁用品|用品|长寿面|鞭炮|烟花"
const ITEM = new RegExp(`(?:[一-龥]{0,8}(?:${ITEMS}))(?:费用?)?${LINK}$`)
/** Given, sold or handed out, it is not what was spent. */
const HANDED = /捐|赠|送|发|卖|售|收|领|募|筹|份$|套$/
const NOT_SPENT = new RegExp(`(?:会费|报名费|学费|门票费?|票价|伙食费)${LINK}$`)
const FUND = new RegExp(
  `(?:注册资金|注册资本|开办资金|开办经费|开办费|原始基金|原始资金|启动资金|活动资金|资金|注册|开办|原始|资本|出资|基金|本金|验资|会费账上|账户里?|账上|账面)${LINK}$`,
)
const GIVEN_CUE = new RegExp(`(?:捐赠|捐款|善款|捐了?|募集|募捐|募得|筹集|筹得|资助)(?:金额|额|总额|数额)?${LINK}$`)
const GIVEN =
  /(?:善款|捐款|捐赠|捐献|捐了?|募集|募捐|募得|筹集|筹得|筹款|众筹|资助|助学金|奖学金|慰问金|慰问品|物资|奖金|奖品|发放|发了|红包|价值|销售额|销售|销量|卖了?|成交|成交额|签约|签单|收入|营收|订单|补贴|赞助|补助|意向|交易额|工资|月薪|奖励|到账|收了?|款|带货|贷款|罚款|产值|采购)[^,。;\n]{0,6}$/
const EACH =
  /(?:每人|每位|每个人|人均|每户|每家|每单位|每份|每桌|每节|每天|每月|每年|每场|一人|一户|一份|单价|每|(?<![十一二三四五六七八九])一个人)[^,。;\n\d]{0,5}$|(?:票价|门票|报名费|会费|学费|押金)(?:是|为|收|要|:|\s)*$/
const AFTER_SPENT = /^\s?(?:的)?(?:预算|经费|费用|开支|花销|成本|活动经费|搞定|够了|左右的?(?:预算|经费|费用))/
const AFTER_FUND = /^\s?(?:的)?(?:注册资金|开办资金|开办费|原始基金|资金|启动资金|注册资本)/
const AFTER_GIVEN =
  /^\s?(?:的)?(?:善款|捐款|慰问金|助学金|物资|奖金|爱心款|红包|现金|补助|补贴|订单|慰问品|米面油|图书|衣物)/
const AFTER_EACH = /^\s?(?:\/|一|每)(?:人|位|户|份|天|个人|张|桌)/
/** Things counted that are no money even after 投入 or 花了. */
const COUNTED =
  /^ ?(?:多|来|余|几)?(?:个|名(?!称)|位(?!置|于)|人(?!员|数)|户(?![外口主])|家(?![委长政庭属乡具])|场(?!地)|次|斤|公斤|吨|亩|本|册|天|小时|分钟|期|支|队(?!长|员|伍)|辆|套|件|箱|瓶|盒|桌|张|副|只|头|棵|株|号|点|月|年|日|岁|级|楼|层|%|公里|里|米|届|kg)/

/** 费用那里多写了个零 应该是800. */
const MENDED = /(?:预算|经费|费用|花费|开支)[^。;\n\d人名电]{0,14}(?:应该是|应为|改成|改为|实际是?|更正为?)\s?$/
/** What begins the next thing after a sum without 元: 一共七千二联系程光. */
const ENDED =
  /^(?:联系|负责|对接|找|电话|手机|经办|带队|领队|由|我(?:是|叫|姓)|时间|地点|麻烦|请|谢谢|左右|上下|出头|以内)/

export function moneyIn(text: string, numbers: readonly NumberFound[]): MoneyFound[] {
  const found: MoneyFound[] = []
  for (const number of numbers) {
    if (number.ordinal) continue
    const before = text.slice(Math.max(0, number.from - 16), number.from)
    const after = text.slice(number.to, number.to + 12)
    const unit = UNIT.exec(after)
    const signed = SIGN.test(before)
    const clause = before.replace(/^.*[。;\n]/s, "")
    const rest = after.slice(unit?.[0].length ?? 0)
    const item = ITEM.exec(clause)
    const paid = item !== null && number.value >= 20 && !HANDED.test(item[0])
    const mended = MENDED.test(text.slice(Math.max(0, number.from - 26), number.from))
    const spent = (paid || mended || SPENT.test(clause)) && !NOT_SPENT.test(clause)
    const fund = FUND.test(clause)
    const short =
      /[\d][kw]$/.test(text.slice(number.from, number.to)) && !COUNTED.test(after) && !/^[a-z步]/.test(after)
    const total =
      /(?:一共|总共|合计|共计|总计|(?<!公)共)(?:花了?|是|约|大概)?\s?$/.test(clause) &&
      number.value >= 100 &&
      (!/^[一-龥]/.test(after) || ENDED.test(after)) &&
      (found.length > 0 || number.value >= 1000)
    if (total) {
      found.push({
        from: number.from,
        to: number.to,
        value: number.value,
        approx: number.approx,
        role: "spent",
        unit: false,
        total: true,
      })
      continue
    }
    const named = (AFTER_FUND.test(after) || AFTER_SPENT.test(after)) && number.value >= 1000
    if (unit === null && !signed && !short && !named) {
      if (!(spent || fund || (number.value >= 100 && GIVEN_CUE.test(clause))) || COUNTED.test(after)) continue
      if (/[-.\d:]/.test(after[0] ?? "") && /\d/.test(text[number.to - 1]!)) continue
    }
    const local = clause.replace(/^.*[,]/s, "")
    const role: MoneyFound["role"] =
      EACH.test(local) || AFTER_EACH.test(rest)
        ? "each"
        : GIVEN.test(local) && !SPENT.test(local) && !paid
          ? "given"
          : AFTER_GIVEN.test(rest)
            ? "given"
            : spent || AFTER_SPENT.test(rest)
              ? "spent"
              : fund || AFTER_FUND.test(rest)
                ? "fund"
                : "plain"
    found.push({
      from: number.from,
      to: number.to + (unit?.[0].length ?? 0),
      value: number.value,
      approx: number.approx,
      role,
      total: role === "spent" && CANON.test(clause),
      unit: unit !== null || signed || short,
      ...(paid && spent ? { itemFrom: number.from - item[0].length } : {}),
    })
  }
  return found
}

/** Whether a sum stands after words for an organization's own fund (注册资金), which are 资金 too. */
export function isFund(text: string, money: MoneyFound): boolean {
  return FUND.test(text.slice(Math.max(0, money.from - 16), money.from))
}
