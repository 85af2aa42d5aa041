"""Sentences for made-up reports: dealt from short words, so that no two texts read alike."""

from random import Random


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


_WHO = _words(
    "办公室 信息员 业务科室 法制机构 值班人员 联络员 经办人员 "
    "档案人员 窗口人员 负责同志 服务专班 技术人员 编辑小组 轮值科长 "
    "驻点干部 审核专员"
)
_WHEN = _words(
    "按月 按季 逐旬 年初 年中 汛期 农闲时节 开学前后 每逢集日 "
    "会后 隔周 收到反馈后 改版期间 入冬以前 节后 分批 分段 随时 "
    "两次 多次"
)
_DOES = _words(
    "梳理 核对 补录 更新 归集 校正 编排 整理 登载 张贴 讲解 汇编 复核 标注 修订 公示 推送 翻译 打印 归档 压实 拆分"
)
_TOPIC = _words(
    "财政预算 水费标准 学区划分 救助名单 路段施工 疫苗接种 "
    "农机补贴 房屋征收 公交线路 粮食收购 食品抽检 河道巡查 就业岗位 "
    "养老床位 危房改造 供暖区域 停车泊位 校车时刻 土地出让 "
    "森林防火 气象预警 医保目录 残疾康复 电价调整 垃圾分类 工程招标 "
    "消费维权 古树保护 饮水安全 安置房源 债务限额 产业奖补 "
    "防汛物资 文化场馆 赛事安排 旅游线路 殡葬价格 渔业禁捕 噪声监测 "
    "出租房屋 家政培训 人才引进 宅基审批 绿化养护 桥梁检修 劳务派遣 营业网点 彩票公益 校园招生 托育机构"
)
_THING = _words("清单 台账 说明 图表 问答 摘要 时间表 流程图 手册 底稿 样表 索引 短片 展板 简报 一览表 示例 附注")
_WHOM = _words(
    "村居群众 办事企业 外来务工者 老年读者 学生家长 个体商户 沿街店铺 返乡青年 种粮大户 社区居民 货车司机 租住人员"
)
_GAINS = _words("查阅 对照 下载 比较 咨询 办理 转发 理解 核实 备查 检索 留存 监督 引用 申报 预约 反映 抄录")
_EASE = _words("更方便 少跑路 有依据 不走样 能看懂 找得到 用得上 省时间 不遗漏 有回音 更清楚 更及时")
_LACKS = _words(
    "不够细致 偏于零散 较为笼统 有些滞后 衔接不紧 形式单一 覆盖有限 深浅不一 缺少图示 校对不严 解读不足 更新偏慢"
)
_PLANS = _words("补齐 轮训 抽查 调整 细化 公示 结对 试用 压缩 新增 重排 回访 统筹 评比 会商 固化")
_AIMS = _words("栏目 岗位 流程 表格 导航 样式 口径 人手 期限 渠道 责任 底数 记录 格式 链接 附件")


def work(random: Random) -> str:
    """A sentence on what was done."""
    pick = random.choice
    shape = random.randrange(5)
    topic, other = random.sample(_TOPIC, 2)
    if shape == 0:
        return (
            f"{pick(_WHO)}{pick(_WHEN)}{pick(_DOES)}{topic}{pick(_THING)}，{pick(_WHOM)}{pick(_GAINS)}{pick(_EASE)}。"
        )
    if shape == 1:
        return f"{topic}、{other}等内容由{pick(_WHO)}{pick(_DOES)}，{pick(_WHEN)}配发{pick(_THING)}。"
    if shape == 2:
        return f"针对{pick(_WHOM)}关心的{topic}，{pick(_DOES)}{pick(_THING)}，{pick(_WHEN)}{pick(_DOES)}{other}。"
    if shape == 3:
        return f"{pick(_WHEN)}把{topic}{pick(_THING)}送到{pick(_WHOM)}手中，{pick(_GAINS)}{pick(_EASE)}。"
    return f"{pick(_DOES)}{topic}与{other}{pick(_THING)}，{pick(_WHO)}{pick(_WHEN)}{pick(_DOES)}。"


def works(random: Random, least: int, most: int) -> str:
    """Some such sentences."""
    return "".join(work(random) for _ in range(random.randint(least, most)))


def problem(random: Random) -> str:
    """What is not yet good, without a mark at its end."""
    pick = random.choice
    topic = pick(_TOPIC)
    return pick(
        (
            f"{topic}{pick(_THING)}{pick(_LACKS)}，{pick(_WHOM)}{pick(_GAINS)}仍感不便",
            f"{pick(_WHO)}{pick(_DOES)}{topic}时{pick(_LACKS)}",
            f"{topic}的{pick(_AIMS)}{pick(_LACKS)}，{pick(_WHO)}{pick(_DOES)}力度不大",
        )
    )


def plan(random: Random) -> str:
    """What is to be done about it, without a mark at its end."""
    pick = random.choice
    topic = pick(_TOPIC)
    return pick(
        (
            f"{pick(_PLANS)}{topic}{pick(_AIMS)}，由{pick(_WHO)}{pick(_WHEN)}{pick(_DOES)}{pick(_THING)}",
            f"请{pick(_WHOM)}{pick(_PLANS)}{topic}{pick(_THING)}，{pick(_DOES)}{pick(_AIMS)}",
            f"{pick(_WHEN)}{pick(_PLANS)}{pick(_AIMS)}，{pick(_DOES)}{topic}{pick(_THING)}",
        )
    )
