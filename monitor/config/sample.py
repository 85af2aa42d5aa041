"""The gongkai.toml that `gongkai init` writes: every setting at its default, but for one.

Townships owe a report under local rules only. A new workspace is given the usual one, where its operator sees it;
without a file nothing is assumed.
"""

SAMPLE = """\
# gongkai 的设置。未写出的键取默认值；写错的键会报错。
# 每一项也可以用环境变量设置（优先于本文件），例如 GONGKAI_CRAWL__DOWNLOAD_DELAY=3。
# 全部说明见 docs/configuration.md。

# 数据库。<workspace> 代表本工作目录；PostgreSQL 写作 postgresql://用户:密码@主机/库名
database_url = "sqlite:///<workspace>/gongkai.db"

# 统计结果的语言：zh 或 en
language = "zh"

# 本地规则文件（检查项的界限、严重程度、停用、本地期限、自定义检查项）；没有这个文件就按检查项目录执行
rules_file = "rules.yaml"

[crawl]
# 网站管理者可以联系到您的网址或邮箱，会写进 user_agent
contact = ""
user_agent = "gongkai/<version> (+<contact>)"
# 对同一主机两次请求之间的间隔（秒）
download_delay = 2.0
# 是否允许访问内网和本机地址；只用于模拟网站
allow_private_networks = false
# 一次采集最长多少分钟
time_limit_minutes = 230
# 一次采集每个网站最多取多少个网页；超出即视为未查完
pages_per_site = 200
# 一次采集每个网站最多取多少兆字节、最多用多少分钟；超出即视为未查完
bytes_per_site_mb = 500
minutes_per_site = 120
# 每天什么时段可以访问网站（北京时间），例如 "22:00-06:00"；空着表示不限
hours = ""
# 是否用浏览器打开由脚本生成的网页
browser = true

[obligations]
# 乡镇、街道按本地要求公布年度报告的期限（月-日）。条例第四十九条未列明乡镇、街道：
# 本地没有要求的，写成 ""，名录中也未写明 local_due 的，即视为无需公布
townships_due = "01-31"

[schedule]
# 每天几点运行（北京时间）；到期日前后每天采集两次，第二次在 crawl_again；主管部门只在工作日通知
crawl = "02:00"
crawl_again = "14:00"
monitor = "06:00"
alert = "07:30"
# 4月15日几点生成年度汇总
summary = "08:00"
# 是否按年报的时间安排采集（1月、3月每天，2月隔天，4月起每月一次）；false 表示全年每天采集
by_season = true
# 采集最多推迟多少分钟开始；同一工作目录每次推迟的时间相同
jitter_minutes = 0
# 错过时间后，多少秒之内仍算按时
misfire_grace_seconds = 3600
# 正在运行的任务多少秒没有动静，就视为中断，由下一个进程接手
lease_seconds = 600

# 停机期间错过的任务如何处理：skip 不补，once 补一次，all 逐次补
[schedule.catch_up]
crawl = "once"
missing = "once"
revisions = "all"
monitor = "once"
alert = "once"
summary = "once"
roster = "once"

[watch]
# 对照单位：年报一直都在的单位，找不到就是采集出了问题（名录中的编号，可写几个）；超过多少天没有找到也算
canaries = []
canary_days = 35
# 网站连续几次打不开，才告诉运维人员（名单在 offices.yaml 的 operators）
visits = 3
# 问题连续几次看到才告知，连续几次看不到才算恢复（每15分钟看一次）
looks = 2
# 任务迟到多少分钟、磁盘剩余不足百分之几、消息多少小时没有送达，就告诉运维人员
late_minutes = 60
disk_free_percent = 10
outbox_hours = 24

[serve]
# 网页对外的地址（不带路径）；只应答这个主机名和 localhost，提醒中的链接也以它开头
# public_url = "https://gk.example.gov.cn"
# 登录后多少小时必须重新登录；多少分钟没有操作也要重新登录
session_hours = 10
idle_minutes = 60

[serve.oidc]
# 统一身份认证（OpenID Connect）。不写 issuer 就只用本地账号。
# 密钥最好写在环境变量 GONGKAI_SERVE__OIDC__CLIENT_SECRET 里
# issuer = "https://id.example.gov.cn"
# client_id = "gongkai"
# client_secret = ""
label = "统一身份认证"

[mail]
# 发信服务器。不写 host 就不发信。密码最好写在环境变量 GONGKAI_MAIL__PASSWORD 里
# host = "smtp.example.gov.cn"
port = 25
# sender = "gongkai@example.gov.cn"
# username = "gongkai"
# password = ""
starttls = false

# 政府信息公开工作主管部门：area_id 是名录中的单位，其下属各单位的情况都发给它
# [[offices]]
# id = "county"
# name = "某县人民政府办公室"
# email = "xxgk@example.gov.cn"
# area_id = "370902"
# language = "zh"
"""
