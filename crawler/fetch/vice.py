"""The vocabulary of gambling and pornography: what is said to sell them, and what governments say against them."""

import re

# Nobody says these but those who sell.
_SELLING = re.compile(
    "真人(?:荷官|百家乐|娱乐|棋牌|视讯|电子)|老虎机|电子(?:游艺|棋牌)|注册即?送|注冊送|首存|返水|送彩金|时时彩|分分彩|北京赛车|pk10|六合彩特码|特码资料|体育(?:投注|下注)"
    "|在线投注|博彩平台|博彩网站|网上赌场|澳门赌场|娱乐城(?:官网|开户|注册)|棋牌(?:下载|游戏送)|亚博|皇冠体育|葡京娱乐|威尼斯人娱乐|永利娱乐"
    "|开云体育|乐鱼体育|爱游戏体育|必赢亚洲|bet365|188bet|w88|pg电子|ag真人|bbin|cq9|百家乐(?:网址|注册|技巧|平台|下载|游戏)"
    "|成人影[院片]|午夜剧场|成人视频|成人电影|无码|国产精品|一区二区|激情视频|黄色网站免费|免费黄色|av在线|在线av|约炮|裸聊直播|裸聊app|色情直播下载"
    "|真人百家樂|百家樂注冊|老虎機|時時彩|六合彩資料",
    re.IGNORECASE,
)
# These are said by both sides.
_SPOKEN_OF = re.compile(
    "博彩|百家乐|百家樂|六合彩|赌场|赌博|娱乐城|棋牌|彩金|裸聊|色情|淫秽|成人用品|招嫖|投注|下注", re.IGNORECASE
)
_AGAINST = re.compile(
    "打击|查处|严打|整治|抵制|警惕|防范|举报|犯罪|违法|非法|取缔|涉案|抓获|捣毁|公安|民警|警方|处罚|行政拘留|骗局|诈骗|治安管理|扫黄打非|禁毒|禁赌"
    "|清查|查缴|收缴|通报|专项行动|案件|案例|判处|法院|检察|罪|反诈|许可证|公益金|小心|当心|谨防|骗|陷阱|别信|远离|拒绝|警示|严禁|禁止|曝光|揭秘|套路|诱饵|沉迷|获刑|危害|整改"
)
_LICENSED = re.compile("福利彩票|体育彩票|福彩|体彩|公益金")
_REACH = 60


def selling_words(text: str) -> list[str]:
    """The words of those who sell that stand in a text and are not spoken of by those who prosecute them.

    >>> selling_words("老虎机下载_真人荷官"), selling_words("警方查处老虎机三台")
    (['老虎机', '真人荷官'], [])
    """
    return [found[0] for found in _SELLING.finditer(text) if not _is_spoken_against(text, found.start(), found.end())]


def doubtful_words(text: str) -> list[str]:
    """The words of both sides in a text in which nobody speaks against anything, nor of the lotteries of the state."""
    if _AGAINST.search(text) or _LICENSED.search(text):
        return []
    return [found[0] for found in _SPOKEN_OF.finditer(text)]


def _is_spoken_against(text: str, start: int, end: int) -> bool:
    near = text[max(0, start - _REACH) : end + _REACH]
    return _AGAINST.search(near) is not None or _LICENSED.search(near) is not None
