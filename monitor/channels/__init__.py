"""The ways to a recipient: mail, a signed webhook, and the robots of WeCom, DingTalk and Feishu."""
