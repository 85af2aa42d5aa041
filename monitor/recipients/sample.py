"""The offices.yaml that `gongkai init` writes: nobody is told yet, and all have peace at night and on days off."""

SAMPLE_RECIPIENTS = """\
# 收件单位：谁、通过什么渠道、什么时候收到通知。写错的键会报错；检查本文件：gongkai recipients check
# 只用邮件的单位也可以写在 gongkai.toml 的 [[offices]] 里，两处合并使用，id 不得重复。

# 政府信息公开工作主管部门。area_id 是名录中的单位：其下属各单位到期前提醒它，未按时公布的告知它；
# 上级主管部门（area_id 是上级地区的单位）按下面 escalate 的天数收到仍未监测到的情况。
# channels 至少一个：mail、webhook、wecom（企业微信）、dingtalk（钉钉）、feishu（飞书）；
# 密钥可写 env:变量名 或 file:/路径，不必写在本文件里。
offices: []
#  - id: county
#    name: 某县人民政府办公室
#    area_id: "370902"
#    language: zh
#    channels:
#      - mail: xxgk@example.gov.cn
#      - wecom: {key: "env:COUNTY_ROBOT"}
#    quiet: {hours: 18:00-09:00, days_off: hold}

# 本系统的管理人员：网站打不开、采集出错等告知他们，不告知主管部门
operators: []
#  - id: operator
#    name: 系统管理员
#    channels:
#      - mail: operator@example.gov.cn

ladder:
  # 到期前多少个工作日提醒（含调休）
  before: [15, 10, 5, 2, 1]
  # 到期后多少天告知：county 为单位的直接主管部门，prefecture、province 为其上级
  escalate: {county: 1, prefecture: 7, province: 15}
  # 告知下级之后至少过多少天才告知上级
  grace: 2

quiet:
  # 每天什么时段不发（北京时间）；空着表示不限
  hours: 20:00-08:00
  # 周末和节假日：hold 不发，上班后按当时情况告知；send 照发
  days_off: hold
  # 春节假期：只采集，不发
  spring_festival: hold

acknowledgement:
  # 确认链接多少天内有效（需设置 serve.public_url；没有则通知中不带链接，改写 contact）
  valid_days: 90
  contact: ""
"""
