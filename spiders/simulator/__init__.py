"""Government sites on loopback with known truth: what a right crawl and a right monitor must find is planted.

Read in this order: `sites` (the nouns), `families` (how a kind of site writes its pages), `server` (the running
simulator), `sample` and `real` (two worlds). Nothing outside the demonstration and the tests imports this package.
"""
