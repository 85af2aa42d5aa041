"""Block pages: a site that answers and does not let us see. Recorded, never bypassed."""

import re
from collections.abc import Callable, Mapping

from crawler.fetch.articles import reads_like_article
from crawler.fetch.charset import decode
from crawler.fetch.shown import Shown, shown_in

_JIASULE, _RUISHU = "blocked by 加速乐", "blocked by 瑞数"
_LOGIN, _CAPTCHA = "blocked by a login page", "blocked by a captcha"
_SCRIPT, _FIREWALL = "blocked by a script check", "blocked by a firewall"
_PLACE, _TOO_OFTEN = "refused to our address", "refused as too frequent"

_BLOCK_STATUS = {521: _JIASULE, 412: _RUISHU}
_REFUSALS = frozenset({401, 403, 405, 418, 429, 451})
_SERVER_ERROR = 500

_FILES = (b"%PDF", b"PK\x03\x04", b"Rar!", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
_LONGEST = 5_000_000
_ARTICLE_MARKS = ("勾稽关系", "本年新收政府信息公开申请")
# 瑞数 and others write their scripts into the pages that they let pass, too.
_LINKS_OF_A_PAGE = 5
_LINKS_OF_A_LOGIN = 30
_TEXT_OF_A_PAGE = 200
_LONGEST_MESSAGE, _LONGEST_LINE = 600, 120
_FIELDS_OF_A_FORM = 2

_JIASULE_MARK = re.compile(r"__jsl_clearance|document\.cookie=\('_'\)\+\('_'\)")
_RUISHU_MARK = re.compile(r"\$_ts\s*=\s*window\[|\$_ts\.(?:nsd|cd)\s*=")
_KNOWN_CHECK = re.compile(r"acw_sc__v2|security_verify_data|wzwsconfirm|yunsuo_session|C3VK=|_guard(?:ret|ok)\b|cf_chl")
_ONCE_MORE = re.compile(
    r"location\.reload\(|location(?:\.href)?\s*=\s*(?:window\.|document\.|self\.)?location\b|location\.replace\(location"
)
_ALERT = re.compile(r"""alert\(\s*["']([^"']{2,80})["']""")

# Every one speaks of the visit, the request or the reader: the same words on roads and trades are an office's own.
_VISIT = "(?:访问|请求|提交|参数|操作|URL|浏览)"
_ABROAD = "(?:境外|国外|海外)"
_SAID = (
    (
        _CAPTCHA,
        "请[^，。]{0,10}(?:完成|进行|通过)[^，。]{0,8}验证(?!码)|(?:完成|进行|通过)(?:下方|以下|安全|人机|滑块)[^，。]{0,4}验证"
        "|拖动(?:下方的?)?滑块|按住滑块|人机(?:识别|验证)|(?:点击|依次)[^。]{0,16}验证|滑动验证|不是机器人"
        "|输入[^，。]{0,12}验证码|输入.{0,4}图[片中]|verif(?:y|ication).{0,20}human|areyou(?:a)?human|captcha",
    ),
    (
        _SCRIPT,
        "正在(?:检查|检测|验证)您?的?浏览器|checkingyourbrowser|justamoment|请(?:开启|启用)(?:javascript|cookie).{0,8}(?:刷新|重试)",
    ),
    (
        _TOO_OFTEN,
        "(?:访问|操作|请求|刷新|点击)(?:频率|次数)?(?:过于频繁|过快|太频繁|太快|过多|超过限制)|您[^，。]{0,4}[得点]太快|toomanyrequests",
    ),
    (
        _PLACE,
        f"(?:禁止|不支持|限制|拒绝|不允许)(?:来自)?{_ABROAD}[^，。]{{0,6}}{_VISIT}|IP[^。]{{0,6}}{_ABROAD}|{_ABROAD}(?:用户|地址|IP|网络)?[^，。]{{0,8}}{_VISIT}"
        "|(?:您|你)?所在的?(?:国家|地区|区域).{0,8}(?:无法|不允许|不支持|限制|禁止)|仅(?:限|对|向)[^，。]{0,12}(?:访问|浏览|用户开放)"
        "|(?:政务外网|内网|专网)访问|IP.{0,6}不在.{0,6}(?:范围|名单|白名单)|notavailableinyour(?:region|country)",
    ),
    (
        _FIREWALL,
        f"(?:{_VISIT}|字符|内容).{{0,24}}(?:被|已被|已).{{0,12}}(?:拦截|阻断|阻止|拒绝)|已(?:拦截|阻止)(?:本次|该|您的)?(?:请求|操作)"
        f"|{_VISIT}.{{0,24}}(?:存在|造成|疑似|属于).{{0,10}}(?:安全风险|威胁|攻击)|IP.{{0,8}}(?:黑名单|封禁|封锁|屏蔽)"
        "|(?:request|access|visit)(?:hasbeen|was|is)?(?:blocked|denied|rejected|intercepted)|blockedby.{0,12}(?:waf|firewall)"
        "|(?:防火墙|防护系统|云防护).{0,10}(?:拦截|阻断|阻止)|^网站防火墙$",
    ),
    (
        _LOGIN,
        "请(?:先|重新|您先|您)?登[录陆](?=$|[^\u4e00-\u9fff]|系统|后(?:再|访问|查看)|再)|[未没](?:有)?登[录陆]"
        "|登[录陆](?:已)?(?:超时|失效|过期)|登[录陆]后(?:才能|方可|再|可)?(?:查看|访问|浏览)"
        "|无权(?:限)?(?:查看|访问|浏览)|没有权限|pleaselogin|loginrequired",
    ),
)
_MESSAGES = tuple((cause, re.compile(pattern, re.IGNORECASE)) for cause, pattern in _SAID)
_LOGIN_TITLE = re.compile(
    r".{0,24}(?:用户|系统|统一|会员)?(?:登[录陆]|统一身份认证|单点登[录陆]|login|signin)(?:平台|系统|页面|中心|界面)?",
    re.I,
)
_HINT = "系统提示"
_NOT_THERE = re.compile("不存在|删除|找不到|下线|撤销|出错|错误|繁忙|维护")


def block_of(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """What blocks us, told by status, cookie and content; None for a page that lets itself be seen."""
    if status in _BLOCK_STATUS:
        return _BLOCK_STATUS[status]
    is_refusal = status in _REFUSALS
    told = None if body.startswith(_FILES) or len(body) > _LONGEST else _told(shown_in(decode(body)))
    if told is None and is_refusal:
        return f"refused with {status}"
    if told is None and status >= _SERVER_ERROR and "__jsluid" in headers.get("set-cookie", "") and not body.strip():
        return _JIASULE
    return told


def _told(shown: Shown) -> str | None:
    """What blocks us by what the page shows, or does where it shows nothing."""
    if any(mark in shown.html for mark in _ARTICLE_MARKS) or shown.has_dated_rows:
        return None
    return next((block for rule in _RULES if (block := rule(shown)) is not None), None)


def _by_script(shown: Shown) -> str | None:
    """A script stands instead of the page and asks for it once more."""
    if _is_page(shown):
        return None
    if _JIASULE_MARK.search(shown.html) or shown.title.startswith("Loadinghttp"):
        return _JIASULE
    if _RUISHU_MARK.search(shown.scripts):
        return _RUISHU
    scripts = shown.scripts
    asks_again = "document.cookie" in scripts and _ONCE_MORE.search(scripts) is not None
    return _SCRIPT if asks_again or _KNOWN_CHECK.search(scripts) else None


def _by_login(shown: Shown) -> str | None:
    """A form to log in stands instead of the page, or the word that one must."""
    text = "".join(shown.lines)
    if len(shown.anchors) > _LINKS_OF_A_LOGIN or len(text) > _TEXT_OF_A_PAGE:
        return None
    if shown.title == _HINT and not _NOT_THERE.search(text):
        return None if len(shown.anchors) >= _LINKS_OF_A_PAGE else _LOGIN
    return _LOGIN if shown.asks_password and _LOGIN_TITLE.fullmatch(shown.title) else None


def _by_message(shown: Shown) -> str | None:
    """A short page says that we may not see, and nothing else."""
    lines = shown.lines or tuple(_ALERT.findall(shown.scripts))
    text = "".join(lines)
    if len(shown.anchors) >= _LINKS_OF_A_PAGE or len(text) > _LONGEST_MESSAGE or reads_like_article(shown):
        return None
    if shown.fields >= _FIELDS_OF_A_FORM:
        return None
    said = [line for line in (shown.title, *lines) if len(line) <= _LONGEST_LINE]
    cause = next((cause for cause, pattern in _MESSAGES if any(pattern.search(line) for line in said)), None)
    return None if cause == _LOGIN and _NOT_THERE.search(text) else cause


def _is_page(shown: Shown) -> bool:
    return len(shown.anchors) >= _LINKS_OF_A_PAGE or sum(len(line) for line in shown.lines) >= _TEXT_OF_A_PAGE


_RULES: tuple[Callable[[Shown], str | None], ...] = (_by_script, _by_login, _by_message)
